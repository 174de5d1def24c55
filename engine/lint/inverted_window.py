"""inverted-window: a span of time that ends before it begins."""

from __future__ import annotations

from collections.abc import Iterator

from engine.lint.subject import below, maps_of
from engine.packs.node import Node
from engine.packs.source import Source
from engine.problems import Problem

CODE = "inverted-window"
PAIRS = (("from", "to"), ("valid_from", "valid_to"))


def check_source(source: Source) -> Iterator[Problem]:
    """Pairs of dates anywhere in a file; ISO dates compare as text."""
    for path, node in maps_of(source.root):
        for first, last in PAIRS:
            begin, end = _date(node.get(first)), _date(node.get(last))
            if begin and end and begin > end:
                yield Problem(
                    position=node.at(last),
                    code=CODE,
                    path=below(path, last),
                    message=f"截止日期 {end} 早于起始日期 {begin}",
                    hint=f"请核对 {first} 与 {last}",
                )


def _date(node: Node | None) -> str:
    """The node's text if it looks like a date: expressions and other texts are not compared."""
    text = node.value if node is not None else None
    if isinstance(text, str) and len(text) == 10 and text[:4].isdigit() and text[4] == "-":
        return text
    return ""
