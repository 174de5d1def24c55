"""rows: a short table inside a row or a form, e.g. 聘用情况 of a held title (AH-39)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from wtforms.fields.core import UnboundField

from engine.fields.answers import AnswerCheck, build_inputs, sample_row, shown_row
from engine.fields.field_type import (
    Check,
    Fault,
    OptionsContext,
    fault,
    is_empty,
    options_of,
)
from engine.fields.inputs import FormData, rows_input
from engine.fields.option_reader import OptionReader
from engine.packs.model import Field
from engine.packs.node import Node
from engine.rules.scope import ValueType

NAME = "小表"
DESCRIPTION = "一行之内再填若干行，如现有职称下的聘用情况。行里不能再有小表。"
EXAMPLE = """
id: posts
name: 聘用情况
type: rows
max: 10
fields:
  - {id: employer, name: 聘用单位, type: text, max: 60, required: true}
  - {id: begins, name: 聘用开始日期, type: date, required: true}
"""
REQUIRED_OPTIONS: tuple[str, ...] = ("fields",)
OPTIONS_SCHEMA: Mapping[str, Mapping[str, Any]] = {
    "fields": {
        "type": "array",
        "items": {"$ref": "#/$defs/field"},
        "minItems": 1,
        "title": "各列",
        "description": "每一列是一个字段",
    },
    "min": {"type": "integer", "minimum": 0, "title": "最少行数", "description": "含端点"},
    "max": {
        "type": "integer",
        "minimum": 1,
        "maximum": 50,
        "default": 20,
        "title": "最多行数",
        "description": "含端点，默认 20",
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The fields of a row, and how many rows there may be, inclusive."""

    fields: tuple[Field, ...]
    min: int = 0
    max: int = 20


def compile_options(node: Node, context: OptionsContext) -> Options:
    """Read `fields`, `min` and `max`."""
    reader = OptionReader(node, context)
    listed = node.get("fields")
    fields: list[Field] = []
    for index, item in enumerate(listed.items() if listed is not None else ()):
        field = context.compile_field(item, f"{context.path}.fields[{index}]")
        if field is not None and field.type == "rows":
            reader.problem("fields", "wrong-type", f"“{field.name}”：小表里不能再有小表")
        elif field is not None:
            fields.append(field)
    if listed is None:
        reader.problem("fields", "missing-key", "缺少 fields（各列）")
    options = Options(fields=tuple(fields), min=reader.whole("min", 0), max=reader.whole("max", 20))
    reader.span(options.min, options.max)
    return options


def value_type(options: Options) -> ValueType:
    """Expressions only know whether there is something."""
    return ValueType("other")


def build_check(field: Field) -> Check:
    """The number of rows, and every answer in them."""
    options = options_of(field, Options)
    name, low, high = field.name, options.min, options.max
    inside = AnswerCheck(options.fields)

    def explain(value: object, today: str) -> tuple[Fault, ...]:
        if not isinstance(value, list) or not all(isinstance(row, Mapping) for row in value):
            return (fault("not-rows", name),)
        if len(value) < low:
            return (fault("too-few-rows", name, expected=low, actual=len(value)),)
        if len(value) > high:
            return (fault("too-many-rows", name, expected=high, actual=len(value)),)
        found: list[Fault] = []
        for number, row in enumerate(value, 1):
            for faults in inside.faults(row, today, missing=True).values():
                found += [_in_row(name, number, one) for one in faults]
        return tuple(found)

    return Check(ok=lambda value: False, explain=explain)


def _in_row(name: str, number: int, found: Fault) -> Fault:
    inner = f"{name}第 {number} 行的{found.args['name']}"
    return Fault(code=found.code, args={**found.args, "name": inner}, severity=found.severity)


def build_input(field: Field) -> UnboundField[Any]:
    """Row after row of the inputs of its fields, called `<name>-<index>-<field>`."""
    return rows_input(field, read_rows)


_INDEX = re.compile(r"([0-9]{1,4})-(.+)")


def read_rows(sent: FormData, prefix: str, field: Field) -> list[dict[str, object]] | None:
    """The rows sent under `<prefix>-<index>-…`, by index; empty and removed ones are dropped.

    `<prefix>-<index>-id` keeps a row's id; a row without one gets the first free `n1`, `n2` …
    """
    indices = {
        int(found[1])
        for key in sent
        if key.startswith(f"{prefix}-") and (found := _INDEX.fullmatch(key[len(prefix) + 1 :]))
    }
    rows: list[dict[str, object]] = []
    for index in sorted(indices)[: options_of(field, Options).max + 1]:
        start = f"{prefix}-{index}-"
        if any(sent.getlist(f"{start}remove")):
            continue
        form = build_inputs(options_of(field, Options).fields, start)
        form.process(sent)
        answers = {name: bound.data for name, bound in form._fields.items()}
        values = {name: value for name, value in answers.items() if not is_empty(value)}
        if values:
            id = next((str(text) for text in sent.getlist(f"{start}id") if text), "")
            rows.append({"id": id, **values})
    return _with_ids(rows) or None


def _with_ids(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    taken = {row["id"] for row in rows}
    free = (f"n{number}" for number in range(1, 10_000))
    seen: set[object] = set()
    for row in rows:
        if not row["id"] or row["id"] in seen:
            row["id"] = next(id for id in free if id not in taken)
        seen.add(row["id"])
    return rows


def parse(text: str, field: Field) -> str | None:
    """Rows have no text form: what was typed is kept, and the check refuses it."""
    return text.strip() or None


def display(value: object, field: Field) -> str:
    """One line per row, its answers separated by ，."""
    if not isinstance(value, list):
        return "" if is_empty(value) else str(value)
    fields = options_of(field, Options).fields
    return "\n".join(shown_row(fields, row) for row in value if isinstance(row, Mapping))


def sample(field: Field, random: Random) -> list[dict[str, object]]:
    """One row, or as many as are asked for."""
    options = options_of(field, Options)
    count = min(max(options.min, 1), options.max)
    return [{"id": f"n{n}", **sample_row(options.fields, random)} for n in range(1, count + 1)]


def broken(field: Field, random: Random) -> list[dict[str, object]]:
    """One row too many."""
    row = sample(field, random)[0]
    return [{**row, "id": f"n{n}"} for n in range(1, options_of(field, Options).max + 2)]
