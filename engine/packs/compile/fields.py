"""Fields in two steps: first their options, which give types to names, then their conditions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from engine.fields import FIELD_TYPES, OptionsContext
from engine.packs.compile.conditions import read_condition, read_required
from engine.packs.compile.reader import Notes, Reader
from engine.packs.model import CodeTable, Field
from engine.packs.node import Node
from engine.packs.schemas.fields import field_keys
from engine.packs.suggest import did_you_mean
from engine.rules.expression import Scope, ValueType


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A field whose options are known and whose conditions still wait for the names."""

    reader: Reader
    type: str
    options: Any
    value_type: ValueType


def draft_fields(
    owner: Reader, key: str, codes: Mapping[str, CodeTable], reserved: frozenset[str]
) -> tuple[Draft, ...]:
    """The fields in the list at `key` of a section or kind; `reserved` ids are refused."""
    readers = {reader.id: reader for reader in owner.members(key, "field")}
    siblings = {id: reader.node for id, reader in readers.items()}
    drafts = [draft_field(reader, codes, siblings) for reader in readers.values()]
    for reader in readers.values():
        if reader.id in reserved:
            reader.problem(
                "reserved-id",
                f"“{reader.id}” 是平台保留的名字，不能作为字段的编号",
                key="id",
                hint=f"保留的有：{'、'.join(sorted(reserved))}",
            )
    return tuple(draft for draft in drafts if draft is not None)


def draft_field(
    reader: Reader, codes: Mapping[str, CodeTable], siblings: Mapping[str, Node]
) -> Draft | None:
    """One field, or None if its type is unknown, which is noted."""
    type_name = reader.needed("type", "类型")
    field_type = FIELD_TYPES.get(type_name)
    if field_type is None:
        if type_name:
            hint = did_you_mean(type_name, FIELD_TYPES)
            reader.problem("not-a-choice", f"没有字段类型 “{type_name}”", key="type", hint=hint)
        return None
    _check_keys(reader, type_name)
    context = OptionsContext(
        problems=reader.notes.problems,
        compile_field=lambda node, path: _nested_field(node, path, codes, reader.notes),
        codes=codes,
        siblings=siblings,
        path=reader.path,
    )
    options = field_type.compile_options(reader.node, context)
    return Draft(
        reader=reader,
        type=type_name,
        options=options,
        value_type=field_type.value_type(options),
    )


def finish_field(draft: Draft, scope: Scope) -> Field:
    """The field with its conditions compiled in `scope`."""
    reader = draft.reader
    return Field(
        id=reader.id,
        name=reader.needed("name", "名称"),
        source=reader.text("source"),
        origin=reader.node,
        type=draft.type,
        options=draft.options,
        required=read_required(reader, "required", scope),
        when=read_condition(reader, "when", scope),
        hint=reader.text("hint"),
        readonly=reader.flag("readonly"),
        printed=reader.flag("printed", default=True),
        done=reader.text("done"),
        at_most=reader.text("at_most"),
        prefill=reader.text("prefill"),
        sensitive=reader.text("sensitive"),
        names=reader.text("names"),
    )


def value_types(drafts: tuple[Draft, ...]) -> dict[str, ValueType]:
    """What expressions see of the fields, by id."""
    return {draft.reader.id: draft.value_type for draft in drafts}


def nested_types(drafts: tuple[Draft, ...]) -> dict[str, dict[str, ValueType]]:
    """What expressions see of the rows inside rows: by the id of the field that holds them."""
    return {
        draft.reader.id: {
            field.id: FIELD_TYPES[field.type].value_type(field.options)
            for field in draft.options.fields
        }
        for draft in drafts
        if draft.type == "rows"
    }


def broken_names(owner: Reader, key: str, drafts: tuple[Draft, ...]) -> Iterator[str]:
    """The ids of fields that could not be compiled, so that using them is no second problem."""
    good = {draft.reader.id for draft in drafts}
    yield from (reader.id for reader in owner.members(key, "field") if reader.id not in good)


def _nested_field(
    node: Node, path: str, codes: Mapping[str, CodeTable], notes: Notes
) -> Field | None:
    """A field of the rows of a field; its conditions see nothing but itself.

    Rows within an answer are judged one field at a time, so no names are in scope.
    """
    draft = draft_field(Reader(node, "field", path, notes), codes, {})
    if draft is None:
        return None
    return finish_field(draft, Scope({}, {}, {draft.reader.id: draft.value_type}))


def _check_keys(reader: Reader, type_name: str) -> None:
    """Options of another type can come together when layers are merged."""
    known = field_keys(type_name)
    for key in reader.node.value if isinstance(reader.node.value, dict) else ():
        if key not in known:
            reader.problem(
                "unknown-key",
                f"{type_name} 类型的字段没有 “{key}” 这个键",
                key=key,
                hint=did_you_mean(key, sorted(known)),
            )
