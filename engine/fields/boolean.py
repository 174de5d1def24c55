"""boolean: yes or no, e.g. 合格学历."""

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
from engine.fields.inputs import one_input
from engine.fields.option_reader import OptionReader
from engine.packs.model import Field
from engine.packs.node import Node
from engine.rules.scope import ValueType

NAME = "是否"
DESCRIPTION = "回答是或否，未回答与“否”不同。用 labels 可换成别的两个词，如 [合格, 不合格]。"
EXAMPLE = "{id: qualified, name: 合格学历, type: boolean, labels: [合格, 不合格]}"
REQUIRED_OPTIONS: tuple[str, ...] = ()
OPTIONS_SCHEMA: Mapping[str, Mapping[str, Any]] = {
    "labels": {
        "type": "array",
        "items": {"type": "string"},
        "minItems": 2,
        "maxItems": 2,
        "uniqueItems": True,
        "default": ["是", "否"],
        "title": "两个词",
        "description": "先写表示“是”的，再写表示“否”的",
    },
}

_YES = frozenset({"true", "1", "y", "yes", "on", "是"})
_NO = frozenset({"false", "0", "n", "no", "off", "否"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What true and false are called."""

    yes: str = "是"
    no: str = "否"


def compile_options(node: Node, context: OptionsContext) -> Options:
    """Read `labels`."""
    reader = OptionReader(node, context)
    labels = reader.texts("labels")
    if not labels:
        return Options()
    if len(labels) != 2 or labels[0] == labels[1]:
        reader.problem("labels", "wrong-type", "labels 应为两个不同的词，如 [合格, 不合格]")
        return Options()
    return Options(yes=labels[0], no=labels[1])


def value_type(options: Options) -> ValueType:
    """Yes or no."""
    return ValueType("boolean")


def build_check(field: Field) -> Check:
    """Nothing but true and false."""
    name = field.name

    def explain(value: object, today: str) -> tuple[Fault, ...]:
        if isinstance(value, bool):
            return ()
        return (fault("not-yes-or-no", name, actual=shown(value)),)

    quick = Quick(shape="yes_no")
    return Check(ok=lambda value: isinstance(value, bool), explain=explain, quick=quick)


def build_input(field: Field) -> UnboundField[Any]:
    """Two radio buttons."""
    return one_input(field, parse)


def parse(text: str, field: Field) -> bool | str | None:
    """True, false, or what was typed if it is neither."""
    options = options_of(field, Options)
    typed = text.strip()
    if typed == options.yes or (typed.lower() in _YES and typed != options.no):
        return True
    if typed == options.no or typed.lower() in _NO:
        return False
    return typed or None


def display(value: object, field: Field) -> str:
    """One of the two labels."""
    options = options_of(field, Options)
    if isinstance(value, bool):
        return options.yes if value else options.no
    return "" if is_empty(value) else str(value)


def sample(field: Field, random: Random) -> bool:
    """Yes: conditions mostly ask for it."""
    return True


def broken(field: Field, random: Random) -> str:
    """Neither yes nor no."""
    return "也许"
