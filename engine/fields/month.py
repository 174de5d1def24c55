"""month: a month, stored as `2022-06`."""

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
from engine.rules.dates import first_day
from engine.rules.scope import ValueType

NAME = "年月"
DESCRIPTION = "年和月。规则里当作该月的第一天。也认 2022/6、2022.06、2022年6月 等写法。"
EXAMPLE = "{id: published, name: 发表时间, type: month, future: false}"
REQUIRED_OPTIONS: tuple[str, ...] = ()
OPTIONS_SCHEMA: Mapping[str, Mapping[str, Any]] = limits_schema("2022-06")


Options = MomentOptions


def compile_options(node: Node, context: OptionsContext) -> Options:
    """Read `min`, `max` and `future`."""
    return compile_moment(node, context, month=True)


def value_type(options: Options) -> ValueType:
    """A date: the first day of the month."""
    return ValueType("date", month=True)


def build_check(field: Field) -> Check:
    """A month within its limits, not after today unless it may be."""
    return moment_check(field, month=True)


def build_input(field: Field) -> UnboundField[Any]:
    """A month input."""
    return one_input(field, parse)


def parse(text: str, field: Field) -> str | None:
    """The month as ISO text, or what was typed if it is none."""
    return read_moment(text, month=True)


def display(value: object, field: Field) -> str:
    """2022年6月."""
    return spoken(value)


def sample(field: Field, random: Random) -> str:
    """A month within the limits, long past where there are none."""
    options = options_of(field, Options)
    return sample_day(random, first_day(options.min), first_day(options.max))[:7]


def broken(field: Field, random: Random) -> str:
    """A month that does not exist."""
    return "2022-13"
