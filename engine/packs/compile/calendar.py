"""Packs of working days: holidays and worked weekends of each year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from engine.calendar import Calendar, Year
from engine.calendar.calendar import SATURDAY
from engine.packs.compile.catalog import node_id
from engine.packs.compile.reader import Notes, Reader
from engine.packs.node import Node
from engine.problems import PackError

LONGEST = 31
"""Days of a holiday; more is a slip of the pen."""


def compile_calendar(roots: Iterable[Node]) -> Calendar:
    """The calendar that all packs say together.

    :raises PackError: a year is arranged twice, or a day lies outside of its year
    """
    notes = Notes()
    years: dict[int, Year] = {}
    for root in roots:
        reader = Reader(root, "calendar", node_id(root), notes)
        for below in reader.members("years", "calendar_year"):
            number = below.whole("year")
            if number in years:
                below.problem("duplicate-id", f"{number} 年已经安排过", key="year")
            years.setdefault(number, _year(below, number))
    if notes.problems:
        raise PackError(notes.problems)
    return Calendar(years)


def _year(reader: Reader, number: int) -> Year:
    holidays: dict[date, str] = {}
    for below in reader.members("holidays", "holiday"):
        name = below.text("name")
        for day in _days(below):
            holidays[day] = name
            _check_year(below, day, number)
    workdays = set()
    for node in reader.listed("workdays"):
        worked = _day(str(node.value))
        if worked is None or worked.year != number:
            reader.problem("out-of-range", f"不是 {number} 年的日期", node=node)
        elif worked in holidays or worked.weekday() < SATURDAY:
            hint = "workdays 只写要上班的周六、周日。"
            reader.problem("out-of-range", "放假的日子或平日不是调休上班", node=node, hint=hint)
        else:
            workdays.add(worked)
    return Year(holidays=holidays, workdays=frozenset(workdays), source=reader.text("source"))


def _days(reader: Reader) -> Iterator[date]:
    first, last = _day(reader.text("from")), _day(reader.text("to"))
    if first is None or last is None:
        return  # the shape of dates is checked before
    if last < first or (last - first).days > LONGEST:
        reader.problem("out-of-range", "to 应当在 from 之后一个月内", key="to")
        return
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def _check_year(reader: Reader, day: date, number: int) -> None:
    if day.year != number:
        hint = "跨年的假期分写在两年里。"
        reader.problem("out-of-range", f"{day.isoformat()} 不在 {number} 年", key="to", hint=hint)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
