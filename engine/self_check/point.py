"""What a self check says: single conditions, each met, missing or left for later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from engine.packs.model import Field, Section

Verdict = Literal["met", "missing", "later"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One condition. `text` is what was found, `short` the smallest addition that would do."""

    name: str
    verdict: Verdict
    text: str = ""
    short: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfCheck:
    """The conditions of one standard in one mode, in the order in which it states them.

    `asks` are the questions of forms that would decide what is left for later.
    """

    points: tuple[Point, ...]
    asks: tuple[tuple[Section, Field], ...] = ()

    def of(self, verdict: Verdict) -> tuple[Point, ...]:
        """The points with this verdict."""
        return tuple(point for point in self.points if point.verdict == verdict)

    @property
    def verdict(self) -> Verdict:
        """missing if anything is, else later if anything is left to be judged, else met."""
        found = {point.verdict for point in self.points}
        return "missing" if "missing" in found else "later" if "later" in found else "met"
