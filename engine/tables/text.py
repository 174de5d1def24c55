"""Texts with `{expression}` or `{expression|format}` in them, cut into their parts.

The braces are those of every template of a pack (`engine.rules.template`); a table adds the
format, since the same date is 2022年6月1日 in a sentence and 2022.06 in a narrow column.
"""

from __future__ import annotations

import re
from typing import cast, get_args

from engine.problems import Position, Problem
from engine.rules.error import ExpressionError
from engine.rules.template import split
from engine.tables.model import Format, Text, TextPart

_FORMATS = frozenset(get_args(Format))
_NAME = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*\Z")
_PATH = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+\Z")


def split_text(raw: str, position: Position, problems: list[Problem]) -> Text:
    """Cut `raw` at its braces; unpaired and empty ones and unknown formats become problems."""
    parts: list[TextPart] = []
    try:
        for piece, column in split(raw):
            if column is None:
                parts.append(TextPart(words=piece))
            else:
                parts.append(_expression_part(piece, position, problems))
    except ExpressionError as error:
        problems.append(
            Problem(
                position=position,
                code="bad-template",
                message=f"“{raw}”：{error.message}",
                hint=error.hint or "表达式写在一对半角花括号里，例如 {person.name}",
            )
        )
    return Text(parts=tuple(parts), position=position)


def is_path(expression: str) -> bool:
    """Is this the plain path of a field, such as `person.name`, and no computation?"""
    return _PATH.match(expression) is not None


def is_name(expression: str) -> bool:
    """Is it a path, or the bare id of a row's field?"""
    return _NAME.match(expression) is not None


def _expression_part(inner: str, position: Position, problems: list[Problem]) -> TextPart:
    expression, bar, name = inner.rpartition("|")
    name = name.strip()
    if not bar:
        expression, name = inner, "plain"
    if name not in _FORMATS:
        problems.append(
            Problem(
                position=position,
                code="bad-format",
                message=f"没有“{name}”这种格式",
                hint=f"可用的格式：{'、'.join(get_args(Format))}",
            )
        )
        name = "plain"
    return TextPart(expression=expression.strip(), format=cast("Format", name))
