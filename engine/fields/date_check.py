"""What is checked of dates and months: that they exist, and their limits. Both are ISO text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date as calendar_day
from random import Random
from typing import Any

from engine.fields.field_type import (
    Check,
    Fault,
    OptionsContext,
    Quick,
    fault,
    options_of,
    shown,
)
from engine.fields.option_reader import OptionReader
from engine.fields.text_check import half_width
from engine.packs.model import Field
from engine.packs.node import Node

_TYPED = re.compile(
    r"([0-9]{4})\s*[-/.年]\s*([0-9]{1,2})(?:\s*[-/.月]\s*([0-9]{1,2})\s*日?|\s*月)?"
)
_DIGITS = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})?")

FUTURE_SCHEMA: Mapping[str, Any] = {
    "type": "boolean",
    "default": True,
    "title": "可晚于今天",
    "description": "默认 true；已经发生的事写 false",
}


LAST_DAY = "9999-12-31"
"""The last day there is, for fields without a latest one."""


def limits_schema(form: str) -> Mapping[str, Mapping[str, Any]]:
    """The options `min`, `max` and `future` of dates written like `form`."""
    return {
        "min": {"type": "string", "title": "最早", "description": f"含当日，如 {form}"},
        "max": {"type": "string", "title": "最晚", "description": f"含当日，如 {form}"},
        "future": FUTURE_SCHEMA,
    }


def is_day(value: object) -> bool:
    """Whether a JSON value is a day that exists, exactly as `2022-06-01`."""
    # fromisoformat alone would take 20220601 and 2022-W22-3, too
    if not isinstance(value, str) or len(value) != 10 or value[4] != "-" or value[7] != "-":
        return False
    try:
        calendar_day.fromisoformat(value)
    except ValueError:
        return False
    return True


def is_month(value: object) -> bool:
    """Whether a JSON value is a month, exactly as `2022-06`."""
    return isinstance(value, str) and len(value) == 7 and is_day(f"{value}-01")


def is_moment(value: object, month: bool) -> bool:
    """Whether a value is a month or a day, as the field asks."""
    return is_month(value) if month else is_day(value)


def read_moment(text: str, month: bool) -> str | None:
    """The day or month that was typed: 2022-06-01, 2022/6/1, 2022.6.1, 2022年6月1日, 20220601.

    For a month a full date is taken by its month. What does not exist stays as it was typed,
    for the check to say so; nothing typed is None.
    """
    typed = half_width(text).strip()
    found = _TYPED.fullmatch(typed) or _DIGITS.fullmatch(typed)
    if found is None or (found[3] is None and not month):
        return text.strip() or None
    year, of_year, day = int(found[1]), int(found[2]), int(found[3] or 1)
    iso = f"{year:04d}-{of_year:02d}-{day:02d}"
    if not is_day(iso):
        return text.strip()
    return iso[:7] if month else iso


def spoken(value: object) -> str:
    """A day or month in Chinese, 2022年6月1日; anything else as it was typed."""
    if is_day(value):
        text = str(value)
        return f"{int(text[:4])}年{int(text[5:7])}月{int(text[8:])}日"
    if is_month(value):
        text = str(value)
        return f"{int(text[:4])}年{int(text[5:])}月"
    return value if isinstance(value, str) else "" if value is None else str(value)


def moment_faults(
    name: str, value: object, limits: tuple[str, str], future: bool, month: bool, today: str
) -> tuple[Fault, ...]:
    """What is wrong with a day or month; `limits` are inclusive, "" where there is none."""
    if not is_moment(value, month) or not isinstance(value, str):
        return (fault("not-a-month" if month else "not-a-date", name, actual=shown(value)),)
    low, high = limits
    if low and value < low:
        return (fault("too-early", name, expected=low, actual=value),)
    if high and value > high:
        return (fault("too-late", name, expected=high, actual=value),)
    if not future and today and value > today[: len(value)]:
        return (fault("in-future", name, expected=today, actual=value),)
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MomentOptions:
    """Inclusive limits as ISO text, "" where there is none; whether later than today is taken."""

    min: str = ""
    max: str = ""
    future: bool = True


def compile_moment(node: Node, context: OptionsContext, month: bool) -> MomentOptions:
    """The options `min`, `max` and `future` of a date or month."""
    reader = OptionReader(node, context)
    options = MomentOptions(
        min=read_limit(reader, "min", month),
        max=read_limit(reader, "max", month),
        future=reader.flag("future", True),
    )
    reader.span(options.min, options.max)
    return options


def moment_check(field: Field, month: bool) -> Check:
    """The check of a day or month: it exists, within its limits, not after today unless it may be.

    Whether it is in the future only `explain` can tell, which knows today.
    """
    options = options_of(field, MomentOptions)
    name, low, high, future = field.name, options.min, options.max or LAST_DAY, options.future
    limits = (options.min, options.max)
    exists = is_month if month else is_day

    def explain(value: object, today: str) -> tuple[Fault, ...]:
        return moment_faults(name, value, limits, future, month, today)

    def ok(value: object) -> bool:
        return future and exists(value) and low <= str(value) <= high

    quick = Quick(shape="month" if month else "day", low=low, high=high) if future else None
    return Check(ok=ok, explain=explain, quick=quick)


def read_limit(reader: OptionReader, key: str, month: bool) -> str:
    """A limit among the options; a problem if it is no day or month."""
    text = reader.text(key)
    if text and not is_moment(text, month):
        form = "2022-06" if month else "2022-06-01"
        reader.problem(key, "wrong-type", f"{key} 应为日期，写作 {form}")
        return ""
    return text


def sample_day(random: Random, low: str, high: str) -> str:
    """A day between two limits, else of the years 2012 to 2020."""
    start = low or "2012-01-01"
    stop = high or f"{max(2020, int(start[:4])):04d}-12-28"
    if start > stop:
        start = stop
    year = random.randint(int(start[:4]), int(stop[:4]))
    day = f"{year:04d}-{random.randint(1, 12):02d}-{random.randint(1, 28):02d}"
    return min(max(day, start), stop)
