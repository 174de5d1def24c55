"""Counts per year in words: which years are at fault, and what each of them lacks."""

from __future__ import annotations

from collections.abc import Mapping

from engine.checks.wording import text_of
from engine.rules.tally import Tally


def years_at_fault(tally: Tally, bound: float, *, over: bool) -> Mapping[int, float]:
    """The numbers of the years of a count per year that pass `bound`, or miss it.

    A minimum asks only for whole years, unless the window holds none. Empty for other counts.
    """
    added = sum(substitute.adds for substitute in tally.substitutes)
    years = [year for year in tally.years if year.whole or over] or tally.years
    numbers = {year.year: year.value + added for year in years}
    return {
        year: number
        for year, number in numbers.items()
        if (number > bound if over else number < bound)
    }


def in_years(numbers: Mapping[int, float], unit: str) -> str:
    """`2023 年 40 学时、2024 年 0 学时`."""
    return "、".join(f"{year} 年 {text_of(number)} {unit}" for year, number in numbers.items())
