"""The paper of a certificate: a tinted ground, a woven band as border, a rosette as watermark.

Everything is drawn as lines, so that it stays sharp and small, and nothing is anybody's picture.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import cos, pi, sin
from typing import Any

from reportlab.lib.colors import HexColor

from engine.certificates.model import Colour

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tints:
    """The colours of a certificate: `ink` of title and border, `line` of the band, `pale` of the
    watermark, `paper` of the ground."""

    ink: Any
    line: Any
    pale: Any
    paper: Any


TINTS: dict[Colour, Tints] = {
    "red": Tints(
        ink=HexColor("#9e1b1b"),
        line=HexColor("#c8882f"),
        pale=HexColor("#f3e3c6"),
        paper=HexColor("#fffcf4"),
    ),
    "blue": Tints(
        ink=HexColor("#173f73"),
        line=HexColor("#5c86b8"),
        pale=HexColor("#dce8f3"),
        paper=HexColor("#fafcfe"),
    ),
    "green": Tints(
        ink=HexColor("#1d5a41"),
        line=HexColor("#6b9f7f"),
        pale=HexColor("#dcebdf"),
        paper=HexColor("#fbfdf9"),
    ),
}
MARGIN, BAND = 24.0, 13.0
"""Of the border, in points: from the edge of the paper, and its width."""


def draw_paper(canvas: Any, width: float, height: float, tints: Tints) -> None:
    """Fill the page: ground, watermark, border."""
    canvas.setFillColor(tints.paper)
    canvas.rect(0, 0, width, height, stroke=0, fill=1)
    canvas.setLineWidth(0.35)
    canvas.setStrokeColor(tints.pale)
    for part, petals in ((0.33, 24), (0.235, 18), (0.15, 12)):
        for curve in range(12):
            radius = min(width, height) * part
            _line(canvas, _rosette(width / 2, height / 2, radius, curve, petals), close=True)
    _draw_border(canvas, width, height, tints)


def _draw_border(canvas: Any, width: float, height: float, tints: Tints) -> None:
    left, bottom, right, top = MARGIN, MARGIN, width - MARGIN, height - MARGIN
    canvas.setStrokeColor(tints.ink)
    for inset, weight in ((-4.0, 1.6), (0.0, 0.5), (BAND, 0.5), (BAND + 4, 1.0)):
        canvas.setLineWidth(weight)
        canvas.rect(
            left + inset, bottom + inset, right - left - 2 * inset, top - bottom - 2 * inset
        )
    canvas.setStrokeColor(tints.line)
    canvas.setLineWidth(0.45)
    middle = BAND / 2
    across, down = right - left - 2 * BAND, top - bottom - 2 * BAND
    for phase in range(4):
        shift = phase * pi / 4
        for sign in (1, -1):
            for y in (bottom + middle, top - middle):
                points = _wave(across, sign * middle * 0.82, shift)
                _line(canvas, ((left + BAND + along, y + off) for along, off in points))
            for x in (left + middle, right - middle):
                points = _wave(down, sign * middle * 0.82, shift)
                _line(canvas, ((x + off, bottom + BAND + along) for along, off in points))
    for x in (left + middle, right - middle):
        for y in (bottom + middle, top - middle):
            _draw_corner(canvas, x, y, tints)


def _draw_corner(canvas: Any, x: float, y: float, tints: Tints) -> None:
    canvas.setFillColor(tints.paper)
    canvas.setStrokeColor(tints.ink)
    canvas.setLineWidth(0.8)
    canvas.rect(x - 9, y - 9, 18, 18, stroke=1, fill=1)
    canvas.setLineWidth(0.4)
    canvas.setStrokeColor(tints.line)
    for curve in range(5):
        _line(canvas, _rosette(x, y, 5.4 - curve * 0.7, curve, 8), close=True)


def _rosette(x: float, y: float, radius: float, curve: int, petals: int) -> Iterator[Point]:
    """A closed curve around a point; neighbours are turned a little and weave into
    each other."""
    steps = petals * 20
    for step in range(steps):
        angle = 2 * pi * step / steps
        reach = radius * (1 + 0.14 * cos(petals * angle + curve * pi / 6))
        yield x + reach * cos(angle), y + reach * sin(angle)


def _wave(length: float, height: float, shift: float) -> Iterator[Point]:
    """A wave that begins and ends alike, whatever the length."""
    count = max(1, round(length / 26))
    steps = count * 12
    for step in range(steps + 1):
        part = step / steps
        yield length * part, height * sin(2 * pi * count * part + shift)


def _line(canvas: Any, points: Iterator[Point], *, close: bool = False) -> None:
    path = canvas.beginPath()
    for number, (x, y) in enumerate(points):
        (path.lineTo if number else path.moveTo)(x, y)
    if close:
        path.close()
    canvas.drawPath(path, stroke=1, fill=0)
