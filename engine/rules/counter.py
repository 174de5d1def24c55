"""One declared count, compiled: which rows it looks at, its number, and the reasons for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from engine.packs.model import Count
from engine.rules.contributions import Amounts, Row, contribute, year_of
from engine.rules.evaluate import Run, Values
from engine.rules.labels import RowLabels
from engine.rules.reasons import unmet
from engine.rules.tally import (
    Contribution,
    Exclusion,
    ExclusionCode,
    SubstituteTally,
    Tally,
    YearTally,
)
from engine.rules.windows import Spans, day_of

Used = frozenset[int]
"""Rows that count already, by `id()`: what their ids say is only unique within one item, or within
one section, and `values` keeps the rows alive while they are counted."""

NONE: Used = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Substitution:
    """A substitute, compiled."""

    counter: Counter
    each: float
    stands_for: float
    up_to: float | None
    name: str

    def adds(self, found: float) -> float:
        """What `found` of it stand for."""
        added = (found + 1e-9) // self.each * self.stands_for if self.each > 0 else 0.0
        return _tidy(added if self.up_to is None else min(added, self.up_to))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Counter:
    """One count of one standard.

    `rows_of` is the list that it counts in, `dates` the date field for each kind of record.
    """

    count: Count
    rows_of: str
    dates: Mapping[str, str] = field(repr=False)
    labels: RowLabels = field(repr=False)
    where: Run | None = field(repr=False)
    substitutions: tuple[Substitution, ...]
    is_plain: bool = field(init=False, repr=False)
    """Whether every record that fits adds one."""

    def __post_init__(self) -> None:
        count = self.count
        special = count.sum or count.distinct or count.weights or count.highest or count.per
        plain = not special and count.best is None and count.of == "records"
        object.__setattr__(self, "is_plain", plain and not self.substitutions)

    # ---- which rows ----

    def in_scope(self, row: Row) -> bool:
        """Whether the count looks at a row at all: its item or category, and its kind."""
        count = self.count
        if count.kinds and row.get("kind") not in count.kinds:
            return False
        if not count.items and not count.categories:
            return True
        return row.get("item") in count.items or row.get("category") in count.categories

    def fits(self, row: Row, values: Values, spans: Spans) -> bool:
        """Whether a row in scope lies in the window and fulfils the condition."""
        within = self.count.within
        if within is not None:
            day, span = day_of(self.date_of(row)), spans.get(within.window)
            if day is None or span is None or not span.holds(day):
                return False
        return self.where is None or bool(self.where(values, row))

    def date_of(self, row: Row) -> Any:
        """The value of the row's date."""
        return row.get(self.date_field(row.get("kind")))

    def date_field(self, kind: object) -> str:
        """The date field of rows of a kind: the one named by `within`, else the kind's own."""
        within = self.count.within
        return (within.by if within else "") or self.dates.get(str(kind), "")

    # ---- the number ----

    def number(
        self, rows: Sequence[Row], values: Values, spans: Spans, used: Used = NONE
    ) -> tuple[float, float]:
        """What minimum and maximum are compared with, given the rows that fit.

        Rows in `used` count elsewhere already and substitute nothing.
        """
        if self.is_plain:
            return len(rows), len(rows)
        amounts = contribute(self.count, rows, self.date_of, self.labels, None)
        low, high, _ = self._totals(amounts, spans)
        if self.substitutions:
            used |= {id(row) for row, _ in amounts}
            added = sum(self._substituted(values, spans, used))
            low, high = _tidy(low + added), _tidy(high + added)
        return low, high

    def _totals(self, amounts: Amounts, spans: Spans) -> tuple[float, float, tuple[YearTally, ...]]:
        if self.count.per is None:
            total = self._total(amounts)
            return total, total, ()
        years = self._years(amounts, spans)
        whole = [year.value for year in years if year.whole] or [year.value for year in years]
        return min(whole, default=0), max((year.value for year in years), default=0), years

    def _total(self, amounts: Amounts) -> float:
        if self.count.of == "records":
            return _tidy(sum(amount for _, amount in amounts))
        key = "item" if self.count.of == "items" else "category"
        return len({row.get(key) for row, _ in amounts})

    def _years(self, amounts: Amounts, spans: Spans) -> tuple[YearTally, ...]:
        """The number of every year of the window, else of every year that has a record."""
        by_year: dict[int, Amounts] = {}
        for row, amount in amounts:
            year = year_of(self.date_of(row))
            if year is not None:
                by_year.setdefault(year, []).append((row, amount))
        span = spans.get(self.count.within.window) if self.count.within else None
        years = sorted(by_year) if span is None else span.years()
        return tuple(
            YearTally(
                year, self._total(by_year.get(year, [])), span is None or span.is_whole_year(year)
            )
            for year in years
        )

    def _substituted(self, values: Values, spans: Spans, used: Used) -> list[float]:
        """What every substitute adds; a record that counts already substitutes nothing."""
        return [
            substitution.adds(substitution.counter.value(values, spans, used))
            for substitution in self.substitutions
        ]

    def value(self, values: Values, spans: Spans, used: Used = NONE) -> float:
        """The number of this count alone, without the rows in `used`."""
        rows = [
            row
            for row in values.get(self.rows_of) or ()
            if id(row) not in used and self.in_scope(row) and self.fits(row, values, spans)
        ]
        return self.number(rows, values, spans, used)[0]

    # ---- the explanation ----

    def tally(self, values: Values, spans: Spans, used: Used = NONE) -> Tally:
        """The number with everything that counted and everything in scope that did not.

        `values` as for expressions, `spans` from `evaluate_windows`; rows in `used` are skipped.
        """
        excluded: list[Exclusion] = []

        def leave_out(row: Row, code: ExclusionCode, text: str) -> None:
            excluded.append(Exclusion(str(row.get("id")), code, text, row.get("item", "")))

        fitting = []
        for row in values.get(self.rows_of) or ():
            if id(row) in used or not self.in_scope(row):
                continue
            if self.fits(row, values, spans):
                fitting.append(row)
            else:
                leave_out(row, *self._misfit(row, values, spans))
        amounts = contribute(self.count, fitting, self.date_of, self.labels, leave_out)
        low, high, years = self._totals(amounts, spans)
        counted = tuple(
            Contribution(str(row.get("id")), amount, row.get("item", "")) for row, amount in amounts
        )
        substitutes = self._substitutes(values, spans, used | {id(row) for row, _ in amounts})
        added = sum(substitute.adds for substitute in substitutes)
        return Tally(
            value=_tidy(low + added),
            most=_tidy(high + added),
            counted=counted,
            excluded=tuple(excluded),
            years=years,
            substitutes=substitutes,
        )

    def _substitutes(self, values: Values, spans: Spans, used: Used) -> tuple[SubstituteTally, ...]:
        tallies = []
        for substitution in self.substitutions:
            found = substitution.counter.tally(values, spans, used)
            tallies.append(
                SubstituteTally(
                    name=substitution.name,
                    found=found.value,
                    adds=substitution.adds(found.value),
                    counted=found.counted,
                )
            )
        return tuple(tallies)

    def _misfit(self, row: Row, values: Values, spans: Spans) -> tuple[ExclusionCode, str]:
        """Why a row in scope does not fit."""
        if (within := self.count.within) is not None:
            span, name = (
                spans.get(within.window),
                self.labels.name(row, self.date_field(row.get("kind"))) or "时间",
            )
            value = self.date_of(row)
            day = day_of(value)
            if span is None or not span.is_known:
                title = span.name if span else within.window
                return "unknown-window", f"{title}的起止日期尚未确定"
            if day is None:
                return "without-date", f"未填写{name}，不能判断是否在{span}内"
            if not span.holds(day):
                shown = day if isinstance(value, Mapping) else value
                return "outside-window", f"{name} {shown} 不在{span}内"
        where = self.count.where
        assert where is not None  # nothing else makes a row unfit
        return "condition", unmet(where.tree, values, row, lambda name: self.labels.name(row, name))


def _tidy(number: float) -> float:
    """A sum without the dust of binary fractions, whole where it is whole."""
    rounded = round(number, 9)
    return int(rounded) if rounded == int(rounded) else rounded
