"""Merging the style commands of a table's cells into rectangles.

xhtml2pdf gives each cell some ten commands, and reportlab copies all commands of the remaining
rows whenever a page ends: time grows with the square of the rows. Merged, it grows linearly.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Command = tuple[Any, ...]
"""Its name, the first and the last (column, row), and what it sets."""

_CELL = frozenset(
    ("LEFTPADDING", "RIGHTPADDING", "TOPPADDING", "BOTTOMPADDING", "VALIGN", "FONTSIZE", "LEADING")
)
_LINE = frozenset(("LINEABOVE", "LINEBELOW", "LINEBEFORE", "LINEAFTER"))


def merge_styles(commands: Sequence[Command], rows: int, columns: int) -> list[Command]:
    """Fewer commands that draw the same cells; the last command for a cell wins, as in reportlab.

    Negative columns and rows count from the end. Cell commands come first and lines last, so that
    a background never covers a line.
    """
    grids: dict[object, list[list[Command | None]]] = {}
    others: list[Command] = []
    for command in commands:
        name, start, end = command[:3]
        if not _mergeable(name, start, end):
            others.append(command)
            continue
        left, top, right, bottom = _corners(start, end, rows, columns)
        if (grid := grids.get(name)) is None:
            grid = grids[name] = [[None] * columns for _ in range(rows)]
        for row in range(top, bottom + 1):
            grid[row][left : right + 1] = [command[3:]] * (right + 1 - left)
    merged = [c for name, grid in grids.items() for c in _rectangles(name, grid)]
    cells = [command for command in merged if command[0] in _CELL]
    lines = [command for command in merged if command[0] in _LINE]
    return [*cells, *others, *lines]


def _mergeable(name: object, start: Any, end: Any) -> bool:
    """Is it about cells at fixed places? A row may also be a word such as `splitfirst`."""
    if name not in _CELL and name not in _LINE:
        return False
    return all(isinstance(corner, int) for corner in (*start, *end))


def _corners(start: Any, end: Any, rows: int, columns: int) -> tuple[int, int, int, int]:
    return start[0] % columns, start[1] % rows, end[0] % columns, end[1] % rows


def _rectangles(name: object, grid: list[list[Command | None]]) -> list[Command]:
    found: list[Command] = []
    top = 0
    while top < len(grid):
        bottom = top
        while bottom + 1 < len(grid) and grid[bottom + 1] == grid[top]:
            bottom += 1
        row, left = grid[top], 0
        while left < len(row):
            right = left
            while right + 1 < len(row) and row[right + 1] == row[left]:
                right += 1
            value = row[left]
            if value is not None:
                found.append((name, (left, top), (right, bottom), *value))
            left = right + 1
        top = bottom + 1
    return found
