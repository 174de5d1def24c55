"""money: an amount of money, e.g. 项目经费."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from wtforms.fields.core import UnboundField

from engine.fields.field_type import Check, OptionsContext, is_empty, options_of
from engine.fields.inputs import one_input
from engine.fields.number_check import (
    LIMITS_SCHEMA,
    PLACES_SCHEMA,
    is_number,
    plain,
    read_typed,
    real_check,
    sample_number,
)
from engine.fields.option_reader import OptionReader
from engine.packs.model import Field
from engine.packs.node import Node
from engine.rules.scope import ValueType

NAME = "金额"
DESCRIPTION = "金额，不能为负，单位为元或万元，显示时每三位加一个逗号。"
EXAMPLE = "{id: funds, name: 项目经费, type: money, unit: 万元, max: 100000}"
REQUIRED_OPTIONS: tuple[str, ...] = ()
UNITS = ("元", "万元")
OPTIONS_SCHEMA: Mapping[str, Mapping[str, Any]] = {
    "min": {**LIMITS_SCHEMA["min"], "minimum": 0, "default": 0},
    "max": LIMITS_SCHEMA["max"],
    "unit": {"enum": list(UNITS), "default": "元", "title": "单位", "description": "默认元"},
    "places": PLACES_SCHEMA,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Inclusive limits in `unit`s, no maximum where it is None; at most `places` decimals."""

    min: float = 0
    max: float | None = None
    places: int = 2
    unit: str = "元"


def compile_options(node: Node, context: OptionsContext) -> Options:
    """Read `min`, `max`, `places` and `unit`."""
    reader = OptionReader(node, context)
    options = Options(
        min=reader.number("min") or 0,
        max=reader.number("max"),
        places=reader.whole("places", 2),
        unit=reader.text("unit", "元"),
    )
    reader.span(options.min, options.max)
    reader.one_of("unit", options.unit, UNITS)
    return options


def value_type(options: Options) -> ValueType:
    """A number."""
    return ValueType("number")


def build_check(field: Field) -> Check:
    """A finite amount within its limits, with few enough decimals."""
    options = options_of(field, Options)
    return real_check(field.name, options.min, options.max, options.places, options.unit)


def build_input(field: Field) -> UnboundField[Any]:
    """A one-line input for digits."""
    return one_input(field, parse)


def parse(text: str, field: Field) -> int | float | str | None:
    """The amount, or what was typed if it is none."""
    return read_typed(text)


def display(value: object, field: Field) -> str:
    """Digits in groups of three and the unit, e.g. 12,000.5元."""
    if is_number(value):
        whole, dot, decimals = plain(value).partition(".")
        grouped = f"{int(whole):,}" if whole.lstrip("-").isdigit() else whole
        return grouped + dot + decimals + options_of(field, Options).unit
    return "" if is_empty(value) else str(value)


def sample(field: Field, random: Random) -> float:
    """An amount within the limits."""
    options = options_of(field, Options)
    return sample_number(random, options.min, options.max, options.places)


def broken(field: Field, random: Random) -> float:
    """Less than the least."""
    return options_of(field, Options).min - 1
