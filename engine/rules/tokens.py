"""Text of an expression into tokens, each with its column."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from engine.rules.error import ExpressionError

MAX_LENGTH = 2_000
MAX_DIGITS = 15
"""Whole numbers of that many digits are exact in Python and in a browser."""

TokenKind = Literal["number", "duration", "text", "word", "keyword", "symbol", "end"]
KEYWORDS = frozenset({"and", "or", "not", "in", "where", "true", "false", "null"})

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<duration>[0-9]{1,4}[ymd](?!\w))
    | (?P<number>[0-9]+(?:\.[0-9]+)?(?![\w]))
    | (?P<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
    | (?P<word>[^\W\d]\w*)
    | (?P<symbol>==|!=|<=|>=|[-+*/<>()\[\],.])
    )""",
    re.VERBOSE,
)
_SPACE = re.compile(r"\s*")
_WRITTEN_ELSEWHERE = {
    "=": "==",
    "&": "and",
    "|": "or",
    "!": "not",
    "、": ",",
    "。": ".",
    "“": "'",
    "”": "'",
    "‘": "'",
    "’": "'",
    "≥": ">=",
    "≤": "<=",
    "≠": "!=",
    "×": "*",
    "÷": "/",
}


@dataclass(frozen=True, slots=True)
class Token:
    """A word of an expression; `text` is as written but for texts, which lose their quotes."""

    kind: TokenKind
    text: str
    column: int


def read_tokens(text: str) -> Iterator[Token]:
    """The tokens of `text` with columns from 1, and an `end` behind the last.

    :raises ExpressionError: too long, or a character that begins no token
    """
    if len(text) > MAX_LENGTH:
        raise ExpressionError(
            f"表达式有 {len(text)} 个字符，最多 {MAX_LENGTH} 个", 1, code="expression-limit"
        )
    end = len(text.rstrip())
    position = 0
    while position < end:
        match = _TOKEN.match(text, position, end)
        if match is None:
            raise _unreadable(text, _space_after(text, position))
        yield _token(match)
        position = match.end()
    yield Token("end", "", end + 1)


def _space_after(text: str, position: int) -> int:
    match = _SPACE.match(text, position)
    return match.end() if match else position


def _token(match: re.Match[str]) -> Token:
    kind = match.lastgroup or "symbol"
    text, column = match[kind], match.start(kind) + 1
    if kind == "word":
        return Token("keyword" if text in KEYWORDS else "word", text, column)
    if kind == "text":
        return Token("text", re.sub(r"\\(.)", r"\1", text[1:-1], flags=re.DOTALL), column)
    if kind == "duration":
        return Token("duration", text, column)
    if kind == "number":
        if len(text.replace(".", "")) > MAX_DIGITS:
            raise ExpressionError(
                f"数字 {text} 太长，最多 {MAX_DIGITS} 位", column, code="expression-limit"
            )
        return Token("number", text, column)
    return Token("symbol", text, column)


def _unreadable(text: str, position: int) -> ExpressionError:
    """The mistake at a character that begins no token, with the usual slip behind it."""
    character, column = text[position], position + 1
    if character in "'\"":
        return ExpressionError(
            "引号没有成对", column, "文字写在一对引号里，如 '破格'", code="expression-syntax"
        )
    if character in "0123456789":
        word = re.match(r"[\w.]+", text[position:])
        shown = word[0] if word else character
        hint = "数字写作 12 或 0.5，时长写作 5y（年）、18m（月）、30d（天）"
        return ExpressionError(f"看不懂 “{shown}”", column, hint, code="expression-syntax")
    plain = _WRITTEN_ELSEWHERE.get(character) or unicodedata.normalize("NFKC", character)
    hint = f"是不是想写 “{plain}”？" if plain != character and plain.isascii() else ""
    return ExpressionError(f"看不懂字符 “{character}”", column, hint, code="expression-syntax")
