"""Sections, slots, kinds of record and pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast, get_args

from engine.packs.compile.conditions import (
    read_condition,
    read_required,
    read_template,
    read_threshold,
)
from engine.packs.compile.fields import Draft, finish_field, value_types
from engine.packs.compile.reader import Reader
from engine.packs.model import Kind, Page, PageView, Section, SectionType, Slot
from engine.packs.suggest import did_you_mean
from engine.rules.expression import Scope

KEYS_OF_TYPE: Mapping[str, tuple[str, ...]] = {
    "form": ("fields", "columns"),
    "rows": ("fields", "slots", "min", "max", "columns"),
    "picks": ("kinds", "fields", "slots", "min", "max", "columns"),
    "slots": ("slots",),
    "pledge": ("text", "agree", "fields", "columns"),
}
VIEWS: Mapping[str, PageView] = {view: view for view in get_args(PageView)}
TYPED_KEYS = frozenset(key for keys in KEYS_OF_TYPE.values() for key in keys)


def compile_slots(owner: Reader, key: str, scope: Scope) -> tuple[Slot, ...]:
    """The slots in the list at `key`."""
    return tuple(_slot(reader, scope) for reader in owner.members(key, "slot"))


def compile_kind(reader: Reader, drafts: tuple[Draft, ...]) -> Kind:
    """A kind of record; its conditions see the record alone, which stands in an archive."""
    fields = value_types(drafts)
    scope = Scope({}, {}, fields)
    kind = Kind(
        id=reader.id,
        name=reader.needed("name", "名称"),
        source=reader.text("source"),
        origin=reader.node,
        fields=tuple(finish_field(draft, scope) for draft in drafts),
        slots=compile_slots(reader, "slots", scope),
        title=reader.known("title", fields, "字段"),
        date=reader.known("date", fields, "字段"),
        rank=reader.known("rank", fields, "字段"),
        total=reader.known("total", fields, "字段"),
        unique=reader.all_known("unique", fields, "字段"),
    )
    if kind.date and not fields[kind.date].is_dated:
        reader.problem("wrong-type", f"字段 “{kind.date}” 不是日期", key="date")
    return kind


def compile_section(
    reader: Reader, drafts: tuple[Draft, ...], scope: Scope, kinds: Mapping[str, str]
) -> Section:
    """A section; the fields and slots of rows and picks see their row before the document."""
    kind = section_type(reader)
    inner = scope.of_rows(reader.id) if kind in ("rows", "picks") else scope
    _check_keys(reader, kind)
    return Section(
        id=reader.id,
        name=reader.needed("name", "名称"),
        source=reader.text("source"),
        origin=reader.node,
        type=kind,
        fields=tuple(finish_field(draft, inner) for draft in drafts),
        slots=compile_slots(reader, "slots", inner),
        kinds=reader.all_known("kinds", kinds, "业绩类型"),
        when=read_condition(reader, "when", scope),
        min=read_threshold(reader, "min", scope),
        max=read_threshold(reader, "max", scope),
        fixed=reader.flag("fixed"),
        hint=reader.text("hint"),
        text=reader.text("text"),
        agree=reader.text("agree"),
        columns=reader.whole("columns", 2),
        statement=read_template(reader, "statement", scope),
        done=read_template(reader, "done", scope),
    )


def section_type(reader: Reader) -> SectionType:
    """The type of a section; an unknown one counts as a form and is a problem elsewhere."""
    word = reader.text("type")
    return cast(SectionType, word) if word in KEYS_OF_TYPE else "form"


def compile_page(
    reader: Reader, scope: Scope, sections: tuple[str, ...], categories: tuple[str, ...]
) -> Page:
    """A page of the navigation."""
    view = reader.text("view")
    if view and view not in VIEWS:
        reader.known("view", VIEWS, "固定页面")
    return Page(
        id=reader.id,
        name=reader.needed("name", "名称"),
        source=reader.text("source"),
        origin=reader.node,
        group=reader.text("group"),
        sections=reader.all_known("sections", sections, "模块"),
        categories=reader.all_known("categories", categories, "类别"),
        view=VIEWS.get(view),
        after=reader.all_known("after", sections, "模块"),
        when=read_condition(reader, "when", scope),
        hint=reader.text("hint"),
    )


def _slot(reader: Reader, scope: Scope) -> Slot:
    return Slot(
        id=reader.id,
        name=reader.text("name"),
        source=reader.text("source"),
        origin=reader.node,
        required=read_required(reader, "required", scope),
        when=read_condition(reader, "when", scope),
        types=reader.texts("types"),
        max_mb=reader.number("max_mb", 10),
        max_total_mb=reader.limit("max_total_mb"),
        min_files=reader.whole("min_files", 1),
        max_files=reader.whole("max_files", 10),
        hint=reader.text("hint"),
        template=reader.text("template"),
    )


def _check_keys(reader: Reader, kind: str) -> None:
    """Keys that belong to other types of section would be ignored without a word."""
    word = reader.needed("type", "类型")
    if word and word not in KEYS_OF_TYPE:
        hint = did_you_mean(word, KEYS_OF_TYPE)
        reader.problem("not-a-choice", f"没有模块类型 “{word}”", key="type", hint=hint)
        return
    for key in reader.node.value if isinstance(reader.node.value, dict) else ():
        if key in TYPED_KEYS and key not in KEYS_OF_TYPE[kind]:
            reader.problem(
                "misplaced-key",
                f"{kind} 类型的模块用不到 {key}",
                key=key,
                hint=f"{kind} 类型可以写：{'、'.join(KEYS_OF_TYPE[kind])}",
            )
