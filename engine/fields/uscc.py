"""uscc: the unified social credit code of an organisation (GB 32100-2015), 18 characters.

The first character may be a letter: A, N and Y stand for registrars, e.g. N2 for rural collectives.
"""

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
    options_of,
    shown,
    warning,
)
from engine.fields.inputs import one_input
from engine.fields.option_reader import OptionReader
from engine.fields.text_check import half_width, text_faults
from engine.packs.model import Field
from engine.packs.node import Node
from engine.rules.scope import ValueType

NAME = "统一社会信用代码"
DESCRIPTION = (
    "18 位统一社会信用代码（GB 32100），含以 A、N、Y 开头的。"
    "organisation: true 时还核对第 9 至 17 位的组织机构代码（GB 11714），不符只作提醒。"
)
EXAMPLE = "{id: credit_code, name: 统一社会信用代码, type: uscc, organisation: true}"
REQUIRED_OPTIONS: tuple[str, ...] = ()
OPTIONS_SCHEMA: Mapping[str, Mapping[str, Any]] = {
    "organisation": {
        "type": "boolean",
        "default": False,
        "title": "核对组织机构代码",
        "description": "true：第 9 至 17 位不符合 GB 11714 时提醒",
    },
}

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_REGISTRARS = "123456789ANY"
_BLANKS = re.compile(r"[\s-]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Whether characters 9 to 17 are checked as an organisation code, too."""

    organisation: bool = False


def compile_options(node: Node, context: OptionsContext) -> Options:
    """Read `organisation`."""
    return Options(organisation=OptionReader(node, context).flag("organisation"))


def value_type(options: Options) -> ValueType:
    """Text."""
    return ValueType("text")


def check_digit(first: str) -> str:
    """The last character that belongs to 17 characters of the alphabet (weights 3^i, mod 31)."""
    total = sum(ALPHABET.index(c) * weight for c, weight in zip(first, _WEIGHTS, strict=True))
    return ALPHABET[-total % 31]


def organisation_digit(first: str) -> str:
    """The check digit of an organisation code's eight characters (GB 11714, MOD 11)."""
    pairs = zip(first, _ORGANISATION_WEIGHTS, strict=True)
    total = sum(int(c, 36) * weight for c, weight in pairs)
    return "0123456789X"[-total % 11]


def bad_place(code: str) -> int:
    """The first place, counted from 1, with a character that cannot stand there; 0 if none."""
    for place, character in enumerate(code, 1):
        allowed = _REGISTRARS if place == 1 else "0123456789" if 3 <= place <= 8 else ALPHABET
        if character not in allowed:
            return place
    return 0


def build_check(field: Field) -> Check:
    """Length, characters and check digit; the organisation code as a warning."""
    name, organisation = field.name, options_of(field, Options).organisation

    def explain(value: object, today: str) -> tuple[Fault, ...]:
        faults = text_faults(name, value)
        if faults or not isinstance(value, str):
            return faults
        if len(value) != 18:
            return (fault("uscc-length", name, expected=18, actual=len(value)),)
        place = bad_place(value)
        if place:
            bad = shown(value[place - 1])
            return (fault("uscc-characters", name, position=place, actual=bad),)
        digit = check_digit(value[:17])
        if digit != value[17]:
            return (fault("uscc-check-digit", name, expected=digit, actual=value[17]),)
        if organisation and organisation_digit(value[8:16]) != value[16]:
            return (warning("uscc-organisation", name, actual=value[8:17]),)
        return ()

    return Check(ok=lambda value: not explain(value, ""), explain=explain)


def build_input(field: Field) -> UnboundField[Any]:
    """A one-line input."""
    return one_input(field, parse)


def parse(text: str, field: Field) -> str | None:
    """The code without blanks and hyphens, in upper case."""
    return _BLANKS.sub("", half_width(text)).upper() or None


def display(value: object, field: Field) -> str:
    """The code itself."""
    return "" if is_empty(value) else str(value)


def sample(field: Field, random: Random) -> str:
    """The code of a fictitious public institution; XXX marks it as made up."""
    body = f"MB1XXX{random.randint(0, 99):02d}"
    first = "12340100" + body + organisation_digit(body)
    return first + check_digit(first)


def broken(field: Field, random: Random) -> str:
    """A code with a wrong check digit."""
    code = sample(field, random)
    return code[:17] + ALPHABET[(ALPHABET.index(code[17]) + 1) % 31]
