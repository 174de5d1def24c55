"""The tree of nodes as it grows while a document is read, whatever it is written in.

Reading is driven by events and keeps its own stack, so that deep nesting is a `Problem`
and never a crash of the interpreter.
"""

from __future__ import annotations

from engine.packs.node import Node, Scalar
from engine.problems import PackError, Position, Problem, Severity

MAX_DEPTH = 30
MAX_PROBLEMS = 200


class TreeBuilder:
    """Takes the events of a reader, gives the root node and the problems found on the way."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.root: Node | None = None
        self._open: list[Node] = []
        self._keys: list[tuple[str, Position] | None] = []

    @property
    def wants_key(self) -> bool:
        """Whether the next scalar is the key of a map."""
        return bool(self._open) and isinstance(self._open[-1].value, dict) and not self._keys[-1]

    def problem(
        self,
        position: Position,
        code: str,
        message: str,
        hint: str = "",
        severity: Severity = "error",
    ) -> None:
        """Note one mistake and go on reading, unless there are too many to be of use.

        :raises PackError: it is the 200th
        """
        self.problems.append(
            Problem(position=position, code=code, message=message, hint=hint, severity=severity)
        )
        if len(self.problems) >= MAX_PROBLEMS:
            raise PackError(self.problems)

    def key(self, text: str, position: Position) -> None:
        """The key of the next value; a key that stands there already is a problem."""
        entries = self._open[-1].value
        if isinstance(entries, dict) and text in entries:
            first = entries[text].key_position
            self.problem(
                position,
                "duplicate-key",
                f"键 “{text}” 重复，第 {first.line} 行已经写过",
                "删去其中一个，或合并两处的内容。",
            )
        self._keys[-1] = (text, position)

    def scalar(self, value: Scalar, position: Position) -> None:
        """A value without children."""
        self._add(Node(value, position, position))

    def open(self, value: dict[str, Node] | list[Node], position: Position) -> None:
        """A map or a list begins.

        :raises PackError: it is nested too deeply to go on
        """
        node = Node(value, position, position)
        self._add(node)
        if len(self._open) >= MAX_DEPTH:
            self.problem(
                position,
                "too-deep",
                f"嵌套超过 {MAX_DEPTH} 层",
                "检查括号和缩进是否写多了。",
            )
            raise PackError(self.problems)
        self._open.append(node)
        self._keys.append(None)

    def close(self) -> None:
        """The innermost map or list ends."""
        self._open.pop()
        self._keys.pop()

    def _add(self, node: Node) -> None:
        if not self._open:
            self.root = node
            return
        parent = self._open[-1].value
        if isinstance(parent, list):
            parent.append(node)
        elif isinstance(parent, dict):
            entry = self._keys[-1]
            self._keys[-1] = None
            if entry is not None:
                node.key_position = entry[1]
                parent.setdefault(entry[0], node)
