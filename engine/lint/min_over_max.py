"""min-over-max: a lower limit above the upper limit beside it; nothing can satisfy both."""

from __future__ import annotations

from collections.abc import Iterator

from engine.lint.subject import below, maps_of
from engine.packs.node import Node
from engine.packs.source import Source
from engine.problems import Problem

CODE = "min-over-max"
PAIRS = (("min", "max"), ("min_files", "max_files"), ("min_length", "max_length"))


def check_source(source: Source) -> Iterator[Problem]:
    """Pairs of constant limits anywhere in a file; limits with cases are compared by default."""
    for path, node in maps_of(source.root):
        for low, high in PAIRS:
            least, most = _number(node.get(low)), _number(node.get(high))
            if least is not None and most is not None and least > most:
                yield Problem(
                    position=node.at(low),
                    code=CODE,
                    path=below(path, low),
                    message=f"下限 {least:g} 大于上限 {most:g}",
                    hint=f"请改小 {low} 或改大 {high}",
                )


def _number(node: Node | None) -> float | None:
    if node is None or isinstance(node.value, bool) or not isinstance(node.value, int | float):
        return None
    return float(node.value)
