"""resident_id: a citizen's identity number (GB 11643-1999), 18 characters.

Length, characters, check digit and birth date are errors. An unknown region is only a warning:
codes come and go, and people keep theirs.
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
    shown,
    warning,
)
from engine.fields.inputs import one_input
from engine.fields.text_check import half_width, text_faults
from engine.packs.model import Field
from engine.packs.node import Node
from engine.rules.identity import birth_date
from engine.rules.scope import ValueType

NAME = "公民身份号码"
DESCRIPTION = (
    "18 位公民身份号码（GB 11643）：校验长度、校验位、出生日期真实且不晚于今天；"
    "行政区划未知只作提醒。小写 x 自动改为大写。"
)
EXAMPLE = "{id: id_number, name: 身份证号码, type: resident_id}"
REQUIRED_OPTIONS: tuple[str, ...] = ()
OPTIONS_SCHEMA: Mapping[str, Mapping[str, Any]] = {}

_SHAPE = re.compile(r"[0-9]{17}[0-9X]")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"
# The first two digits in use: GB/T 2260, and 81 to 83 for residence permits (GA/T 2018 No. 81).
_REGIONS = frozenset(["50", "51", "52", "53", "54"]) | frozenset(
    str(code)
    for tens, last in ((1, 5), (2, 3), (3, 7), (4, 6), (6, 5), (7, 1), (8, 3))
    for code in range(tens * 10 + 1, tens * 10 + last + 1)
)
_BLANKS = re.compile(r"[\s-]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """No options: the standard says everything."""


def compile_options(node: Node, context: OptionsContext) -> Options:
    """Nothing to read."""
    return Options()


def value_type(options: Options) -> ValueType:
    """Text."""
    return ValueType("text")


def check_digit(first: str) -> str:
    """The last character that belongs to 17 digits (ISO 7064 MOD 11-2)."""
    total = sum(int(digit) * weight for digit, weight in zip(first, _WEIGHTS, strict=True))
    return _CHECK_DIGITS[total % 11]


def build_check(field: Field) -> Check:
    """Shape, check digit, birth date; the region as a warning."""
    name = field.name

    def explain(value: object, today: str) -> tuple[Fault, ...]:
        faults = text_faults(name, value)
        if faults or not isinstance(value, str):
            return faults
        if len(value) != 18:
            return (fault("id-length", name, expected=18, actual=len(value)),)
        if not _SHAPE.fullmatch(value):
            return (fault("id-characters", name, actual=shown(value)),)
        return _wrong_digits(name, value, today)

    # The birth date is compared with today, so there is no quick yes.
    return Check(ok=lambda value: False, explain=explain)


def _wrong_digits(name: str, value: str, today: str) -> tuple[Fault, ...]:
    born, digit = birth_date(value), check_digit(value[:17])
    if born is None:
        return (fault("id-birth-date", name, actual=value[6:14]),)
    if digit != value[17]:
        return (fault("id-check-digit", name, expected=digit, actual=value[17]),)
    if today and born > today:
        return (fault("id-in-future", name, expected=today, actual=born),)
    if value[:2] not in _REGIONS:
        return (warning("id-region", name, actual=value[:2]),)
    return ()


def build_input(field: Field) -> UnboundField[Any]:
    """A one-line input."""
    return one_input(field, parse)


def parse(text: str, field: Field) -> str | None:
    """The number without blanks and hyphens, its x in upper case."""
    return _BLANKS.sub("", half_width(text)).upper() or None


def display(value: object, field: Field) -> str:
    """The number itself; who may see all of it is for the page to decide."""
    return "" if is_empty(value) else str(value)


def make(region: str, born: str, order: int) -> str:
    """A number of a six-digit region, an ISO birth day and an order of 0 to 999 (odd: male)."""
    first = f"{region}{born.replace('-', '')}{order:03d}"
    return first + check_digit(first)


def sample(field: Field, random: Random) -> str:
    """A number with an order of 996 to 999, which hardly anyone has."""
    born = f"{random.randint(1970, 1995)}-{random.randint(1, 12):02d}-{random.randint(1, 28):02d}"
    return make("340104", born, random.randint(996, 999))


def broken(field: Field, random: Random) -> str:
    """A number with a wrong check digit."""
    number = sample(field, random)
    return number[:17] + _CHECK_DIGITS[(_CHECK_DIGITS.index(number[17]) + 1) % 11]
