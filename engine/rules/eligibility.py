"""学历 × 年限: which row of an eligibility table an applicant reaches, and what is short."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.packs.model import Eligibility, EligibilityRow, Measure
from engine.rules.numbers import TOLERANCE


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureResult:
    """One year count against what a row asks for; `actual` is None while it is unknown."""

    measure: Measure
    need: float
    actual: float | None

    @property
    def short(self) -> float:
        """By how much it falls short, 0 if it is reached; the dust of 0.1 + 0.7 is nothing."""
        missing = self.need - (self.actual or 0)
        return missing if missing > TOLERANCE else 0

    @property
    def is_met(self) -> bool:
        """Whether it is known and reached."""
        return self.actual is not None and not self.short


@dataclass(frozen=True, slots=True, kw_only=True)
class RowResult:
    """A row that is open to the applicant."""

    row: EligibilityRow
    measures: tuple[MeasureResult, ...]

    @property
    def is_met(self) -> bool:
        """Whether every measure is reached."""
        return all(measure.is_met for measure in self.measures)

    @property
    def short(self) -> float:
        """All that is missing, in years."""
        return sum(measure.short for measure in self.measures)


@dataclass(frozen=True, slots=True, kw_only=True)
class EligibilityResult:
    """The outcome of a table. `by` is the value that rows are chosen by (a code or a text).

    `open_rows` are the rows for that value whose condition holds; `met` is the first one that is
    reached, `nearest` the one that comes closest. No open row means that the value is not admitted.
    """

    by: Any
    open_rows: tuple[RowResult, ...]

    @property
    def met(self) -> RowResult | None:
        """The first row that is reached."""
        return next((row for row in self.open_rows if row.is_met), None)

    @property
    def nearest(self) -> RowResult | None:
        """The row that is reached, else the one with the least missing."""
        return self.met or min(self.open_rows, key=lambda row: row.short, default=None)


def evaluate_eligibility(
    eligibility: Eligibility, values: Mapping[str, Any]
) -> EligibilityResult | None:
    """Judge an applicant by a table; None if it does not apply (`when`).

    A row without `any_of` is open whatever the value.
    """
    if eligibility.when is not None and not eligibility.when.run(values, None):
        return None
    by = eligibility.by.evaluate(values)
    actual = {measure.id: measure.value.evaluate(values) for measure in eligibility.measures}
    return EligibilityResult(
        by=by,
        open_rows=tuple(
            _row(row, eligibility, actual)
            for row in eligibility.rows
            if (not row.any_of or by in row.any_of)
            and (row.when is None or row.when.run(values, None))
        ),
    )


def _row(
    row: EligibilityRow, eligibility: Eligibility, actual: Mapping[str, float | None]
) -> RowResult:
    return RowResult(
        row=row,
        measures=tuple(
            MeasureResult(measure=measure, need=row.need[measure.id], actual=actual[measure.id])
            for measure in eligibility.measures
            if measure.id in row.need
        ),
    )
