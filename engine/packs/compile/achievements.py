"""Categories, their items and what these accept."""

from __future__ import annotations

from typing import Literal

from engine.packs.compile.conditions import read_condition, read_threshold
from engine.packs.compile.counts import CountNames, read_within
from engine.packs.compile.reader import Reader
from engine.packs.model import Accept, Category, Item
from engine.packs.node import Node


def compile_category(reader: Reader, names: CountNames) -> Category:
    """A category with its items."""
    count: Literal["records", "items"] = "items" if reader.text("count") == "items" else "records"
    return Category(
        id=reader.id,
        name=reader.needed("name", "名称"),
        source=reader.text("source"),
        origin=reader.node,
        items=tuple(_item(item, names) for item in reader.members("items", "item")),
        min=read_threshold(reader, "min", names.scope),
        max=read_threshold(reader, "max", names.scope),
        count=count,
        when=read_condition(reader, "when", names.scope),
        hint=reader.text("hint"),
    )


def accepted_kinds(item: Reader) -> tuple[str, ...]:
    """The ids of the kinds that an item accepts, as they are written."""
    node = item.get("accepts")
    return tuple(_kind_of(member) for member in node.items()) if node else ()


def _kind_of(node: Node) -> str:
    kind = node.get("kind") if isinstance(node.value, dict) else node
    return str(kind.value) if kind is not None else ""


def _item(reader: Reader, names: CountNames) -> Item:
    return Item(
        id=reader.id,
        name=reader.needed("name", "名称"),
        source=reader.text("source"),
        origin=reader.node,
        accepts=_accepts(reader, names),
        min=read_threshold(reader, "min", names.scope),
        max=read_threshold(reader, "max", names.scope),
        when=read_condition(reader, "when", names.scope),
        hint=reader.text("hint"),
    )


def _accepts(reader: Reader, names: CountNames) -> tuple[Accept, ...]:
    node = reader.get("accepts")
    if node is None:
        reader.problem("missing-key", "缺少 accepts（接受什么业绩）", hint="请补上 accepts。")
        return ()
    found = []
    for index, member in enumerate(node.items()):
        accept = _accept(reader, index, member, names)
        if accept is not None:
            found.append(accept)
    return tuple(found)


def _accept(reader: Reader, index: int, member: Node, names: CountNames) -> Accept | None:
    if not isinstance(member.value, dict):
        if not reader.refers(member, f"accepts[{index}]", names.kinds, "业绩类型"):
            return None
        return Accept(kind=str(member.value))
    below = Reader(member, "accept", f"{reader.path}.accepts[{index}]", reader.notes)
    kind = below.known("kind", names.kinds, "业绩类型")
    if not kind:
        return None
    row = names.kinds[kind]
    return Accept(
        kind=kind,
        where=read_condition(below, "where", names.scope.of_rows(row)),
        within=read_within(below, names.windows, row),
    )
