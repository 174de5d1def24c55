"""What the plans of one library have in common, worked out once.

Two hundred plans of a province share its layers, code tables and printed tables; nodes are never
changed, so that whatever was made of the same nodes can be used again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from engine.packs.node import Node

T = TypeVar("T")


class Shared:
    """Remembers results by what they are and by the very nodes that they were made of."""

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], tuple[tuple[Node, ...], Any]] = {}

    def once(
        self, what: str, nodes: Sequence[Node], make: Callable[[], T], problems: Sequence[object]
    ) -> T:
        """The result of `make`, which is made again as long as it adds to `problems`."""
        key = (what, *map(id, nodes))
        known = self._known.get(key)
        if known is not None:
            found: T = known[1]
            return found
        before = len(problems)
        made = make()
        if len(problems) == before:
            self._known[key] = (tuple(nodes), made)  # the nodes are kept, so ids stay unique
        return made
