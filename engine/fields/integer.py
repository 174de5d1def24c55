"""integer: a whole number, e.g. 工作年限."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from wtforms.fields.core import UnboundField

from engine.fields.field_type import Check, Fault, OptionsContext, Quick, is_empty, options_of
from engine.fields.inputs import one_input
from engine.fields.number_check import (
    LIMITS_SCHEMA,
    MOST,
    is_number,
    limit_faults,
    number_faults,
    plain,
    read_typed,
)
from engine.fields.option_reader import OptionReader
from engine.packs.model import Field
from engine.packs.node import Node
from engine.rules.scope import ValueType

NAME = "整数"
DESCRIPTION = "整数，可限定最小值和最大值（含端点）。"
EXAMPLE = "{id: work_years, name: 工作年限, type: integer, min: 0, max: 60, unit: 年}"
REQUIRED_OPTIONS: tuple[str, ...] = ()
OPTIONS_SCHEMA: Mapping[str, Mapping[str, Any]] = {
    **LIMITS_SCHEMA,
    "min": {**LIMITS_SCHEMA["min"], "type": "integer"},
    "max": {**LIMITS_SCHEMA["max"], "type": "integer"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Inclusive limits, None where there is none, and the unit shown behind the number."""

    min: int | None = None
    max: int | None = None
    unit: str = ""


def compile_options(node: Node, context: OptionsContext) -> Options:
    """Read `min`, `max` and `unit`."""
    reader = OptionReader(node, context)
    options = Options(min=reader.limit("min"), max=reader.limit("max"), unit=reader.text("unit"))
    reader.span(options.min, options.max)
    return options


def value_type(options: Options) -> ValueType:
    """A number."""
    return ValueType("number")


def build_check(field: Field) -> Check:
    """A whole number within its limits."""
    options = options_of(field, Options)
    name, low, high, unit = field.name, options.min, options.max, options.unit
    lowest = -MOST if low is None else low
    highest = MOST if high is None else high

    def explain(value: object, today: str) -> tuple[Fault, ...]:
        if not is_number(value) or value != int(value):
            return number_faults(name, value, "not-a-whole-number")
        return limit_faults(name, value, lowest, highest, unit)

    def ok(value: object) -> bool:
        return type(value) is int and lowest <= value <= highest

    quick = Quick(shape="whole", low=lowest, high=highest)
    return Check(ok=ok, explain=explain, quick=quick)


def build_input(field: Field) -> UnboundField[Any]:
    """A one-line input for digits."""
    return one_input(field, parse)


def parse(text: str, field: Field) -> int | float | str | None:
    """The number; a number with decimals is kept for the check to refuse."""
    return read_typed(text)


def display(value: object, field: Field) -> str:
    """Digits and the unit, e.g. 12年."""
    if is_number(value):
        return plain(value) + options_of(field, Options).unit
    return "" if is_empty(value) else str(value)


def sample(field: Field, random: Random) -> int:
    """A number within the limits, small where they are wide."""
    options = options_of(field, Options)
    low = options.min if options.min is not None else min(1, options.max or 1)
    high = options.max if options.max is not None else low + 20
    return random.randint(low, min(high, low + 20))


def broken(field: Field, random: Random) -> int | str:
    """One beyond a limit, else a text."""
    options = options_of(field, Options)
    if options.max is not None:
        return options.max + 1
    return "若干" if options.min is None else options.min - 1
