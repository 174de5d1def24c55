"""Columns of Chinese text on a terminal, where a Chinese character is two cells wide."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

CELLS = {"W": 2, "F": 2}
NOT_FIRST = frozenset("，。、；：！？）》”,.;:!?)")
"""Punctuation that no line starts with; it takes the character before it along."""


def width(text: str) -> int:
    """How many cells of a terminal a line takes."""
    return sum(CELLS.get(unicodedata.east_asian_width(c), 1) for c in text)


def wrap(text: str, cells: int) -> list[str]:
    """Break a text into lines of at most `cells` cells; Chinese may break anywhere."""
    lines, line, used = [], "", 0
    for character in text:
        size = width(character)
        if used + size > cells or character == "\n":
            carried = line[-1:] if character in NOT_FIRST and len(line) > 1 else ""
            if width(carried) + size > cells:
                carried = ""
            lines.append(line.removesuffix(carried))
            line, used = carried, width(carried)
        if character != "\n":
            line, used = line + character, used + size
    return [*lines, line]


def columns(rows: Sequence[Sequence[str]], limits: Sequence[int]) -> str:
    """Rows of cells as aligned columns, each column at most as wide as its limit, cells wrapped."""
    widths = [
        min(limit, max((width(row[i]) for row in rows), default=0))
        for i, limit in enumerate(limits)
    ]
    lines = []
    for row in rows:
        cells = [wrap(cell, max(w, 2)) for cell, w in zip(row, widths, strict=True)]
        for i in range(max(map(len, cells))):
            parts = [cell[i] if i < len(cell) else "" for cell in cells]
            padded = [p + " " * (w - width(p)) for p, w in zip(parts, widths, strict=True)]
            lines.append("  ".join(padded).rstrip())
    return "\n".join(lines)
