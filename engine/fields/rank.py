"""rank: the place among all who took part, stored as `1/10`."""

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
)
from engine.fields.inputs import one_input
from engine.fields.option_reader import OptionReader
from engine.fields.text_check import half_width
from engine.packs.model import Field
from engine.packs.node import Node
from engine.rules.scope import CodeAttribute, ValueType

NAME = "排名"
DESCRIPTION = (
    "本人排名和总人数，写作 1/10。规则里用 <字段>.place 和 <字段>.total 取两个数字，"
    "如 where: {order.place: {max: 3}}。"
)
EXAMPLE = "{id: order, name: 排名, type: rank, max_total: 30}"
REQUIRED_OPTIONS: tuple[str, ...] = ()
OPTIONS_SCHEMA: Mapping[str, Mapping[str, Any]] = {
    "max_total": {
        "type": "integer",
        "minimum": 1,
        "maximum": 100,
        "default": 50,
        "title": "最多总人数",
        "description": "含端点，默认 50，最大 100",
    },
}

MOST = 100
_RANK = re.compile(r"([1-9][0-9]{0,2})/([1-9][0-9]{0,2})")
_TYPED = re.compile(r"0*([0-9]{1,3})\s*[/／]\s*0*([0-9]{1,3})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The largest number of people, inclusive."""

    max_total: int = 50


def compile_options(node: Node, context: OptionsContext) -> Options:
    """Read `max_total`."""
    reader = OptionReader(node, context)
    total = reader.whole("max_total", 50)
    if not 1 <= total <= MOST:
        reader.problem("max_total", "wrong-type", f"max_total 应在 1 至 {MOST} 之间")
    return Options(max_total=min(max(total, 1), MOST))


def value_type(options: Options) -> ValueType:
    """Text with two numbers that expressions look up like attributes of a code: place, total."""
    pairs = [(p, t) for t in range(1, options.max_total + 1) for p in range(1, t + 1)]
    attributes = {
        "place": CodeAttribute("number", {f"{p}/{t}": p for p, t in pairs}),
        "total": CodeAttribute("number", {f"{p}/{t}": t for p, t in pairs}),
    }
    return ValueType("text", attributes=attributes)


def build_check(field: Field) -> Check:
    """A place that is not beyond the number of people."""
    name, most = field.name, options_of(field, Options).max_total

    def explain(value: object, today: str) -> tuple[Fault, ...]:
        found = _RANK.fullmatch(value) if isinstance(value, str) else None
        if found is None:
            return (fault("not-a-rank", name, actual=shown(value)),)
        place, total = int(found[1]), int(found[2])
        if place > total:
            return (fault("rank-over-total", name, expected=total, actual=place),)
        if total > most:
            return (fault("above-maximum", name, expected=f"{most} 人", actual=f"{total} 人"),)
        return ()

    return Check(ok=lambda value: not explain(value, ""), explain=explain)


def build_input(field: Field) -> UnboundField[Any]:
    """A one-line input."""
    return one_input(field, parse)


def parse(text: str, field: Field) -> str | None:
    """The rank without leading zeros and blanks; other text as it was typed."""
    found = _TYPED.fullmatch(half_width(text).strip())
    return f"{found[1]}/{found[2]}" if found else text.strip() or None


def display(value: object, field: Field) -> str:
    """1/10."""
    return "" if is_empty(value) else str(value)


def sample(field: Field, random: Random) -> str:
    """The first of a few."""
    return f"1/{random.randint(1, min(options_of(field, Options).max_total, 6))}"


def broken(field: Field, random: Random) -> str:
    """A place beyond the number of people."""
    return "3/2"
