"""Numbers of certificates: a pattern such as `9{region}{year}{committee:04}{kind:02}{serial:06}`.

What stands between braces is a named part, `:06` pads it with zeros to so many digits. The serial
counts for each value of all the others, so that no two numbers of a pattern are the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

SERIAL, YEAR = "serial", "year"
GIVEN = (YEAR, SERIAL)
"""Parts that the site knows; the others are declared beside the pattern."""

_PART = re.compile(r"\{([a-z][a-z0-9_]*)(?::0([1-9][0-9]?))?\}")


class BadPattern(ValueError):
    """A pattern with braces that name no part; the message says which, in Chinese."""


class NumbersUsedUp(Exception):
    """The serial needs more digits than the pattern has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A part of a number: fixed `text`, or the part with this `name`, at least `width` digits."""

    text: str = ""
    name: str = ""
    width: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberPattern:
    """A pattern, cut into its pieces."""

    text: str
    pieces: tuple[Piece, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The parts that it names, in their order."""
        return tuple(piece.name for piece in self.pieces if piece.name)

    @property
    def serial_width(self) -> int:
        """Digits of the serial, 0 where the pattern has none or does not say."""
        return next((piece.width for piece in self.pieces if piece.name == SERIAL), 0)

    def write(self, parts: Mapping[str, str], serial: int) -> str:
        """The number with this serial.

        :raises NumbersUsedUp: the serial has too many digits
        """
        if self.serial_width and len(str(serial)) > self.serial_width:
            raise NumbersUsedUp(self.text)
        return "".join(_written(piece, {**parts, SERIAL: str(serial)}) for piece in self.pieces)

    def key(self, parts: Mapping[str, str]) -> str:
        """What the serial counts for: the number with a `*` in its place."""
        return "".join(
            "*" if piece.name == SERIAL else _written(piece, parts) for piece in self.pieces
        )


def read_pattern(text: str) -> NumberPattern:
    """A pattern as written.

    :raises BadPattern: a brace opens no part
    """
    pieces: list[Piece] = []
    end = 0
    for match in _PART.finditer(text):
        pieces += _fixed(text[end : match.start()])
        pieces.append(Piece(name=match[1], width=int(match[2] or 0)))
        end = match.end()
    pieces += _fixed(text[end:])
    return NumberPattern(text=text, pieces=tuple(pieces))


def _fixed(text: str) -> list[Piece]:
    if "{" in text or "}" in text:
        raise BadPattern(f"“{text}” 的花括号里应当是 {{名称}} 或 {{名称:0位数}}")
    return [Piece(text=text)] if text else []


def _written(piece: Piece, parts: Mapping[str, str]) -> str:
    return parts[piece.name].zfill(piece.width) if piece.name else piece.text
