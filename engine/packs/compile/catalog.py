"""Code tables and the series catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from engine.packs.compile.reader import Notes, Reader
from engine.packs.model import Branch, Code, CodeTable, Series, Title
from engine.packs.node import Node

ATTRIBUTE_CLASSES: dict[str, tuple[type, ...]] = {
    "text": (str,),
    "date": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
}
ENTRY_KEYS = ("code", "name", "parent", "valid_from", "valid_to")


def compile_codes(node: Node, notes: Notes) -> CodeTable:
    """A code table; the attributes of its entries have the types that it declares."""
    reader = Reader(node, "codes", node_id(node), notes)
    attributes = {name: str(kind.value) for name, kind in reader.entries("attributes").items()}
    entries: dict[str, Code] = {}
    for entry in reader.members("entries", "code"):
        code = _code(entry, attributes)
        if code.code in entries:
            entry.problem("duplicate-code", f"代码 “{code.code}” 重复", key="code")
        entries.setdefault(code.code, code)
    for entry in reader.members("entries", "code"):
        entry.known("parent", entries, "上级代码")
    return CodeTable(
        id=reader.id,
        name=reader.text("name"),
        source=reader.text("source"),
        origin=node,
        entries=entries,
        attributes=attributes,
    )


def compile_series(node: Node, notes: Notes) -> Series:
    """A series with its branches and titles."""
    reader = Reader(node, "series", node_id(node), notes)
    branches = tuple(
        Branch(
            name=branch.text("name"),
            titles=tuple(
                Title(
                    name=title.text("name"),
                    level=title.text("level"),
                    formerly=title.texts("formerly"),
                )
                for title in branch.members("titles", "title")
            ),
        )
        for branch in reader.members("branches", "branch")
    )
    return Series(
        id=reader.id,
        name=reader.text("name"),
        source=reader.text("source"),
        origin=node,
        code=reader.text("code"),
        branches=branches,
    )


def titles_of(series: Series) -> Iterator[Title]:
    """Every title of a series."""
    for branch in series.branches:
        yield from branch.titles


def node_id(node: Node) -> str:
    """The id that a node says, for paths in problems."""
    child = node.get("id")
    return str(child.value) if child is not None else ""


def _code(entry: Reader, attributes: dict[str, str]) -> Code:
    values: dict[str, str | int | float | bool] = {}
    own = entry.node.value if isinstance(entry.node.value, dict) else {}
    for key, node in own.items():
        value = node.value
        if key in ENTRY_KEYS:
            continue
        if key not in attributes:
            entry.unknown_key("", key, node, attributes, "属性")
        elif _fits(value, attributes[key]) and not isinstance(value, dict | list | None):
            values[key] = value
        else:
            entry.problem("wrong-type", f"属性应当是 {attributes[key]}", key=key, node=node)
    return Code(
        code=entry.text("code"),
        name=entry.text("name"),
        parent=entry.text("parent"),
        valid_from=entry.text("valid_from"),
        valid_to=entry.text("valid_to"),
        attributes=values,
    )


def _fits(value: object, kind: str) -> bool:
    if not isinstance(value, ATTRIBUTE_CLASSES.get(kind, ())):
        return False
    if kind == "date":
        return _is_date(str(value))
    return not isinstance(value, bool) or kind == "boolean"


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
