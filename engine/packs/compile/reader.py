"""Reading the keys of one node: typed values with defaults, problems collected on the way."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TypeVar

from engine.packs.node import Node
from engine.packs.suggest import did_you_mean
from engine.problems import Problem, Severity

T = TypeVar("T")
W = TypeVar("W", bound=str)


class Notes:
    """What a compilation finds: problems, names that could not be compiled and, only if a test
    wants to know, the keys that it read."""

    def __init__(self, keys_read: set[tuple[str, str]] | None = None) -> None:
        self.problems: list[Problem] = []
        self.broken: set[str] = set()
        self.keys_read = keys_read


class Reader:
    """One map of a pack. `what` is its name in the schemas, `path` leads to it in problems.

    The shape of packs is checked before, but bundles and merged layers come here directly:
    a value of the wrong type is a problem and counts as absent.
    """

    __slots__ = ("node", "notes", "path", "what")

    def __init__(self, node: Node, what: str, path: str, notes: Notes) -> None:
        self.node = node
        self.what = what
        self.path = path
        self.notes = notes

    @property
    def id(self) -> str:
        """The `id` of the thing."""
        return self.text("id")

    def problem(
        self,
        code: str,
        message: str,
        *,
        key: str = "",
        hint: str = "",
        node: Node | None = None,
        severity: Severity = "error",
    ) -> None:
        """Note a mistake at `node`, else at `key`, else at the thing itself."""
        if node is not None:
            position = node.position
        else:
            position = self.node.at(key) if key else self.node.position
        path = ".".join(part for part in (self.path, key) if part)
        self.notes.problems.append(
            Problem(
                position=position,
                code=code,
                message=message,
                path=path,
                hint=hint,
                severity=severity,
            )
        )

    def has(self, key: str) -> bool:
        """Whether the key is written, with whatever value."""
        return self.get(key) is not None

    def get(self, key: str) -> Node | None:
        """The node below `key`."""
        if self.notes.keys_read is not None:
            self.notes.keys_read.add((self.what, key))
        node = self.node.get(key)
        return None if node is None or node.value is None else node

    def text(self, key: str, default: str = "") -> str:
        """A text."""
        node = self.get(key)
        if node is None:
            return default
        return node.value if isinstance(node.value, str) else self._wrong(key, "文字", default)

    def needed(self, key: str, what: str) -> str:
        """A text that must not be missing once all layers are merged."""
        if not self.has(key):
            self.problem("missing-key", f"缺少 {key}（{what}）", hint=f"请补上 {key}。")
        return self.text(key)

    def whole(self, key: str, default: int = 0) -> int:
        """A whole number."""
        node = self.get(key)
        if node is None:
            return default
        if isinstance(node.value, int) and not isinstance(node.value, bool):
            return node.value
        return self._wrong(key, "整数", default)

    def number(self, key: str, default: float) -> float:
        """A number."""
        found = self.limit(key)
        return default if found is None else found

    def limit(self, key: str) -> float | None:
        """A number that matters only where it is written."""
        node = self.get(key)
        if node is None:
            return None
        if isinstance(node.value, int | float) and not isinstance(node.value, bool):
            return node.value
        return self._wrong(key, "数字", None)

    def flag(self, key: str, default: bool = False) -> bool:
        """true or false."""
        node = self.get(key)
        if node is None:
            return default
        return node.value if isinstance(node.value, bool) else self._wrong(key, "是或否", default)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(str(node.value) for node in self.listed(key))

    def listed(self, key: str) -> tuple[Node, ...]:
        """The members of a list of scalars."""
        node = self.get(key)
        if node is None:
            return ()
        if not isinstance(node.value, list):
            return self._wrong(key, "列表", ())
        if any(isinstance(member.value, dict | list) for member in node.value):
            return self._wrong(key, "文字的列表", ())
        return tuple(node.value)

    def entries(self, key: str) -> dict[str, Node]:
        """A map whose keys the author chose."""
        node = self.get(key)
        if node is None:
            return {}
        return node.value if isinstance(node.value, dict) else self._wrong(key, "映射", {})

    def child(self, key: str, what: str) -> Reader | None:
        """The map below `key`."""
        node = self.get(key)
        if node is None:
            return None
        if isinstance(node.value, dict):
            return Reader(node, what, self._below(key), self.notes)
        return self._wrong(key, "映射", None)

    def members(self, key: str, what: str) -> Iterator[Reader]:
        """The maps in the list below `key`, things with an id under their id."""
        node = self.get(key)
        if node is None:
            return
        if not isinstance(node.value, list):
            self._wrong(key, "列表", None)
            return
        for index, member in enumerate(node.value):
            if not isinstance(member.value, dict):
                self.problem("wrong-type", "应当是映射", node=member)
                continue
            name = member.get("id")
            shown = index if name is None else name.value
            yield Reader(member, what, f"{self._below(key)}[{shown}]", self.notes)

    def known(self, key: str, names: Iterable[str], what: str) -> str:
        """A text that must be one of `names`."""
        node = self.get(key)
        name = self.text(key)
        if node is None or not isinstance(node.value, str):
            return name  # absent, or a problem already
        return name if self.refers(node, key, names, what) else ""

    def one_of(self, key: str, words: tuple[W, ...], default: W) -> W:
        """One of a few words."""
        word = self.known(key, words, "可选的词")
        return next((known for known in words if known == word), default)

    def all_known(self, key: str, names: Iterable[str], what: str) -> tuple[str, ...]:
        """A list of texts that must all be among `names`; others are left out."""
        known = dict.fromkeys(names)
        return tuple(
            str(node.value) for node in self.listed(key) if self.refers(node, key, known, what)
        )

    def refers(self, node: Node, key: str, names: Iterable[str], what: str) -> bool:
        """Whether `node` is one of `names`; otherwise that is a problem."""
        known = names if isinstance(names, Collection) else tuple(names)
        if not isinstance(node.value, dict | list) and node.value in known:
            return True
        self.problem(
            "unknown-reference",
            f"没有{what} “{node.value}”",
            key=key,
            node=node,
            hint=did_you_mean(str(node.value), known),
        )
        return False

    def unknown_key(self, key: str, name: str, node: Node, names: Iterable[str], what: str) -> None:
        """Note that `name`, a key of the map at `key`, is none of `names`."""
        said = Node(name, node.key_position, node.key_position)
        self.refers(said, key, names, what)

    def _below(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def _wrong(self, key: str, expected: str, default: T) -> T:
        self.problem("wrong-type", f"{key} 应当是{expected}", key=key)
        return default
