"""Numbers as rules see them: the same in Python and in a browser, and as people write them."""

from __future__ import annotations

LIMIT = 10**15
"""Beyond it a browser's numbers skip whole ones, so a calculation that gets there has no result."""

TOLERANCE = 1e-9
"""Calculated numbers that differ by less are equal: 0.1 + 0.2 is 0.3."""


def within_limit(number: float | None) -> float | None:
    """`number`, or None if it is no number or too large to be exact."""
    return number if number is not None and -LIMIT <= number <= LIMIT else None


def write_number(number: float) -> str:
    """`number` as people write it: no `.0`, at most four decimals."""
    if isinstance(number, int):
        return str(number)
    text = f"{number:.4f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
