"""Spans of dates in which achievements count: 任现职以来, 近五年."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from engine.packs.model import Window
from engine.rules import dates
from engine.rules.evaluate import compile_tree
from engine.rules.expression import Expression
from engine.rules.tree import Shift

NEVER = ("~", "")
"""Edges between which no date lies."""


@dataclass(frozen=True, slots=True)
class Span:
    """A window for one applicant: ISO days, both included; an end that is unknown is empty."""

    name: str
    start: str
    end: str

    @property
    def is_known(self) -> bool:
        """Whether both ends are known; otherwise no day lies in it."""
        return bool(self.start and self.end)

    @property
    def edges(self) -> tuple[str, str]:
        """Texts between which exactly the days and the months in it lie, as texts compare.

        A month counts as its first day: `2017-08` is in a window from 2017-08-01, so that the
        edge of such a window is `2017-08`.
        """
        if not self.is_known:
            return NEVER
        return self.start.removesuffix("-01"), self.end

    def holds(self, day: str) -> bool:
        """Whether a day or a month (its first day) lies in it."""
        first, last = self.edges
        return first <= day <= last

    def years(self) -> range:
        """The calendar years that it touches."""
        if not self.is_known or self.end < self.start:
            return range(0)
        return range(int(self.start[:4]), int(self.end[:4]) + 1)

    def is_whole_year(self, year: int) -> bool:
        """Whether it holds every day of a calendar year."""
        return self.holds(f"{year:04}-01-01") and self.holds(f"{year:04}-12-31")

    def __str__(self) -> str:
        return f"{self.name}（{self.start} 至 {self.end}）"


Spans = Mapping[str, Span]


def evaluate_windows(windows: Mapping[str, Window], values: Mapping[str, Any]) -> Spans:
    """The windows of a standard for one applicant, by id."""
    return {
        id: Span(
            window.name,
            _day(window.start.evaluate(values)),
            _day(window.end.evaluate(values)),
        )
        for id, window in windows.items()
    }


def last_years(years: int, end: Expression) -> Expression:
    """The first day of the `years` up to and including the day `end`.

    Five years up to 2022-12-31 begin on 2018-01-01: `(end - 5y, end]`.
    """
    tree = Shift(Shift(end.tree, -12 * years, 0), 0, 1)
    text = f"({end.text}) - {years}y + 1d"
    return replace(end, text=text, tree=tree, run=compile_tree(tree))


def day_of(value: object) -> str | None:
    """The ISO day of a date, a month or a year (its first day), a range (its end, or its start)."""
    if isinstance(value, str):
        return dates.first_day(value) or None
    if type(value) is int and 1 <= value <= 9999:
        return f"{value:04}-01-01"
    if isinstance(value, Mapping):
        return day_of(value.get("to") or value.get("from"))
    return None


def _day(value: object) -> str:
    return value if isinstance(value, str) else ""
