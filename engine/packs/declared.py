"""What everything has that a pack declares under an id."""

from __future__ import annotations

from dataclasses import dataclass, field

from engine.packs.node import Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """Something a pack declares under an id. `source` cites the manual or the regulation."""

    id: str
    name: str
    source: str = ""
    origin: Node = field(repr=False, compare=False)
