"""Expressions in a table's texts: the names of one standard, compiled once and evaluated often."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from engine.fields import FIELD_TYPES
from engine.packs.model import Field, Section, Standard
from engine.problems import Problem
from engine.rules.expression import (
    Expression,
    ExpressionError,
    Scope,
    ValueType,
    compile_expression,
)
from engine.tables.bindings import furniture_texts, texts_of
from engine.tables.model import Table
from engine.tables.text import is_name

_TEXT = ValueType("text")
_NUMBER = ValueType("number")
_DATE = ValueType("date")
_PLAN = {"year": _NUMBER, "cutoff": _DATE, "opens": _DATE, "closes": _DATE}
_APPLICATION = ("mode", "standard", "series", "branch", "title", "level")


def evaluate(text: str, standard: Standard, values: Mapping[str, Any]) -> object:
    """The value of an expression for an application's `values`, None where it is empty.

    :raises ExpressionError: it cannot be understood; `lint` finds that before anybody prints
    """
    return _compiled(text, standard).evaluate(values)


def expression_problems(table: Table, standard: Standard) -> Iterator[Problem]:
    """Every expression of the table's texts that this standard's answers cannot evaluate.

    Plain paths are none of it: `bindings` names them, and lint holds them against the questions.
    """
    blocks = (text for block in table.blocks for text in texts_of(block))
    for text in (*blocks, *furniture_texts(table)):
        for part in text.parts:
            if not part.expression or is_name(part.expression):
                continue
            try:
                compile_expression(part.expression, table_scope(standard), text.position)
            except ExpressionError as error:
                yield error.problem(f"{{{part.expression}}}")


@lru_cache(maxsize=512)
def _compiled(text: str, standard: Standard) -> Expression:
    return compile_expression(text, table_scope(standard))


@lru_cache(maxsize=64)
def table_scope(standard: Standard) -> Scope:
    """The names that a table of this standard may use, as rules know them."""
    scalars = {f"application.{name}": _TEXT for name in _APPLICATION}
    lists: dict[str, Mapping[str, ValueType]] = {}
    for section in standard.sections:
        if section.type in ("form", "pledge"):
            for field in section.fields:
                scalars[f"{section.id}.{field.id}"] = _type_of(field)
        if section.type in ("rows", "picks"):
            lists[section.id] = _row_types(section, standard)
        for slot in section.slots:
            scalars[f"files.{slot.id}"] = _NUMBER
    scalars |= {f"plan.{name}": type for name, type in _PLAN.items()}
    for computed in standard.computed:
        scalars[f"computed.{computed.id}"] = computed.value.value_type
    return Scope(scalars, lists)


def _row_types(section: Section, standard: Standard) -> dict[str, ValueType]:
    kinds = [standard.kinds[kind] for kind in section.kinds if kind in standard.kinds]
    fields = [field for kind in kinds for field in kind.fields] + list(section.fields)
    return {"id": _TEXT, "kind": _TEXT, **{field.id: _type_of(field) for field in fields}}


def _type_of(field: Field) -> ValueType:
    return FIELD_TYPES[field.type].value_type(field.options)
