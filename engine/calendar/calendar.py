"""A calendar of working days: pure arithmetic on days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType

SATURDAY = 5
DAY = timedelta(days=1)


class YearMissing(LookupError):
    """No pack arranges this `year`, so that nobody can say which of its days are working days."""

    def __init__(self, year: int) -> None:
        super().__init__(f"节假日安排中没有 {year} 年")
        self.year = year


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """The arrangement of one year: days off by their names, and weekends that are worked."""

    holidays: Mapping[date, str]
    workdays: frozenset[date]
    source: str = ""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The working days of the years that it has."""

    years: Mapping[int, Year] = field(default_factory=lambda: MappingProxyType({}))

    def is_working_day(self, day: date) -> bool:
        """Whether offices are open.

        :raises YearMissing: no pack arranges its year
        """
        year = self.years.get(day.year)
        if year is None:
            raise YearMissing(day.year)
        if day in year.workdays:
            return True
        return day not in year.holidays and day.weekday() < SATURDAY

    def add_working_days(self, day: date, number: int) -> date:
        """The working day that is `number` of them after a day, which itself does not count; a
        negative number goes back. 0 gives the day itself, working or not.

        :raises YearMissing: it lies in a year, or beyond one, that no pack arranges
        """
        step = DAY if number >= 0 else -DAY
        for _ in range(abs(number)):
            day += step
            while not self.is_working_day(day):
                day += step
        return day

    def working_days_until(self, day: date, last: date) -> int:
        """How many working days are left after `day`, up to `last`; negative once it has passed.

        :raises YearMissing: it lies in a year, or beyond one, that no pack arranges
        """
        if last < day:
            return -self.working_days_until(last, day)
        number = 0
        while day < last:
            day += DAY
            number += self.is_working_day(day)
        return number

    def missing_years(self, first: date, last: date) -> tuple[int, ...]:
        """The years of a span that no pack arranges."""
        years = range(first.year, last.year + 1)
        return tuple(year for year in years if year not in self.years)
