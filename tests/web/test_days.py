"""Days as they are typed: those that can be compared as texts, and no others."""

from __future__ import annotations

from datetime import date

import pytest

from engine.calendar import Calendar
from web.pages.typed import whole_number
from web.services.days import last_day, read_day


def test_day_is_read_as_it_is_stored() -> None:
    assert read_day("2026-06-01") == date(2026, 6, 1)


@pytest.mark.parametrize(
    "text", ["", "20260601", "2026-W23-1", "2026-6-1", "2026-02-30", "六月一日"]
)
def test_other_texts_are_no_days(text: str) -> None:
    assert read_day(text) is None


def test_last_day_is_unknown_without_a_calendar() -> None:
    assert last_day(Calendar(), date(2026, 6, 1), 5) == ""


@pytest.mark.parametrize(
    ("text", "number"),
    [(" 12 ", 12), ("0", 0), ("", None), ("-1", None), ("１２", None), ("12345", None)],
)
def test_whole_numbers_are_short_and_plain(text: str, number: int | None) -> None:
    assert whole_number(text) == number
