"""Texts with `{expression}` or `{expression|format}` in them, cut into their parts."""

from __future__ import annotations

import re
from typing import cast, get_args

from engine.problems import Position, Problem
from engine.tables.model import Format, Text, TextPart

_BRACED = re.compile(r"\{([^{}]*)\}")
_FORMATS = frozenset(get_args(Format))
_PATH = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+\Z")


def split_text(raw: str, position: Position, problems: list[Problem]) -> Text:
    """Cut `raw` at its braces; a brace without its twin and an empty pair become problems."""
    parts: list[TextPart] = []
    end = 0
    for match in _BRACED.finditer(raw):
        _add_words(parts, raw[end : match.start()], position, problems)
        parts.append(_expression_part(match.group(1), position, problems))
        end = match.end()
    _add_words(parts, raw[end:], position, problems)
    return Text(parts=tuple(parts), position=position)


def is_path(expression: str) -> bool:
    """Is this the plain path of a field, such as `person.name`, and no computation?"""
    return _PATH.match(expression) is not None


def _add_words(
    parts: list[TextPart], words: str, position: Position, problems: list[Problem]
) -> None:
    if "{" in words or "}" in words:
        problems.append(
            Problem(
                position=position,
                code="bad-template",
                message=f"“{words.strip()}” 中的花括号不成对",
                hint="表达式写在一对半角花括号里，例如 {person.name}",
            )
        )
    if words:
        parts.append(TextPart(words=words))


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
    if not expression.strip():
        problems.append(
            Problem(
                position=position,
                code="bad-template",
                message="花括号里没有表达式",
                hint="写出要打印的字段，例如 {person.name}",
            )
        )
    return TextPart(expression=expression.strip(), format=cast("Format", name))
