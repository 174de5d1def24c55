"""A picture as it is looked at: how large, and how it is turned (安徽手册 图4-23)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

ZOOMS = 4
TURNS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewed:
    """Steps of zoom from 1, quarters turned to the right, pixels of the picture as stored."""

    zoom: int
    turn: int
    width: int
    height: int

    @classmethod
    def asked(cls, query: Mapping[str, str], width: int | None, height: int | None) -> Viewed:
        """As an address asks for it; what makes no sense is as if it were not there."""
        return cls(
            zoom=min(max(_number(query.get("zoom", ""), 1), 1), ZOOMS),
            turn=_number(query.get("turn", ""), 0) % TURNS,
            width=width or 0,
            height=height or 0,
        )

    @property
    def box(self) -> str:
        """What an SVG shows: the picture as it lies now."""
        if self.turn % 2:
            return f"0 0 {self.height} {self.width}"
        return f"0 0 {self.width} {self.height}"

    @property
    def transform(self) -> str:
        """How the picture is turned into that box."""
        moves = {
            1: f"translate({self.height} 0)",
            2: f"translate({self.width} {self.height})",
            3: f"translate(0 {self.width})",
        }
        return f"{moves[self.turn]} rotate({self.turn * 90})" if self.turn else ""

    def larger(self) -> dict[str, int] | None:
        """The query for one step larger, None at the end."""
        return self._query(self.zoom + 1, self.turn) if self.zoom < ZOOMS else None

    def smaller(self) -> dict[str, int] | None:
        """The query for one step smaller, None at the end."""
        return self._query(self.zoom - 1, self.turn) if self.zoom > 1 else None

    def next(self) -> dict[str, int]:
        """The query that a click on the picture leads to: larger, and small again at the end."""
        return self.larger() or self._query(1, self.turn)

    def turned(self, quarters: int) -> dict[str, int]:
        """The query for turning by quarters, to the right where positive."""
        return self._query(self.zoom, (self.turn + quarters) % TURNS)

    @staticmethod
    def _query(zoom: int, turn: int) -> dict[str, int]:
        return {"zoom": zoom, "turn": turn}


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else otherwise
