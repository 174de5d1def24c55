"""decimal: a number with decimals, e.g. 撰写字数（万）."""

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

NAME = "小数"
DESCRIPTION = "可带小数的数字，可限定范围（含端点）和小数位数。"
EXAMPLE = "{id: words, name: 撰写字数, type: decimal, min: 0, places: 1, unit: 万字}"
REQUIRED_OPTIONS: tuple[str, ...] = ()
OPTIONS_SCHEMA: Mapping[str, Mapping[str, Any]] = {**LIMITS_SCHEMA, "places": PLACES_SCHEMA}


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Inclusive limits, None where there is none; at most `places` decimals; the unit shown."""

    min: float | None = None
    max: float | None = None
    places: int = 2
    unit: str = ""


def compile_options(node: Node, context: OptionsContext) -> Options:
    """Read `min`, `max`, `places` and `unit`."""
    reader = OptionReader(node, context)
    options = Options(
        min=reader.number("min"),
        max=reader.number("max"),
        places=reader.whole("places", 2),
        unit=reader.text("unit"),
    )
    reader.span(options.min, options.max)
    return options


def value_type(options: Options) -> ValueType:
    """A number."""
    return ValueType("number")


def build_check(field: Field) -> Check:
    """A finite number within its limits, with few enough decimals."""
    options = options_of(field, Options)
    return real_check(field.name, options.min, options.max, options.places, options.unit)


def build_input(field: Field) -> UnboundField[Any]:
    """A one-line input for digits."""
    return one_input(field, parse)


def parse(text: str, field: Field) -> int | float | str | None:
    """The number, or what was typed if it is none."""
    return read_typed(text)


def display(value: object, field: Field) -> str:
    """Digits and the unit, e.g. 3.5万字."""
    if is_number(value):
        return plain(value) + options_of(field, Options).unit
    return "" if is_empty(value) else str(value)


def sample(field: Field, random: Random) -> float:
    """A number within the limits."""
    options = options_of(field, Options)
    return sample_number(random, options.min, options.max, options.places)


def broken(field: Field, random: Random) -> float | str:
    """One beyond a limit, else a text."""
    options = options_of(field, Options)
    return "若干" if options.max is None else options.max + 1
