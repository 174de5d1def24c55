"""text: one line of text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from wtforms.fields.core import UnboundField

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
from engine.fields.formats import FORMATS
from engine.fields.inputs import one_input
from engine.fields.option_reader import OptionReader
from engine.fields.samples import words
from engine.fields.text_check import length_faults, text_faults, tidy
from engine.packs.model import Field
from engine.packs.node import Node
from engine.rules.scope import ValueType

NAME = "单行文字"
DESCRIPTION = "一行文字。字数按字计，汉字、字母、生僻字都算一个字。"
EXAMPLE = "{id: school, name: 毕业学校, type: text, max: 60}"
REQUIRED_OPTIONS: tuple[str, ...] = ()
OPTIONS_SCHEMA: Mapping[str, Mapping[str, Any]] = {
    "min": {"type": "integer", "minimum": 0, "title": "最少字数", "description": "含端点"},
    "max": {
        "type": "integer",
        "minimum": 1,
        "default": 200,
        "title": "最多字数",
        "description": "含端点，默认 200",
    },
    "format": {
        "enum": sorted(FORMATS),
        "title": "格式",
        "description": "按名称引用的格式：" + "、".join(f"{k} {FORMATS[k].name}" for k in FORMATS),
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Limits in code points, inclusive; `format` names one of `FORMATS`, "" none."""

    min: int = 0
    max: int = 200
    format: str = ""


def compile_options(node: Node, context: OptionsContext) -> Options:
    """Read `min`, `max` and `format`."""
    reader = OptionReader(node, context)
    options = Options(
        min=reader.whole("min", 0), max=reader.whole("max", 200), format=reader.text("format")
    )
    reader.span(options.min, options.max)
    reader.one_of("format", options.format, FORMATS)
    return options


def value_type(options: Options) -> ValueType:
    """Text."""
    return ValueType("text")


def build_check(field: Field) -> Check:
    """Length, control characters and the named format."""
    options = options_of(field, Options)
    name, low, high = field.name, options.min, options.max
    form = FORMATS.get(options.format)

    def explain(value: object, today: str) -> tuple[Fault, ...]:
        faults = text_faults(name, value)
        if faults or not isinstance(value, str):
            return faults
        faults = length_faults(name, value, low, high)
        if not faults and form is not None and not form.holds(value):
            return (fault("bad-format", name, expected=form.expected, actual=shown(value)),)
        return faults

    least = max(low, 1)

    def ok(value: object) -> bool:
        # a leading blank may mean a blank answer, which is no answer: no quick yes
        return (
            isinstance(value, str)
            and least <= len(value) <= high
            and value[0] != " "
            and value.isprintable()
        )

    if form is not None:
        return Check(ok=lambda value: not explain(value, ""), explain=explain)
    return Check(ok=ok, explain=explain, quick=Quick(shape="text", low=least, high=high))


def build_input(field: Field) -> UnboundField[Any]:
    """A one-line input."""
    return one_input(field, parse)


def parse(text: str, field: Field) -> str | None:
    """The text without blanks around it; line ends become blanks."""
    form = FORMATS.get(options_of(field, Options).format)
    line = " ".join(tidy(text).split("\n"))
    return (form.tidy(line) if form else line) or None


def display(value: object, field: Field) -> str:
    """The text itself."""
    return "" if is_empty(value) else str(value)


def sample(field: Field, random: Random) -> str:
    """Words that fit the limits."""
    options = options_of(field, Options)
    if options.format:
        return FORMATS[options.format].sample(random)
    return words(random, field.name, options.min, options.max)


def broken(field: Field, random: Random) -> str:
    """One character too many."""
    return "长" * (options_of(field, Options).max + 1)
