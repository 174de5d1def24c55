"""long_text: paragraphs of text, e.g. 工作总结."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from wtforms.fields.core import UnboundField

from engine.fields.field_type import Check, Fault, OptionsContext, is_empty, options_of
from engine.fields.inputs import one_input
from engine.fields.option_reader import OptionReader
from engine.fields.samples import paragraphs
from engine.fields.text_check import length_faults, text_faults, tidy
from engine.packs.model import Field
from engine.packs.node import Node
from engine.rules.scope import ValueType

NAME = "多行文字"
DESCRIPTION = "可分段的长文字，如工作总结。字数按字计，换行算一个字，首尾空白不计。"
EXAMPLE = "{id: summary, name: 工作总结, type: long_text, min: 200, max: 3000, lines: 12}"
REQUIRED_OPTIONS: tuple[str, ...] = ()
OPTIONS_SCHEMA: Mapping[str, Mapping[str, Any]] = {
    "min": {"type": "integer", "minimum": 0, "title": "最少字数", "description": "含端点"},
    "max": {
        "type": "integer",
        "minimum": 1,
        "default": 2000,
        "title": "最多字数",
        "description": "含端点，默认 2000",
    },
    "lines": {
        "type": "integer",
        "minimum": 2,
        "maximum": 40,
        "default": 6,
        "title": "显示行数",
        "description": "输入框显示的行数，默认 6，不限制能写多少行",
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Limits in code points, inclusive, and the height of the input in lines."""

    min: int = 0
    max: int = 2000
    lines: int = 6


def compile_options(node: Node, context: OptionsContext) -> Options:
    """Read `min`, `max` and `lines`."""
    reader = OptionReader(node, context)
    options = Options(
        min=reader.whole("min", 0), max=reader.whole("max", 2000), lines=reader.whole("lines", 6)
    )
    reader.span(options.min, options.max)
    return options


def value_type(options: Options) -> ValueType:
    """Text."""
    return ValueType("text")


def build_check(field: Field) -> Check:
    """Length and control characters."""
    options = options_of(field, Options)
    name, low, high = field.name, options.min, options.max

    def explain(value: object, today: str) -> tuple[Fault, ...]:
        faults = text_faults(name, value)
        if faults or not isinstance(value, str):
            return faults
        return length_faults(name, value, low, high)

    least = max(low, 1)

    def ok(value: object) -> bool:
        # a leading blank may mean a blank answer, which is no answer: no quick yes
        return (
            isinstance(value, str)
            and least <= len(value) <= high
            and value[0] not in " \n"
            and value.replace("\n", "").isprintable()
        )

    return Check(ok=ok, explain=explain)


def build_input(field: Field) -> UnboundField[Any]:
    """A text area."""
    return one_input(field, parse)


def parse(text: str, field: Field) -> str | None:
    """The text with one kind of line end and no blanks around it."""
    return tidy(text) or None


def display(value: object, field: Field) -> str:
    """The text itself, with its line ends."""
    return "" if is_empty(value) else str(value)


def sample(field: Field, random: Random) -> str:
    """Sentences that fit the limits."""
    options = options_of(field, Options)
    return paragraphs(random, options.min, options.max)


def broken(field: Field, random: Random) -> str:
    """One character too many."""
    return "长" * (options_of(field, Options).max + 1)
