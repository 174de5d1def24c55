"""Packs that many plans and provinces refer to, compiled once for all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from engine.packs.compile.reader import Notes
from engine.packs.node import Node
from engine.packs.shared import Shared

T = TypeVar("T")


def compile_each(
    nodes: Mapping[str, Node], make: Callable[[Node, Notes], T], notes: Notes, shared: Shared
) -> dict[str, T]:
    """What `make` gives for every node, by id."""

    def made(node: Node) -> T:
        return shared.once(make.__name__, [node], lambda: make(node, notes), notes.problems)

    return {id: made(node) for id, node in nodes.items()}
