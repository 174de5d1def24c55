"""Working days across holidays, worked weekends and the turn of the year."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from engine.calendar import Calendar, YearMissing
from engine.packs.library import Library
from engine.problems import PackError

CONFIG = Path(__file__).parents[3] / "config"


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    return Library(CONFIG / "calendars").calendar()


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "works"),
    [
        ("2026-11-20", True),  # a Friday
        ("2026-11-21", False),  # a Saturday
        ("2026-02-14", True),  # a Saturday that is worked for the Spring Festival
        ("2026-02-18", False),
        ("2026-10-08", True),
        ("2025-10-08", False),
        ("2025-09-28", True),
    ],
)
def test_holidays_and_worked_weekends_are_as_arranged(
    calendar: Calendar, text: str, works: bool
) -> None:
    assert calendar.is_working_day(day(text)) is works


@pytest.mark.requirement("AMB-19")
def test_five_working_days_go_around_the_national_holiday(calendar: Calendar) -> None:
    last = calendar.add_working_days(day("2026-09-24"), 5)

    assert last == day("2026-10-09")
    assert calendar.working_days_until(day("2026-09-24"), last) == 5
    assert calendar.working_days_until(last, day("2026-09-24")) == -5
    assert calendar.add_working_days(last, -5) == day("2026-09-24")


def test_number_of_working_days_of_each_year_is_the_known_one(calendar: Calendar) -> None:
    numbers = {
        year: sum(
            calendar.is_working_day(date.fromordinal(number))
            for number in range(date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal())
        )
        for year in (2025, 2026)
    }

    assert numbers == {2025: 248, 2026: 248}


def test_year_that_nobody_arranged_is_missing_and_never_guessed(calendar: Calendar) -> None:
    with pytest.raises(YearMissing) as missing:
        calendar.add_working_days(day("2026-12-30"), 5)
    assert missing.value.year == 2027
    assert calendar.missing_years(day("2026-01-01"), day("2028-12-31")) == (2027, 2028)
    with pytest.raises(YearMissing):
        Calendar().is_working_day(day("2026-01-05"))


PACK = """\
kind: calendar
id: mine
name: 日历
source: 通知
years:
  - year: 2030
    source: 通知
    holidays: [{name: 元旦, from: %s, to: %s}]
    workdays: [%s]
"""


@pytest.mark.parametrize(
    ("first", "last", "worked", "said"),
    [
        ("2030-01-03", "2030-01-01", "2030-01-05", "to 应当在 from 之后"),
        ("2029-12-31", "2030-01-01", "2030-01-05", "不在 2030 年"),
        ("2030-01-01", "2030-01-01", "2031-01-04", "不是 2030 年的日期"),
        ("2030-01-01", "2030-01-01", "2030-01-04", "不是调休上班"),
    ],
)
def test_days_that_cannot_be_are_told(
    tmp_path: Path, first: str, last: str, worked: str, said: str
) -> None:
    (tmp_path / "mine.yaml").write_text(PACK % (first, last, worked), encoding="utf-8")

    with pytest.raises(PackError) as error:
        Library(tmp_path).calendar()

    assert said in str(error.value)


def test_two_packs_do_not_arrange_the_same_year(tmp_path: Path) -> None:
    text = PACK % ("2030-01-01", "2030-01-01", "2030-01-05")
    (tmp_path / "mine.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "other.yaml").write_text(text.replace("id: mine", "id: other"), encoding="utf-8")

    with pytest.raises(PackError) as error:
        Library(tmp_path).calendar()

    assert "2030 年已经安排过" in str(error.value)
