"""Trees of nodes as JSON: plain content, and beside it the place of every value.

Bundles and the library's cache store trees this way. The places are a flat list in the order in
which a reader meets the values: file, line, column, line of the key, column of the key.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from engine.packs.node import Node
from engine.problems import Position

NUMBERS_PER_NODE = 5


@dataclass(slots=True)
class Places:
    """The places of one or more trees, and the files they name by number."""

    files: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)

    def add(self, node: Node) -> None:
        """Append the places of `node` and of everything below it."""
        numbers = {file: index for index, file in enumerate(self.files)}
        waiting = [node]
        while waiting:
            part = waiting.pop()
            at, key = part.position, part.key_position
            file = numbers.setdefault(at.file, len(numbers))
            self.numbers += (file, at.line, at.column, key.line, key.column)
            waiting.extend(reversed(_children(part.value)))
        self.files = list(numbers)


def read_nodes(content: Any, places: Iterator[int], files: Sequence[str]) -> Node:
    """The tree of plain `content`, whose places are next in `places`.

    :raises ValueError: the places do not fit the content
    """
    try:
        file, line, column, key_line, key_column = (next(places) for _ in range(NUMBERS_PER_NODE))
        position = Position(files[file], line, column)
    except (RuntimeError, StopIteration, IndexError, TypeError, ValueError) as error:
        raise ValueError("places do not fit the content") from error
    same = key_line == line and key_column == column
    key = position if same else Position(position.file, key_line, key_column)
    if isinstance(content, dict):
        entries = {name: read_nodes(child, places, files) for name, child in content.items()}
        return Node(entries, position, key)
    if isinstance(content, list):
        return Node([read_nodes(child, places, files) for child in content], position, key)
    return Node(content, position, key)


def _children(value: object) -> list[Node]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []
