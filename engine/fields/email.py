"""email: an e-mail address."""

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

NAME = "电子邮箱"
DESCRIPTION = "电子邮箱地址，最长 254 个字符。"
EXAMPLE = "{id: email, name: 电子邮箱, type: email}"
REQUIRED_OPTIONS: tuple[str, ...] = ()
OPTIONS_SCHEMA: Mapping[str, Mapping[str, Any]] = {}

LONGEST = 254  # RFC 5321: a path has 256 octets, two of them are < and >
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(
    rf"[A-Za-z0-9!#$%&'*+/=?^_`{{|}}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{{|}}~-]+)*@{_LABEL}(?:\.{_LABEL})+"
)


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
    """The form of an address; whether it exists only a message to it can tell."""
    name = field.name

    def ok(value: object) -> bool:
        return (
            isinstance(value, str)
            and len(value) <= LONGEST
            and _ADDRESS.fullmatch(value) is not None
        )

    def explain(value: object, today: str) -> tuple[Fault, ...]:
        if ok(value):
            return ()
        return text_faults(name, value) or (fault("email", name, actual=shown(value)),)

    return Check(ok=ok, explain=explain)


def build_input(field: Field) -> UnboundField[Any]:
    """An e-mail input."""
    return one_input(field, parse)


def parse(text: str, field: Field) -> str | None:
    """The address without blanks around it."""
    return half_width(text).strip() or None


def display(value: object, field: Field) -> str:
    """The address itself."""
    return "" if is_empty(value) else str(value)


def sample(field: Field, random: Random) -> str:
    """An address below example.cn."""
    return f"applicant{random.randint(1, 999)}@example.cn"


def broken(field: Field, random: Random) -> str:
    """An address without a domain."""
    return "applicant@"
