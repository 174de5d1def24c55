"""A value of a pack together with the place that it came from.

`read_source` builds nodes, `resolve` merges them, `compile_plan` reads them: a value keeps its
file:line:col through every layer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from engine.problems import Position

Scalar = str | int | float | bool | None


@dataclass(slots=True)
class Node:
    """One YAML value: a mapping of nodes, a list of nodes, or a scalar.

    `position` is where the value starts; `key_position` where its key starts (the value's own
    place for list items and for the root).
    """

    value: dict[str, Node] | list[Node] | Scalar
    position: Position
    key_position: Position

    def get(self, key: str) -> Node | None:
        """The node below `key`, or None if there is none or this is no mapping."""
        return self.value.get(key) if isinstance(self.value, dict) else None

    def items(self) -> Iterator[Node]:
        """The members of a list node, nothing for any other."""
        if isinstance(self.value, list):
            yield from self.value

    def at(self, *path: str | int) -> Position:
        """The place of the deepest node that exists along `path`, its key where it has one."""
        node = self
        for step in path:
            child: Node | None = None
            if isinstance(node.value, dict) and isinstance(step, str):
                child = node.value.get(step)
            elif isinstance(node.value, list) and isinstance(step, int) and step < len(node.value):
                child = node.value[step]
            if child is None:
                break
            node = child
        return node.key_position

    def plain(self) -> Any:
        """The value without places, as dicts, lists and scalars."""
        if isinstance(self.value, dict):
            return {key: child.plain() for key, child in self.value.items()}
        if isinstance(self.value, list):
            return [child.plain() for child in self.value]
        return self.value
