"""JSON documents with places: packs and dossiers may come from programs, too."""

from __future__ import annotations

import math
import re
from json.decoder import scanstring  # type: ignore[attr-defined]  # typeshed lacks it

from engine.packs.node import Scalar
from engine.packs.reading.tree import TreeBuilder
from engine.problems import PackError, Position

SPACE = re.compile(r"[ \t\r\n]*")
NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
WORDS: dict[str, Scalar] = {"true": True, "false": False, "null": None}
WORD = re.compile(r"true|false|null")
MAX_NUMBER_LENGTH = 40


def read_json(text: str, file: str, tree: TreeBuilder) -> None:
    """Feed the JSON value of `text` into `tree`.

    :raises PackError: the text is no JSON, or is nested too deeply
    """
    _Reader(text, file, tree).read()


class _Reader:
    def __init__(self, text: str, file: str, tree: TreeBuilder) -> None:
        self._text = text
        self._file = file
        self._tree = tree
        self._at = 0
        self._line = 1
        self._line_start = 0
        self._counted = 0
        self._closers: list[str] = []

    def read(self) -> None:
        self._value()
        while self._closers:
            self._member()
        if self._peek():
            self._fail("多出了内容")

    def _peek(self) -> str:
        space = SPACE.match(self._text, self._at)
        self._at = space.end() if space else self._at
        return self._text[self._at : self._at + 1]

    def _place(self) -> Position:
        breaks = self._text.count("\n", self._counted, self._at)
        if breaks:
            self._line += breaks
            self._line_start = self._text.rfind("\n", self._counted, self._at) + 1
        self._counted = self._at
        return Position(self._file, self._line, self._at - self._line_start + 1)

    def _fail(self, message: str, hint: str = "") -> None:
        self._tree.problem(self._place(), "json-syntax", f"JSON 语法错误：{message}", hint)
        raise PackError(self._tree.problems)

    def _value(self) -> None:
        char = self._peek()
        position = self._place()
        if char in ("{", "["):
            self._at += 1
            self._tree.open({} if char == "{" else [], position)
            self._closers.append("}" if char == "{" else "]")
            if self._peek() == self._closers[-1]:
                self._close()
            elif char == "{":
                self._key()
            else:
                self._value()
        elif char == '"':
            self._tree.scalar(self._string(), position)
        else:
            self._tree.scalar(self._word(), position)

    def _member(self) -> None:
        char = self._peek()
        if char == self._closers[-1]:
            self._close()
        elif char == ",":
            self._at += 1
            if self._closers[-1] == "}":
                self._key()
            else:
                self._value()
        else:
            self._fail(f"这里应当是逗号或 {self._closers[-1]}")

    def _close(self) -> None:
        self._at += 1
        self._closers.pop()
        self._tree.close()

    def _key(self) -> None:
        if self._peek() != '"':
            self._fail("这里应当是加双引号的键")
        position = self._place()
        self._tree.key(self._string(), position)
        if self._peek() != ":":
            self._fail("键后面缺少冒号")
        self._at += 1
        self._value()

    def _string(self) -> str:
        try:
            value, end = scanstring(self._text, self._at + 1, True)
        except ValueError:
            self._fail("文字没有写完整", "检查双引号是否配对，反斜杠的写法是否正确。")
            raise
        if any("\ud800" <= char <= "\udfff" for char in value):
            self._fail("文字里有不成对的 \\u 转义")
        self._at = end
        return str(value)

    def _word(self) -> Scalar:
        if word := WORD.match(self._text, self._at):
            self._at = word.end()
            return WORDS[word.group()]
        number = NUMBER.match(self._text, self._at)
        if number is None:
            self._fail("这里应当有一个值", "文字要加双引号；是或否写 true 或 false。")
            raise AssertionError("unreachable: _fail raises")
        return self._number(number.group())

    def _number(self, text: str) -> Scalar:
        if len(text) > MAX_NUMBER_LENGTH:
            self._fail("数字太长", "编号请写成加双引号的文字。")
        whole = text.lstrip("-").isdigit()
        number = int(text) if whole else float(text)
        if not math.isfinite(number):
            self._fail("数字太大")
        self._at += len(text)
        return number
