"""choice: one of a few named choices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from wtforms.fields.core import UnboundField

from engine.fields.choice_list import CHOICES_SCHEMA, Choice, listed, read_choices, value_of
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
from engine.packs.model import Field
from engine.packs.node import Node
from engine.rules.scope import ValueType

NAME = "单选"
DESCRIPTION = "从列出的几项中选一项。五项以内显示为单选按钮，更多显示为下拉框。"
EXAMPLE = "{id: level, name: 奖励级别, type: choice, choices: [国家级, 省部级, 市厅级]}"
REQUIRED_OPTIONS: tuple[str, ...] = ("choices",)
OPTIONS_SCHEMA: Mapping[str, Mapping[str, Any]] = {"choices": CHOICES_SCHEMA}


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The choices in the order of the pack."""

    choices: tuple[Choice, ...]


def compile_options(node: Node, context: OptionsContext) -> Options:
    """Read `choices`."""
    return Options(choices=read_choices(OptionReader(node, context)))


def value_type(options: Options) -> ValueType:
    """Text, one of the choices."""
    names = {choice.value: choice.name for choice in options.choices}
    return ValueType("text", tuple(names), names=names)


def build_check(field: Field) -> Check:
    """One of the choices."""
    choices = options_of(field, Options).choices
    name, known, expected = field.name, frozenset(c.value for c in choices), listed(choices)

    def ok(value: object) -> bool:
        return isinstance(value, str) and value in known

    def explain(value: object, today: str) -> tuple[Fault, ...]:
        if ok(value):
            return ()
        return (fault("not-a-choice", name, expected=expected, actual=shown(value)),)

    return Check(ok=ok, explain=explain, quick=Quick(shape="one_of", members=known))


def build_input(field: Field) -> UnboundField[Any]:
    """Radio buttons or a select."""
    return one_input(field, parse)


def parse(text: str, field: Field) -> str | None:
    """The stored value of a value or a name; other text as it was typed."""
    return value_of(text.strip(), options_of(field, Options).choices) or None


def display(value: object, field: Field) -> str:
    """The name of the choice."""
    for choice in options_of(field, Options).choices:
        if choice.value == value:
            return choice.name
    return "" if is_empty(value) else str(value)


def sample(field: Field, random: Random) -> str:
    """Any of the choices."""
    choices = options_of(field, Options).choices
    return random.choice(choices).value if choices else ""


def broken(field: Field, random: Random) -> str:
    """None of the choices."""
    return "不在可选项中"
