"""date_range: from one day or month to another, e.g. 2019-09 至 2022-06 or 至今.

Stored as `{from: 2019-09, to: 2022-06}`; `to` is null where the range is open (至今).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from wtforms.fields.core import UnboundField

from engine.fields.date_check import FUTURE_SCHEMA, moment_faults, read_moment, sample_day, spoken
from engine.fields.field_type import (
    Check,
    Fault,
    OptionsContext,
    fault,
    is_empty,
    options_of,
    shown,
)
from engine.fields.inputs import parts_input
from engine.fields.option_reader import OptionReader
from engine.packs.model import Field
from engine.packs.node import Node
from engine.rules.scope import ValueType

NAME = "起止时间"
DESCRIPTION = "开始和结束时间，精确到日或月。open: true 时结束可以留空，表示“至今”。"
EXAMPLE = "{id: period, name: 起止时间, type: date_range, precision: month, open: true}"
REQUIRED_OPTIONS: tuple[str, ...] = ()
PRECISIONS = ("day", "month")
OPTIONS_SCHEMA: Mapping[str, Mapping[str, Any]] = {
    "precision": {
        "enum": list(PRECISIONS),
        "default": "day",
        "title": "精度",
        "description": "day 到日，month 到月；默认 day",
    },
    "open": {
        "type": "boolean",
        "default": False,
        "title": "可以至今",
        "description": "true：结束时间可以留空，表示至今",
    },
    "future": FUTURE_SCHEMA,
}

UNTIL_NOW = "至今"
_BETWEEN = re.compile(r"\s*(?:至|到|~|～|—+|–|/(?=\s*[0-9]{4}[-年]))\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`month` = precise to months; `open` = the end may be left out; `future` as in date."""

    month: bool = False
    open: bool = False
    future: bool = True


def compile_options(node: Node, context: OptionsContext) -> Options:
    """Read `precision`, `open` and `future`."""
    reader = OptionReader(node, context)
    precision = reader.text("precision", "day")
    reader.one_of("precision", precision, PRECISIONS)
    return Options(
        month=precision == "month", open=reader.flag("open"), future=reader.flag("future", True)
    )


def value_type(options: Options) -> ValueType:
    """A range: expressions know its `from` and `to`."""
    return ValueType("range", month=options.month)


def build_check(field: Field) -> Check:
    """Both ends exist, or the open one is left out; the end is not before the start."""
    options = options_of(field, Options)
    name, month, future = field.name, options.month, options.future

    def explain(value: object, today: str) -> tuple[Fault, ...]:
        if not isinstance(value, Mapping):
            return (fault("not-a-range", name, actual=shown(value)),)
        start, end = value.get("from"), value.get("to")
        if is_empty(start):
            return (fault("range-without-start", name),)
        if is_empty(end) and not options.open:
            return (fault("range-without-end", name),)
        ends = (start,) if is_empty(end) else (start, end)
        for moment in ends:
            faults = moment_faults(name, moment, ("", ""), future, month, today)
            if faults:
                return faults
        if not is_empty(end) and str(end) < str(start):
            return (fault("range-inverted", name, expected=str(start), actual=str(end)),)
        return ()

    return Check(ok=lambda value: future and not explain(value, ""), explain=explain)


def build_input(field: Field) -> UnboundField[Any]:
    """Two date inputs, called `<name>-from` and `<name>-to`."""

    def read(sent: Sequence[str], answer: Field) -> object:
        return _range(sent[0], sent[1], answer)

    return parts_input(field, ("from", "to"), read)


def parse(text: str, field: Field) -> Mapping[str, object] | str | None:
    """The range typed as 2019-09 至 2022-06 or 2019-09 至今; other text as it was typed."""
    typed = text.strip()
    if not typed:
        return None
    if typed.endswith(UNTIL_NOW):
        return _range(typed.removesuffix(UNTIL_NOW), "", field)
    ends = _BETWEEN.split(typed)
    return _range(ends[0], ends[1], field) if len(ends) == 2 else typed


def _range(start: str, end: str, field: Field) -> Mapping[str, object] | None:
    month = options_of(field, Options).month
    ended = "" if end.strip() == UNTIL_NOW else end
    value = {"from": read_moment(start, month), "to": read_moment(ended, month)}
    return value if any(value.values()) else None


def display(value: object, field: Field) -> str:
    """2019年9月 至 2022年6月, or 2019年9月 至今."""
    if not isinstance(value, Mapping):
        return "" if is_empty(value) else str(value)
    start, end = spoken(value.get("from")), spoken(value.get("to"))
    if end:
        return f"{start} 至 {end}"
    return f"{start} {UNTIL_NOW}" if start and options_of(field, Options).open else start


def sample(field: Field, random: Random) -> Mapping[str, object]:
    """Some years of the past."""
    cut = 7 if options_of(field, Options).month else 10
    start = sample_day(random, "2008-01-01", "2014-12-28")
    end = sample_day(random, "2015-01-01", "2020-12-28")
    return {"from": start[:cut], "to": end[:cut]}


def broken(field: Field, random: Random) -> Mapping[str, object]:
    """An end before its start."""
    value = sample(field, random)
    return {"from": value["to"], "to": value["from"]}
