"""code: an entry of a code table, e.g. 民族 of GB/T 3304; cascades by `parent`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as attribute
from random import Random
from typing import Any

from wtforms.fields.core import UnboundField

from engine.codes import children, name_of, valid_on
from engine.fields.field_type import (
    Check,
    Fault,
    OptionsContext,
    Quick,
    fault,
    options_of,
    shown,
)
from engine.fields.inputs import one_input
from engine.fields.option_reader import OptionReader
from engine.packs.model import Code, CodeTable, Field
from engine.packs.node import Node
from engine.rules.scope import CodeAttribute, TypeName, ValueType

NAME = "代码"
DESCRIPTION = (
    "从代码表中选一项，存储代码，显示名称。parent 指定上级字段时只能选其下级；"
    "代码有起止日期的，只能选今天有效的，填历史情况时可写 expired: true。"
)
EXAMPLE = "{id: nation, name: 民族, type: code, table: ethnic}"
REQUIRED_OPTIONS: tuple[str, ...] = ("table",)
OPTIONS_SCHEMA: Mapping[str, Mapping[str, Any]] = {
    "table": {"type": "string", "title": "代码表", "description": "代码表的 id"},
    "parent": {
        "type": "string",
        "title": "上级字段",
        "description": "同一模块中另一个代码字段的 id，只能选其所选代码的下级",
    },
    "top": {
        "type": "boolean",
        "default": False,
        "title": "只选最上级",
        "description": "true：只列出没有上级的代码，如省级行政区划",
    },
    "only": {
        "type": "array",
        "items": {"type": "string"},
        "title": "只用其中",
        "description": "只列出这些代码",
    },
    "expired": {
        "type": "boolean",
        "default": False,
        "title": "可选已停用的",
        "description": "true：不看代码的起止日期",
    },
}

_TYPES: Mapping[str, TypeName] = {
    "integer": "number",
    "number": "number",
    "text": "text",
    "boolean": "boolean",
    "date": "date",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The table, and which of its entries may be chosen by their code.

    `parent` is the id of the field beside this one whose code must be the entry's parent.
    """

    table: CodeTable = attribute(repr=False, compare=False)
    entries: Mapping[str, Code] = attribute(repr=False, compare=False)
    parent: str = ""
    expired: bool = False


def compile_options(node: Node, context: OptionsContext) -> Options:
    """Read `table`, `parent`, `top`, `only` and `expired`."""
    reader = OptionReader(node, context)
    table = _table(reader)
    only = reader.texts("only")
    for code in only:
        if table.entries and code not in table.entries:
            reader.problem("only", "unknown-reference", f"代码表 {table.id} 没有代码 “{code}”")
    entries = table.entries
    if reader.flag("top"):
        entries = {code: entry for code, entry in entries.items() if not entry.parent}
    if only:
        entries = {code: entry for code, entry in entries.items() if code in only}
    parent = _parent(reader)
    if parent:
        entries = {code: entry for code, entry in entries.items() if entry.parent}
    return Options(table=table, entries=entries, parent=parent, expired=reader.flag("expired"))


def _table(reader: OptionReader) -> CodeTable:
    id = reader.text("table")
    if not id:
        reader.problem("table", "missing-key", "缺少 table（代码表）")
    else:
        reader.one_of("table", id, reader.context.codes)
    found = reader.context.codes.get(id)
    return found or CodeTable(id=id, name=id, entries={}, origin=reader.node)


def _parent(reader: OptionReader) -> str:
    parent = reader.text("parent")
    reader.one_of("parent", parent, reader.context.siblings)
    beside = reader.context.siblings.get(parent)
    kind = beside.get("type") if beside is not None else None
    if kind is not None and kind.value != "code":
        reader.problem("parent", "wrong-type", f"上级字段 “{parent}” 应是 code 类型")
    return parent


def value_type(options: Options) -> ValueType:
    """Text, one of the codes; expressions know the attributes of the table."""
    names = {code: entry.name for code, entry in options.entries.items()}
    attributes = {
        key: CodeAttribute(_TYPES.get(kind, "text"), _values(options, key))
        for key, kind in options.table.attributes.items()
    }
    return ValueType("text", tuple(names), names=names, attributes=attributes)


def _values(options: Options, key: str) -> Mapping[str, str | int | float | bool]:
    entries = options.table.entries
    return {code: e.attributes[key] for code, e in entries.items() if key in e.attributes}


def build_check(field: Field) -> Check:
    """An entry of the table, valid today unless expired ones may be chosen."""
    options = options_of(field, Options)
    name, entries, table = field.name, options.entries, options.table
    dated = not options.expired and any(e.valid_from or e.valid_to for e in entries.values())

    def explain(value: object, today: str) -> tuple[Fault, ...]:
        entry = entries.get(value) if isinstance(value, str) else None
        if entry is None:
            return (fault("unknown-code", name, expected=table.name, actual=shown(value)),)
        if dated and not valid_on(entry, today):
            return (fault("code-not-valid", name, actual=entry.name, today=today),)
        return ()

    def ok(value: object) -> bool:
        return not dated and isinstance(value, str) and value in entries

    quick = None if dated else Quick(shape="one_of", members=entries.keys())
    return Check(ok=ok, explain=explain, quick=quick)


def below_faults(field: Field, value: object, parent: object) -> tuple[Fault, ...]:
    """Whether the code stands below `parent`, the answer to the field that `parent` names."""
    options = options_of(field, Options)
    entry = options.entries.get(value) if isinstance(value, str) else None
    if entry is None or not isinstance(parent, str) or not parent or entry.parent == parent:
        return ()
    above = name_of(options.table, parent)
    return (fault("code-not-below", field.name, expected=above, actual=entry.name),)


def offered(field: Field, parent: object = None) -> tuple[Code, ...]:
    """The entries to choose from: those below `parent` if the field has one and it is answered."""
    options = options_of(field, Options)
    if options.parent and isinstance(parent, str) and parent:
        below = children(options.table, parent)
        return tuple(entry for entry in below if entry.code in options.entries)
    return tuple(options.entries.values())


def build_input(field: Field) -> UnboundField[Any]:
    """A select."""
    return one_input(field, parse)


def parse(text: str, field: Field) -> str | None:
    """The code; a name that only one entry has is taken, too."""
    typed = text.strip()
    entries = options_of(field, Options).entries
    if not typed or typed in entries:
        return typed or None
    named = [code for code, entry in entries.items() if entry.name == typed]
    return named[0] if len(named) == 1 else typed


def display(value: object, field: Field) -> str:
    """The name of the code."""
    return name_of(options_of(field, Options).table, value)


def sample(field: Field, random: Random) -> str:
    """Any entry that has no validity dates."""
    entries = options_of(field, Options).entries.values()
    lasting = [e.code for e in entries if not e.valid_from and not e.valid_to]
    return random.choice(lasting or [e.code for e in entries] or [""])


def broken(field: Field, random: Random) -> str:
    """No entry of the table."""
    return "不存在的代码"
