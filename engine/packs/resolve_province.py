"""One tree per province: its layers merged, and everything that its site needs beside them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from engine.packs.archive import archive_kinds
from engine.packs.layers import like, without
from engine.packs.node import Node
from engine.packs.resolve import Resolver
from engine.packs.shared import Shared
from engine.packs.unresolved import Packs

OF_APPLICATIONS = ("when", "statement", "done")
"""What such a section says only of an application, whose names are not known here."""
PERSON, UNIT = "person", "unit"
"""The sections of applications that come from the account and from the unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedProvince:
    """A province and all it needs, as nodes.

    `profile` lists the sections kept of a person, `person` first, `units` that of a unit, `kinds`
    every kind of record. `used` names (kind, id) of every pack that took part.
    """

    province: Node
    profile: Node
    units: Node
    kinds: Node
    codes: dict[str, Node]
    series: dict[str, Node]
    used: frozenset[tuple[str, str]]


def resolve_province(
    packs: Packs, id: str, standards: Iterable[Node], shared: Shared
) -> ResolvedProvince:
    """Merge what the province `id` says; `standards` are merged ones, whose kinds join its own.

    :raises PackError: no such province, an unknown or circular reference, merging by unknown ids
    """
    resolver = Resolver(packs, shared)
    province = resolver.province(id)
    profile = _listed(province, PERSON)
    own = province.get("profile")
    if own is not None:
        profile = like(own, [*profile.items(), *own.items()])
    units = _listed(province, UNIT)
    kinds = archive_kinds(province, standards)
    codes = resolver.codes((profile, units, kinds))
    series = resolver.every("series")
    resolver.raise_problems()
    return ResolvedProvince(
        province=province,
        profile=profile,
        units=units,
        kinds=kinds,
        codes=codes,
        series=series,
        used=resolver.used,
    )


def profile_types(province: Node) -> dict[str, tuple[str, str]]:
    """The type and code table of every answer of the profile of a merged province, by path."""
    types: dict[str, tuple[str, str]] = {}
    own = province.get("profile")
    for section in (*_listed(province, PERSON).items(), *(own.items() if own else ())):
        fields = section.get("fields")
        for field in fields.items() if fields else ():
            path = f"{_text(section, 'id')}.{_text(field, 'id')}"
            types[path] = (_text(field, "type"), _text(field, "table"))
    return types


def _listed(province: Node, id: str) -> Node:
    """The section with that id as a list of one, or an empty list."""
    sections = province.get("sections")
    found = [
        without(section, *OF_APPLICATIONS)
        for section in (sections.items() if sections else ())
        if _text(section, "id") == id
    ]
    return like(sections or province, found)


def _text(node: Node, key: str) -> str:
    child = node.get(key)
    return child.value if child is not None and isinstance(child.value, str) else ""
