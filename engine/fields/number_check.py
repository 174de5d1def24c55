"""What is checked of every number: that it is one, its limits and its decimals."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from random import Random
from typing import Any, TypeGuard

from engine.fields.field_type import Check, Fault, fault, shown
from engine.fields.text_check import half_width

LIMITS_SCHEMA: Mapping[str, Mapping[str, Any]] = {
    "min": {"type": "number", "title": "最小值", "description": "含端点"},
    "max": {"type": "number", "title": "最大值", "description": "含端点"},
    "unit": {"type": "string", "title": "单位", "description": "显示在数字后面，如“年”"},
}
PLACES_SCHEMA: Mapping[str, Any] = {
    "type": "integer",
    "minimum": 0,
    "maximum": 6,
    "default": 2,
    "title": "小数位数",
    "description": "最多几位小数，默认 2",
}

MOST = 10**15
"""The largest number that any field takes: rules calculate exactly up to it (`rules.numbers`)."""

_TYPED = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,9})?")


def is_number(value: object) -> TypeGuard[int | float]:
    """Whether a JSON value is a finite number; true and false are none."""
    return type(value) is int or (type(value) is float and math.isfinite(value))


def plain(value: int | float) -> str:
    """A number without exponent and needless zeros: 3.50 is “3.5”, 12.0 is “12”."""
    if abs(value) >= 10**18:
        return "超出范围的数"
    text = format(Decimal(repr(value)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def read_number(text: str) -> int | float | None:
    """The number typed as `text`, whole where it has no decimals; None if it is none.

    Full-width digits and thousands commas are taken, as people paste them.
    """
    typed = half_width(text).strip().replace(",", "")
    if not _TYPED.fullmatch(typed):
        return None
    value = Decimal(typed)
    return int(value) if value == value.to_integral_value() else float(value)


def read_typed(text: str) -> int | float | str | None:
    """The number typed as `text`, None for nothing; what is no number is kept as it was typed."""
    typed = text.strip()
    number = read_number(typed)
    return (typed or None) if number is None else number


def places_of(value: int | float) -> int:
    """How many decimals `value` has when it is written out."""
    try:
        exponent = Decimal(repr(value)).normalize().as_tuple().exponent
    except InvalidOperation:
        return 0
    return max(0, -exponent) if isinstance(exponent, int) else 0


def limit_faults(
    name: str, value: int | float, low: float, high: float, unit: str = ""
) -> tuple[Fault, ...]:
    """Whether `value` is below or above its inclusive limits."""
    for code, limit, wrong in (
        ("below-minimum", low, value < low),
        ("above-maximum", high, value > high),
    ):
        if wrong:
            return (fault(code, name, expected=plain(limit) + unit, actual=plain(value) + unit),)
    return ()


def real_check(name: str, low: float | None, high: float | None, places: int, unit: str) -> Check:
    """The check of a finite number with at most `places` decimals, within `MOST` in any case."""
    lowest = -MOST if low is None else low
    highest = MOST if high is None else high

    def explain(value: object, today: str) -> tuple[Fault, ...]:
        if not is_number(value):
            return number_faults(name, value, "not-a-number")
        faults = limit_faults(name, value, lowest, highest, unit)
        if not faults and places_of(value) > places:
            return (fault("too-many-decimals", name, expected=places, actual=plain(value)),)
        return faults

    def ok(value: object) -> bool:
        return is_number(value) and lowest <= value <= highest and round(value, places) == value

    return Check(ok=ok, explain=explain)


def sample_number(
    random: Random, low: float | None, high: float | None, places: int
) -> int | float:
    """A number within the limits, small where they are wide."""
    start = low if low is not None else min(1.0, high if high is not None else 1.0)
    stop = start + 20 if high is None else min(high, start + 20)
    value = round(random.uniform(start, stop), places)
    inside = value if start <= value <= stop else start
    return int(inside) if inside == int(inside) else inside


def number_faults(name: str, value: object, code: str) -> tuple[Fault, ...]:
    """The fault `code` for what is no number."""
    return (fault(code, name, actual=shown(value)),)
