"""Reading the keys of a table's YAML: values with defaults, problems collected on the way.

The shape of a pack is checked before it is compiled; here a value of the wrong type just counts
as absent, so that one typo is one problem.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from engine.packs.node import Node
from engine.problems import Position, Problem
from engine.tables.model import Text
from engine.tables.text import split_text


@dataclass(frozen=True, slots=True)
class Reading:
    """One mapping of a table's YAML and the list that its problems go to."""

    node: Node
    problems: list[Problem] = field(default_factory=list)

    @property
    def position(self) -> Position:
        """Where the mapping starts."""
        return self.node.position

    def has(self, key: str) -> bool:
        """Is there a value other than null?"""
        child = self.node.get(key)
        return child is not None and child.value is not None

    def text(self, key: str, default: str = "") -> str:
        """A scalar as text; numbers read as written in YAML are allowed where text is."""
        child = self.node.get(key)
        if child is None or child.value is None or isinstance(child.value, (dict, list, bool)):
            return default
        return str(child.value)

    def number(self, key: str, default: float) -> float:
        """A number, e.g. millimetres."""
        child = self.node.get(key)
        if child is None or isinstance(child.value, bool):
            return default
        return child.value if isinstance(child.value, (int, float)) else default

    def count(self, key: str, default: int) -> int:
        """A whole number."""
        return int(self.number(key, default))

    def flag(self, key: str, default: bool = False) -> bool:
        """A yes/no."""
        child = self.node.get(key)
        return child.value if child is not None and isinstance(child.value, bool) else default

    def word(self, key: str, options: tuple[str, ...], default: str) -> str:
        """One of several words; another one becomes a problem."""
        found = self.text(key, default)
        if found in options:
            return found
        self.add("bad-choice", f"“{key}”不能是“{found}”", f"可用的值：{'、'.join(options)}", key)
        return default

    def template(self, key: str) -> Text | None:
        """A text with `{expression}` in it, or None when absent."""
        child = self.node.get(key)
        if child is None or child.value is None:
            return None
        return split_text(self.text(key), child.position, self.problems)

    def words(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        child = self.node.get(key)
        return tuple(str(item.value) for item in child.items()) if child else ()

    def templates(self, key: str) -> tuple[Text, ...]:
        """A list of texts with `{expression}`, or a single one."""
        child = self.node.get(key)
        if child is None:
            return ()
        items = list(child.items()) or [child]
        return tuple(split_text(str(i.value), i.position, self.problems) for i in items)

    def members(self, key: str) -> Iterator[Reading]:
        """The mappings in a list."""
        child = self.node.get(key)
        for item in child.items() if child else ():
            yield Reading(item, self.problems)

    def member(self, key: str) -> Reading | None:
        """The mapping below `key`."""
        child = self.node.get(key)
        return Reading(child, self.problems) if child and isinstance(child.value, dict) else None

    def add(self, code: str, message: str, hint: str, key: str = "") -> None:
        """Note a problem at `key`, or at the mapping itself."""
        position = self.node.at(key) if key else self.position
        self.problems.append(Problem(position=position, code=code, message=message, hint=hint))
