"""mobile: a mobile phone number of the Chinese mainland."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from wtforms.fields.core import UnboundField

from engine.fields.field_type import (
    Check,
    Fault,
    OptionsContext,
    fault,
    is_empty,
    shown,
)
from engine.fields.inputs import one_input
from engine.fields.text_check import half_width, text_faults
from engine.packs.model import Field
from engine.packs.node import Node
from engine.rules.scope import ValueType

NAME = "手机号码"
DESCRIPTION = "11 位手机号码，以 1 开头、第二位为 3 至 9。空格、短横和 +86 自动去掉。"
EXAMPLE = "{id: mobile, name: 手机号码, type: mobile}"
REQUIRED_OPTIONS: tuple[str, ...] = ()
OPTIONS_SCHEMA: Mapping[str, Mapping[str, Any]] = {}

_NUMBER = re.compile(r"1[3-9][0-9]{9}")
_BLANKS = re.compile(r"[\s-]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """No options."""


def compile_options(node: Node, context: OptionsContext) -> Options:
    """Nothing to read."""
    return Options()


def value_type(options: Options) -> ValueType:
    """Text."""
    return ValueType("text")


def build_check(field: Field) -> Check:
    """Eleven digits; a wrong number of them is told as such (AMB-09: 14 were once accepted)."""
    name = field.name

    def ok(value: object) -> bool:
        return isinstance(value, str) and _NUMBER.fullmatch(value) is not None

    def explain(value: object, today: str) -> tuple[Fault, ...]:
        if ok(value):
            return ()
        faults = text_faults(name, value)
        if faults or not isinstance(value, str):
            return faults
        counted = value.isdecimal() and len(value) != 11
        return (fault("mobile", name, actual=f"{len(value)} 位" if counted else shown(value)),)

    return Check(ok=ok, explain=explain)


def build_input(field: Field) -> UnboundField[Any]:
    """A telephone input."""
    return one_input(field, parse)


def parse(text: str, field: Field) -> str | None:
    """The number without blanks, hyphens and country code."""
    digits = _BLANKS.sub("", half_width(text))
    return digits.removeprefix("+86") or None


def display(value: object, field: Field) -> str:
    """The number itself; who may see all of it is for the page to decide."""
    return "" if is_empty(value) else str(value)


def sample(field: Field, random: Random) -> str:
    """The usual placeholder 1380000 and four more digits."""
    return f"1380000{random.randint(0, 9999):04d}"


def broken(field: Field, random: Random) -> str:
    """Fourteen digits, as in the manual's screenshot."""
    return sample(field, random) + "000"
