"""date: a day, stored as `2022-06-01`."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

from wtforms.fields.core import UnboundField

from engine.fields.date_check import (
    MomentOptions,
    compile_moment,
    limits_schema,
    moment_check,
    read_moment,
    sample_day,
    spoken,
)
from engine.fields.field_type import Check, OptionsContext, options_of
from engine.fields.inputs import one_input
from engine.packs.model import Field
from engine.packs.node import Node
from engine.rules.scope import ValueType

NAME = "日期"
DESCRIPTION = "年月日，必须真实存在。也认 2022/6/1、2022年6月1日、20220601 等写法。"
EXAMPLE = "{id: born, name: 出生日期, type: date, min: '1900-01-01', future: false}"
REQUIRED_OPTIONS: tuple[str, ...] = ()
OPTIONS_SCHEMA: Mapping[str, Mapping[str, Any]] = limits_schema("2022-06-01")


Options = MomentOptions


def compile_options(node: Node, context: OptionsContext) -> Options:
    """Read `min`, `max` and `future`."""
    return compile_moment(node, context, month=False)


def value_type(options: Options) -> ValueType:
    """A date."""
    return ValueType("date")


def build_check(field: Field) -> Check:
    """A day that exists, within its limits, not after today unless it may be."""
    return moment_check(field, month=False)


def build_input(field: Field) -> UnboundField[Any]:
    """A date input."""
    return one_input(field, parse)


def parse(text: str, field: Field) -> str | None:
    """The day as ISO text, or what was typed if it is none."""
    return read_moment(text, month=False)


def display(value: object, field: Field) -> str:
    """2022年6月1日."""
    return spoken(value)


def sample(field: Field, random: Random) -> str:
    """A day within the limits, long past where there are none."""
    options = options_of(field, Options)
    return sample_day(random, options.min, options.max)


def broken(field: Field, random: Random) -> str:
    """A day that does not exist."""
    return "2022-02-30"
