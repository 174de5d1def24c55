"""choices: several of a few named choices, stored as a list."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from wtforms.fields.core import UnboundField

from engine.fields.choice_list import CHOICES_SCHEMA, Choice, listed, read_choices, value_of
from engine.fields.field_type import (
    Check,
    Fault,
    OptionsContext,
    fault,
    is_empty,
    options_of,
    shown,
)
from engine.fields.inputs import list_input
from engine.fields.option_reader import OptionReader
from engine.packs.model import Field
from engine.packs.node import Node
from engine.rules.scope import ValueType

NAME = "多选"
DESCRIPTION = "从列出的几项中选若干项，可限定最少和最多选几项。"
EXAMPLE = (
    "{id: series, name: 所在职称系列, type: choices, choices: [工程, 教师, 卫生, 农业], max: 3}"
)
REQUIRED_OPTIONS: tuple[str, ...] = ("choices",)
OPTIONS_SCHEMA: Mapping[str, Mapping[str, Any]] = {
    "choices": CHOICES_SCHEMA,
    "min": {"type": "integer", "minimum": 1, "title": "最少几项", "description": "含端点"},
    "max": {"type": "integer", "minimum": 1, "title": "最多几项", "description": "含端点"},
}

_SEPARATOR = re.compile(r"[、，,;；\n]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The choices, and how many of them may be taken; both limits inclusive."""

    choices: tuple[Choice, ...]
    min: int = 1
    max: int | None = None


def compile_options(node: Node, context: OptionsContext) -> Options:
    """Read `choices`, `min` and `max`."""
    reader = OptionReader(node, context)
    options = Options(
        choices=read_choices(reader), min=reader.whole("min", 1), max=reader.limit("max")
    )
    reader.span(options.min, options.max)
    if options.min > len(options.choices) > 0:
        reader.problem("min", "min-over-max", f"min {options.min} 大于可选项的个数")
    return options


def value_type(options: Options) -> ValueType:
    """A list of texts, each one of the choices."""
    names = {choice.value: choice.name for choice in options.choices}
    return ValueType("list", tuple(names), names=names)


def build_check(field: Field) -> Check:
    """Only choices, each once, neither too few nor too many."""
    options = options_of(field, Options)
    name, known = field.name, frozenset(c.value for c in options.choices)
    low, high, expected = options.min, options.max, listed(options.choices)

    def explain(value: object, today: str) -> tuple[Fault, ...]:
        if not isinstance(value, list):
            return (fault("not-a-choice", name, expected=expected, actual=shown(value)),)
        for index, one in enumerate(value):
            if not isinstance(one, str) or one not in known:
                return (fault("not-a-choice", name, expected=expected, actual=shown(one)),)
            if one in value[:index]:
                return (fault("chosen-twice", name, actual=one),)
        if len(value) < low:
            return (fault("too-few-choices", name, expected=low, actual=len(value)),)
        if high is not None and len(value) > high:
            return (fault("too-many-choices", name, expected=high, actual=len(value)),)
        return ()

    return Check(ok=lambda value: not explain(value, ""), explain=explain)


def build_input(field: Field) -> UnboundField[Any]:
    """Checkboxes under one name."""
    return list_input(field, _taken)


def _taken(sent: Sequence[str], field: Field) -> list[str] | None:
    choices = options_of(field, Options).choices
    values = [value_of(text.strip(), choices) for text in sent if text.strip()]
    return list(dict.fromkeys(values)) or None


def parse(text: str, field: Field) -> list[str] | None:
    """The stored values of values or names that are separated by 、 or commas."""
    return _taken(_SEPARATOR.split(text), field)


def display(value: object, field: Field) -> str:
    """The names, separated by 、."""
    if not isinstance(value, list):
        return "" if is_empty(value) else str(value)
    names = {c.value: c.name for c in options_of(field, Options).choices}
    return "、".join(names.get(one, one) if isinstance(one, str) else str(one) for one in value)


def sample(field: Field, random: Random) -> list[str]:
    """As few as allowed."""
    options = options_of(field, Options)
    values = [choice.value for choice in options.choices]
    return random.sample(values, min(max(options.min, 1), len(values)))


def broken(field: Field, random: Random) -> list[str]:
    """None of the choices."""
    return ["不在可选项中"]
