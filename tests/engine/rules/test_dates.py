"""Calendar arithmetic agrees with the calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.rules.dates import days_in_month, first_day, read_date, shift, whole_months, whole_years

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@given(DAYS, st.integers(-600, 600))
def test_shift_by_months_keeps_the_day_or_takes_the_last(day: date, months: int) -> None:
    moved = shift(day.isoformat(), months, 0)

    assert moved is not None
    found = date.fromisoformat(moved)
    assert found.year * 12 + found.month == day.year * 12 + day.month + months
    assert found.day == min(day.day, days_in_month(found.year, found.month))


@given(DAYS, st.integers(-9999, 9999))
def test_shift_by_days_counts_days(day: date, days: int) -> None:
    assert shift(day.isoformat(), 0, days) == (day + timedelta(days=days)).isoformat()


@pytest.mark.parametrize(("day", "months", "days"), [("9999-12-31", 0, 1), ("0001-01-01", -1, 0)])
def test_shift_out_of_the_calendar_has_no_result(day: str, months: int, days: int) -> None:
    assert shift(day, months, days) is None


@given(DAYS, DAYS)
def test_whole_months_is_the_most_that_fits(start: date, end: date) -> None:
    first, last = start.isoformat(), end.isoformat()

    months = whole_months(first, last)

    reached, passed = shift(first, months, 0), shift(first, months + 1, 0)
    assert reached is not None
    assert passed is not None
    assert reached <= last < passed


@given(DAYS, DAYS)
def test_whole_years_is_the_most_that_fits(start: date, end: date) -> None:
    first, last = start.isoformat(), end.isoformat()

    years = whole_years(first, last)

    reached, passed = shift(first, years * 12, 0), shift(first, years * 12 + 12, 0)
    assert reached is not None
    assert passed is not None
    assert reached <= last < passed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022-06-01", "2022-06-01"),
        ("2022-06", "2022-06-01"),
        ("20220601", None),
        ("2022-W22-3", None),
        ("2022-02-30", None),
        ("2022", None),
        ("", None),
    ],
)
def test_read_date_takes_dates_and_months_alone(text: str, expected: str | None) -> None:
    assert read_date(text) == expected


def test_first_day_leaves_dates() -> None:
    assert (first_day("2022-06"), first_day("2022-06-15")) == ("2022-06-01", "2022-06-15")
