"""The kinds of record that an archive must hold: the province's, and what standards add to them.

Records are kept for years and picked by many plans, so the archive knows every kind and every
question that any plan of the province may want.
"""

from __future__ import annotations

from collections.abc import Iterable

from engine.packs.layers import empty, like, without
from engine.packs.node import Node

PARTS = ("fields", "slots")


def archive_kinds(province: Node, others: Iterable[Node]) -> Node:
    """The kinds of a merged province as a list, with those of merged standards that it lacks.

    What only a standard asks of a kind is never required in the archive.
    """
    kinds: dict[str, Node] = {}
    seen: set[int] = set()
    for pack in (province, *others):
        listed = pack.get("kinds")
        if listed is None or id(listed) in seen:
            continue
        seen.add(id(listed))
        for kind in listed.items():
            name = _id(kind)
            kinds[name] = _with_more(kinds[name], kind) if name in kinds else kind
    return like(empty(province), list(kinds.values()))


def _with_more(kind: Node, other: Node) -> Node:
    """`kind` with the fields and slots that only `other` has."""
    if kind is other or not isinstance(kind.value, dict):
        return kind
    value = dict(kind.value)
    for key in PARTS:
        there, more = kind.get(key), other.get(key)
        new = _only_there(there, more)
        if new and more is not None:
            value[key] = like(there or more, [*(there.items() if there else ()), *new])
    return like(kind, value)


def _only_there(there: Node | None, more: Node | None) -> list[Node]:
    known = {_id(member) for member in (there.items() if there else ())}
    members = more.items() if more else ()
    return [without(member, "required") for member in members if _id(member) not in known]


def _id(node: Node) -> str:
    child = node.get("id")
    return str(child.value) if child is not None else ""
