"""The same achievement entered twice, the same file used twice: pointed out, never forbidden.

A kind's `unique` names the fields that identify one achievement; a file is the same by its sha256.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.fields import is_empty
from engine.packs.model import Kind
from web.models import FileUse, Person, Record
from web.models.prepared import Prepared

MOST = 100
"""How many records with the same file are named."""

_OF_KIND = Prepared(
    Record,
    lambda person, kind: (
        Record.select()
        .where(Record.person == person, Record.kind == kind, Record.deleted_at.is_null())
        .order_by(Record.changed_at.desc(), Record.id)
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SameFile:
    """A file of a record that lies elsewhere, too: its name here, and the record that has it."""

    name: str
    record: Record


def identity(kind: Kind, values: Mapping[str, Any]) -> tuple[str, ...]:
    """What identifies an achievement, () as long as any of it is not answered."""
    found = [values.get(id) for id in kind.unique]
    if not found or any(is_empty(value) for value in found):
        return ()
    return tuple("".join(str(value).split()).casefold() for value in found)


def same_achievements(kind: Kind, record: Record) -> list[Record]:
    """The other records of their owner that say to be the same achievement."""
    mine = identity(kind, record.values)
    if not mine:
        return []
    return [
        other
        for other in _OF_KIND(record.person_id, kind.id)
        if other.id != record.id and identity(kind, other.values) == mine
    ]


def same_files(record: Record, *, everyone: bool = False) -> list[SameFile]:
    """Files of a record that prove another record, too: of its owner, or of anyone."""
    names = {file["sha256"]: file["name"] for maps in record.files.values() for file in maps}
    if not names:
        return []
    uses = FileUse.select().where(
        FileUse.content << list(names), FileUse.place.startswith("record/")
    )
    if not everyone:
        uses = uses.where(FileUse.person == record.person_id)
    places: dict[str, set[str]] = defaultdict(set)
    for use in uses:
        places[use.place.split("/")[1]].add(use.content_id)
    places.pop(record.id, None)
    return [
        SameFile(name=names[sha256], record=other)
        for other in _known(list(places))
        for sha256 in sorted(places[other.id])
    ]


def _known(ids: Sequence[str]) -> list[Record]:
    query = Record.select(Record, Person).join(Person)
    query = query.where(Record.id << ids[:MOST], Record.deleted_at.is_null())
    return list(query.order_by(Record.id)) if ids else []
