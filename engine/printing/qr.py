"""QR codes: as vector drawing on PDF pages and as SVG in HTML."""

from __future__ import annotations

from functools import lru_cache

import segno

Module = tuple[int, int, int]
"""A run of dark modules: row, first column, length."""


@lru_cache(maxsize=64)
def modules(text: str) -> tuple[int, tuple[Module, ...]]:
    """The number of modules of a side, without quiet zone, and the dark runs row by row."""
    matrix = segno.make(text, error="m", micro=False).matrix
    found: list[Module] = []
    for row, line in enumerate(matrix):
        start = None
        for column, dark in enumerate((*line, 0)):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                found.append((row, start, column - start))
                start = None
    return len(matrix), tuple(found)


def svg(text: str, size: float) -> str:
    """The code as an SVG element of `size` millimetres, with its quiet zone."""
    code = segno.make(text, error="m", micro=False)
    drawn = str(code.svg_inline(border=2, omitsize=True))
    named = f'<svg width="{size}mm" height="{size}mm" role="img" aria-label="二维码" '
    return drawn.replace("<svg ", named, 1)


def data_uri(text: str) -> str:
    """The code as a PNG in a `data:` address."""
    return str(segno.make(text, error="m", micro=False).png_data_uri(scale=6, border=2))
