"""year: a calendar year, stored as a number, e.g. 考核年度."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from wtforms.fields.core import UnboundField

from engine.fields.date_check import FUTURE_SCHEMA
from engine.fields.field_type import (
    Check,
    Fault,
    OptionsContext,
    Quick,
    fault,
    is_empty,
    options_of,
    shown,
)
from engine.fields.inputs import one_input
from engine.fields.option_reader import OptionReader
from engine.fields.text_check import half_width
from engine.packs.model import Field
from engine.packs.node import Node
from engine.rules.scope import ValueType

NAME = "年份"
DESCRIPTION = "四位年份，默认 1900 至 2099。规则里是数字；作为业绩的时间时，当作这一年的第一天。"
EXAMPLE = "{id: year, name: 考核年度, type: year, min: 2000, future: false}"
REQUIRED_OPTIONS: tuple[str, ...] = ()
OPTIONS_SCHEMA: Mapping[str, Mapping[str, Any]] = {
    "min": {"type": "integer", "default": 1900, "title": "最早", "description": "含端点"},
    "max": {"type": "integer", "default": 2099, "title": "最晚", "description": "含端点"},
    "future": {**FUTURE_SCHEMA, "title": "可晚于今年"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Inclusive limits, and whether years after this one are taken."""

    min: int = 1900
    max: int = 2099
    future: bool = True


def compile_options(node: Node, context: OptionsContext) -> Options:
    """Read `min`, `max` and `future`."""
    reader = OptionReader(node, context)
    options = Options(
        min=reader.whole("min", 1900),
        max=reader.whole("max", 2099),
        future=reader.flag("future", True),
    )
    reader.span(options.min, options.max)
    return options


def value_type(options: Options) -> ValueType:
    """A number, which can date a record."""
    return ValueType("number", year=True)


def build_check(field: Field) -> Check:
    """A year within its limits."""
    options = options_of(field, Options)
    name, low, high, future = field.name, options.min, options.max, options.future

    def explain(value: object, today: str) -> tuple[Fault, ...]:
        if type(value) is not int or not 1 <= value <= 9999:
            return (fault("not-a-year", name, actual=shown(value)),)
        if value < low:
            return (fault("too-early", name, expected=f"{low} 年", actual=f"{value} 年"),)
        if value > high:
            return (fault("too-late", name, expected=f"{high} 年", actual=f"{value} 年"),)
        if not future and today[:4].isdigit() and value > int(today[:4]):
            return (fault("in-future", name, expected=today, actual=f"{value} 年"),)
        return ()

    def ok(value: object) -> bool:
        return future and type(value) is int and low <= value <= high

    quick = Quick(shape="whole", low=low, high=high) if future else None
    return Check(ok=ok, explain=explain, quick=quick)


def build_input(field: Field) -> UnboundField[Any]:
    """A one-line input for four digits."""
    return one_input(field, parse)


def parse(text: str, field: Field) -> int | str | None:
    """The year, or what was typed if it is none; 2022年 is taken, too."""
    typed = half_width(text).strip().removesuffix("年").rstrip()
    if len(typed) == 4 and typed.isdecimal():
        return int(typed)
    return text.strip() or None


def display(value: object, field: Field) -> str:
    """Four digits."""
    return "" if is_empty(value) else str(value)


def sample(field: Field, random: Random) -> int:
    """A year within the limits, of the recent past where they are wide."""
    options = options_of(field, Options)
    low = max(options.min, min(2015, options.max))
    return random.randint(low, max(low, min(options.max, 2021)))


def broken(field: Field, random: Random) -> int:
    """The year before the first."""
    return options_of(field, Options).min - 1
