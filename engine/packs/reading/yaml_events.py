"""YAML documents, read from libyaml's event stream.

Only events are safe to ask for: libyaml's own composer recurses in C, and 200,000 opening
brackets kill the process. What packs may not use (anchors, aliases, merge keys, tags, several
documents) is refused here with its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from engine.packs.reading.scalars import plain_value, suspicion
from engine.packs.reading.syntax import explain
from engine.packs.reading.tree import TreeBuilder
from engine.problems import PackError, Position

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(text: str, file: str, tree: TreeBuilder) -> None:
    """Feed the only document of `text` into `tree`.

    :raises PackError: the text is no YAML, or is nested too deeply
    """
    reader = _Reader(text, file, tree)
    try:
        for event in _events(text):
            reader.take(event)
    except yaml.MarkedYAMLError as error:
        mark = _mark(error)
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        message, hint = explain(error, text, line, column)
        tree.problem(Position(file, line, column), "yaml-syntax", message, hint)
        raise PackError(tree.problems) from None


def _mark(error: yaml.MarkedYAMLError) -> yaml.Mark | None:
    """Where the mistake is: libyaml misses a colon only on the line after its key."""
    if error.context_mark is not None and "expected ':'" in (error.problem or ""):
        return error.context_mark
    return error.problem_mark or error.context_mark


def _events(text: str) -> Iterator[yaml.Event]:
    events: Iterator[yaml.Event] = yaml.parse(text, Loader=Loader)
    return events


class _Reader:
    def __init__(self, text: str, file: str, tree: TreeBuilder) -> None:
        self._lines = text.split("\n")
        self._file = file
        self._tree = tree
        self._flow: list[bool] = []
        self._documents = 0

    def take(self, event: yaml.Event) -> None:
        kind = event.__class__
        if kind is yaml.ScalarEvent:
            self._scalar(event)
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            self._start(event, kind is yaml.SequenceStartEvent)
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self._tree.close()
            self._flow.pop()
        elif kind is yaml.AliasEvent:
            self._alias(event)
        elif kind is yaml.DocumentStartEvent:
            self._document(event)

    def _place(self, event: Any) -> Position:
        mark = event.start_mark
        return Position(self._file, mark.line + 1, mark.column + 1)

    def _text_place(self, event: Any) -> Position:
        """Where the text of a quoted or block scalar begins, so that columns in it fit."""
        mark = event.start_mark
        if event.style in ("'", '"'):
            return Position(self._file, mark.line + 1, mark.column + 2)
        for number in range(mark.line + 1, len(self._lines)):
            row = self._lines[number]
            if row.strip():
                return Position(self._file, number + 1, len(row) - len(row.lstrip(" ")) + 1)
        return self._place(event)

    def _scalar(self, event: Any) -> None:
        if event.anchor is not None or event.tag is not None:
            self._refuse_decorations(event)
        plain = event.style is None or event.style == ""
        position = self._place(event) if plain else self._text_place(event)
        if self._tree.wants_key:
            self._key(event.value, position, plain)
            return
        text: str = event.value
        value = plain_value(text) if plain else text
        if plain and value is text:
            self._warn(text, position)
        self._tree.scalar(value, position)

    def _warn(self, text: str, position: Position) -> None:
        in_flow_list = bool(self._flow) and self._flow[-1]
        doubt = suspicion(text, in_flow_list=in_flow_list)
        if doubt is not None:
            code, message, hint = doubt
            self._tree.problem(position, code, message, hint, severity="warning")

    def _key(self, text: str, position: Position, plain: bool) -> None:
        if plain and text == "<<":
            self._tree.problem(
                position,
                "yaml-merge-key",
                "不支持合并键 <<",
                "要沿用别处的内容，请用 extends，或直接写出来。",
            )
        elif plain and not isinstance(plain_value(text), str):
            self._tree.problem(
                position,
                "not-text-key",
                f"键 {text or '（空）'} 不是文字",
                f"请加引号：'{text}'。",
            )
        self._tree.key(text, position)

    def _start(self, event: Any, is_list: bool) -> None:
        if event.anchor is not None or event.tag is not None:
            self._refuse_decorations(event)
        if self._tree.wants_key:
            self._tree.problem(
                self._place(event),
                "not-text-key",
                "键必须是文字，不能是列表或映射",
                "检查这里是否多写了 ? 或括号；含有 { 或 [ 的文字请加引号。",
            )
            raise PackError(self._tree.problems)  # libyaml gets slow on keys within keys
        self._tree.open([] if is_list else {}, self._place(event))
        self._flow.append(is_list and bool(event.flow_style))

    def _alias(self, event: Any) -> None:
        self._tree.problem(
            self._place(event),
            "yaml-alias",
            f"不支持引用 *{event.anchor}",
            "以 * 开头的文字请加引号；要沿用别处的内容，请用 extends，或直接写出来。",
        )
        if self._tree.wants_key:
            self._tree.key(f"*{event.anchor}", self._place(event))
        else:
            self._tree.scalar(None, self._place(event))

    def _refuse_decorations(self, event: Any) -> None:
        if event.anchor is not None:
            self._tree.problem(
                self._place(event),
                "yaml-anchor",
                f"不支持锚点 &{event.anchor}",
                "以 & 开头的文字请加引号；要沿用别处的内容，请用 extends，或直接写出来。",
            )
        if event.tag is not None:
            self._tree.problem(
                self._place(event),
                "yaml-tag",
                f"不支持类型标签 {event.tag}",
                "直接写值；以 ! 开头的文字请加引号。",
            )

    def _document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            self._tree.problem(
                self._place(event),
                "yaml-documents",
                "一个文件只能有一份文档",
                "删去多余的 ---，或拆成几个文件。",
            )
            raise PackError(self._tree.problems)
