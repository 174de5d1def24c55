"""Calendar arithmetic on ISO text (`2022-06-01`), the form in which dates are stored.

Such text compares as the dates do, so only calculations need the parts.
"""

from __future__ import annotations

from datetime import date, timedelta

_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def days_in_month(year: int, month: int) -> int:
    """The number of days of a month, 1 to 12, of the Gregorian calendar."""
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if leap else _DAYS[month - 1]


def shift(day: str, months: int, days: int) -> str | None:
    """`day` moved by months, then days; the 31st becomes the last day of a shorter month.

    None beyond the years 1 to 9999, and for what is no date.
    """
    try:
        year, month, of_month = int(day[:4]), int(day[5:7]), int(day[8:10])
        years, month = divmod(month - 1 + months, 12)
        year, month = year + years, month + 1
        moved = date(year, month, min(of_month, days_in_month(year, month)))
        return (moved + timedelta(days=days)).isoformat()
    except (ValueError, OverflowError, TypeError):
        return None


def whole_months(start: str, end: str) -> int:
    """The most months that can be added to `start` without passing `end`; negative before it."""
    year, month = int(end[:4]), int(end[5:7])
    months = (year - int(start[:4])) * 12 + month - int(start[5:7])
    last = min(int(start[8:10]), days_in_month(year, month))
    return months - (int(end[8:10]) < last)


def whole_years(start: str, end: str) -> int:
    """The most years that can be added to `start` without passing `end`; negative before it."""
    return whole_months(start, end) // 12


def first_day(month: str) -> str:
    """The first day of a month such as `2022-06`; a full date stays as it is."""
    return f"{month}-01" if len(month) == 7 else month


def read_date(text: str) -> str | None:
    """`text` as a date if it is one: `2022-06-01`, or `2022-06` for its first day."""
    text = first_day(text)
    # fromisoformat alone would take 20220601 and 2022-W22-3, too
    if len(text) != 10 or text[4] != "-" or text[7] != "-":
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return None
