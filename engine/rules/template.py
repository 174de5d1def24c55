"""Texts with `{expression}` in them: statements of the report, messages of rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.rules.error import ExpressionError
from engine.rules.numbers import write_number
from engine.rules.scope import ValueType

Run = Callable[[Mapping[str, Any], Mapping[str, Any] | None], Any]
MAX_LENGTH = 4_000


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A value to fill in: how to get it and what it is."""

    run: Run = field(repr=False, compare=False)
    type: ValueType


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A text whose placeholders are filled per application. `reads` as in `Expression`."""

    text: str
    parts: tuple[str | Placeholder, ...]
    reads: frozenset[str] = frozenset()

    def render(self, values: Mapping[str, Any], row: Mapping[str, Any] | None = None) -> str:
        """The text with its values as people write them; empty values leave no trace."""
        return "".join(
            part if isinstance(part, str) else display(part.run(values, row), part.type)
            for part in self.parts
        )


def display(value: Any, type: ValueType) -> str:
    """A value as people read it: 是/否, `2022-06-01`, the name of a code, 12 rather than 12.0."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return write_number(value)
    if isinstance(value, str):
        return type.names.get(value, value)
    if isinstance(value, list | tuple):
        return "、".join(display(member, type) for member in value)
    if isinstance(value, Mapping) and type.type == "range":
        return f"{value.get('from') or ''} 至 {value.get('to') or ''}".strip()
    return ""


def split(text: str) -> Iterator[tuple[str, int | None]]:
    """The pieces of a template: literal texts with None, expressions with their column.

    `{{` and `}}` stand for literal braces; braces inside the quotes of an expression are its own.

    :raises ExpressionError: a brace without its partner, an empty expression, a text too long
    """
    if len(text) > MAX_LENGTH:
        message = f"模板有 {len(text)} 个字符，最多 {MAX_LENGTH} 个"
        raise ExpressionError(message, 1, code="expression-limit")
    literal, position = "", 0
    while position < len(text):
        character = text[position]
        if text[position : position + 2] in ("{{", "}}"):
            literal, position = literal + character, position + 2
        elif character == "{":
            if literal:
                yield literal, None
            literal, end = "", _closing(text, position)
            yield text[position + 1 : end], position + 2
            position = end + 1
        elif character == "}":
            hint = "要显示花括号请写 }}"
            raise ExpressionError("多了一个 “}”", position + 1, hint, code="expression-syntax")
        else:
            literal, position = literal + character, position + 1
    if literal:
        yield literal, None


def _closing(text: str, opening: int) -> int:
    """Where the brace opened at `opening` is closed."""
    quote, position = "", opening + 1
    while position < len(text):
        character = text[position]
        if quote:
            position += character == "\\"
            quote = "" if character == quote else quote
        elif character in "'\"":
            quote = character
        elif character == "}":
            if not text[opening + 1 : position].strip():
                hint = "要显示花括号请写 {{ 与 }}"
                at = opening + 1
                raise ExpressionError("花括号里是空的", at, hint, code="expression-syntax")
            return position
        position += 1
    hint = "要显示花括号请写 {{"
    raise ExpressionError("“{” 没有配对的 “}”", opening + 1, hint, code="expression-syntax")
