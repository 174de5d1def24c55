"""Days as they are typed and stored: ISO texts, which are compared as texts."""

from __future__ import annotations

import logging
from datetime import date

from engine.calendar import Calendar, YearMissing

log = logging.getLogger(__name__)


def read_day(text: str) -> date | None:
    """The day of a text such as `2026-06-01`, None where it is none.

    What else `date` would take (`20260601`, `2026-W23-1`) is none: kept as a text it would be
    sorted and compared wrongly.
    """
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text else None


def last_day(calendar: Calendar, day: date, days: int) -> str:
    """The day by which so many working days after another one have passed, as it is stored; ""
    where no calendar arranges its year, which is told to staff (`deadlines.missing_years`)."""
    try:
        return calendar.add_working_days(day, days).isoformat()
    except YearMissing as missing:
        log.error("no last day: the calendar lacks %s", missing.year)
        return ""
