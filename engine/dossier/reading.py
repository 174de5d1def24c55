"""Reads dossiers from JSON data and from YAML or JSON text.

Reading is total: what has the wrong shape is left out and named in the dossier's `problems`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.dossier.usual import read_file, usual_files, usual_rows
from engine.dossier.values import NO_FILES, Application, Dossier, File, Files, Row
from engine.packs.node import Node
from engine.packs.reading import read_document
from engine.packs.suggest import did_you_mean
from engine.problems import PackError, Position, Problem


def dossier_from(data: object, name: str = "") -> Dossier:
    """The dossier that JSON `data` describes; `name` is the file for the places of problems."""
    return _Reader(name).dossier(data)


def parse_dossier(text: str | bytes, name: str = "dossier") -> Dossier:
    """The dossier written in YAML, or in JSON if `name` ends in `.json`; problems have places.

    :raises PackError: the text cannot be read, or its `kind` is not `dossier`
    """
    root = read_document(text, name).root
    kind = root.get("kind")
    if kind is None or kind.value != "dossier":
        place = root.position if kind is None else kind.position
        message = "这不是申报材料：应写有 kind: dossier"
        raise PackError([Problem(position=place, code="wrong-kind", message=message)])
    return _Reader(name, root).dossier(root.plain())


KEYS = ("kind", "plan", "application", "sections", "rows", "files")
APPLICATION_KEYS = ("mode", "standard", "branch", "title")


class _Reader:
    """Takes JSON apart, noting what does not fit and going on with the rest."""

    def __init__(self, name: str, root: Node | None = None) -> None:
        self.name = name
        self.root = root
        self.problems: list[Problem] = []

    def dossier(self, data: object) -> Dossier:
        top = self.mapping(data)
        self.only(KEYS, top)
        sections = self.mapping(top.get("sections"), "sections")
        rows = self.mapping(top.get("rows"), "rows")
        return Dossier(
            plan=self.text(top, "plan"),
            application=self.application(top.get("application")),
            sections={key: self.mapping(value, "sections", key) for key, value in sections.items()},
            rows={key: self.rows(value, "rows", key) for key, value in rows.items()},
            files=self.files(top.get("files"), "files"),
            problems=tuple(self.problems),
        )

    def application(self, data: object) -> Application:
        chosen = self.mapping(data, "application")
        self.only(APPLICATION_KEYS, chosen, "application")
        return Application(
            mode=self.text(chosen, "mode", "application"),
            standard=self.text(chosen, "standard", "application"),
            branch=self.text(chosen, "branch", "application"),
            title=self.text(chosen, "title", "application"),
        )

    def rows(self, data: object, *path: str | int) -> tuple[Row, ...]:
        usual = usual_rows(data)
        return self.odd_rows(data, *path) if usual is None else usual

    def odd_rows(self, data: object, *path: str | int) -> tuple[Row, ...]:
        found = []
        seen: set[str] = set()
        for index, item in enumerate(self.items(data, *path)):
            if not isinstance(item, dict):
                self.wrong("一行内容（键: 值）", item, *path, index)
                continue
            row = self.row(item, *path, index)
            if row.id in seen:
                self.problem("duplicate-id", f"行的编号 “{row.id}” 重复", *path, index)
                continue
            seen.add(row.id)
            found.append(row)
        return tuple(found)

    def row(self, data: dict[str, Any], *path: str | int) -> Row:
        id = self.text(data, "id", *path)
        if not id:
            # a row written by hand needs no id of its own
            id = f"{path[-2]}_{path[-1]}"
            data = {**data, "id": id}
        files = data.get("files")
        return Row(
            id=id,
            record=self.text(data, "record", *path),
            kind=self.text(data, "kind", *path),
            status=self.text(data, "status", *path),
            values=data,
            files=self.files(files, *path, "files") if files else NO_FILES,
        )

    def files(self, data: object, *path: str | int) -> Files:
        usual = usual_files(data)
        if usual is not None:
            return usual
        slots = self.mapping(data, *path)
        return {slot: self.slot(value, *path, slot) for slot, value in slots.items()}

    def slot(self, data: object, *path: str | int) -> tuple[File, ...]:
        found = []
        for index, item in enumerate(self.items(data, *path)):
            file = read_file(item)
            if file is None:
                self.wrong("文件（id、name、type、bytes）", item, *path, index)
            else:
                found.append(file)
        return tuple(found)

    def items(self, data: object, *path: str | int) -> list[object]:
        if data is None or isinstance(data, list):
            return data or []
        self.wrong("列表", data, *path)
        return []

    def mapping(self, data: object, *path: str | int) -> dict[str, Any]:
        if data is None:
            return {}
        if not isinstance(data, dict):
            self.wrong("“键: 值”的形式", data, *path)
            return {}
        if set(map(type, data)) <= _TEXT:
            return data
        self.wrong("文字作键", next(k for k in data if type(k) is not str), *path)
        return {key: value for key, value in data.items() if isinstance(key, str)}

    def only(self, known: tuple[str, ...], data: Mapping[str, object], *path: str | int) -> None:
        """A misspelt key would lose everything below it without a word."""
        for key in data:
            if key not in known:
                message = f"没有 “{key}” 这个键，其中的内容不计入。{did_you_mean(key, known)}"
                self.problem("unknown-key", message, *path, key)

    def text(self, data: Mapping[str, object], key: str, *path: str | int) -> str:
        value = data.get(key)
        if value is None or isinstance(value, str):
            return value or ""
        self.wrong("文字", value, *path, key)
        return ""

    def wrong(self, expected: str, actual: object, *path: str | int) -> None:
        kind = _KINDS.get(type(actual), "其他内容")
        self.problem("wrong-type", f"应为{expected}，当前为{kind}", *path)

    def problem(self, code: str, message: str, *path: str | int) -> None:
        where = Position(self.name, 1, 1) if self.root is None else self.root.at(*path)
        dotted = "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in path).lstrip(".")
        self.problems.append(Problem(position=where, code=code, message=message, path=dotted))


_TEXT = frozenset([str])
_KINDS: Mapping[type, str] = {
    dict: "“键: 值”",
    list: "列表",
    str: "文字",
    int: "数字",
    float: "数字",
    bool: "是/否",
    type(None): "空",
}
