"""The archive of achievements (业绩档案·业绩库): whose it is, its kinds, and reading it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import fn

from engine.packs.model import Kind
from engine.packs.province import Province
from web.models import Account, Person, Record, Row
from web.models.columns import canonical, digest_of, digest_of_text
from web.models.prepared import Prepared, Statement
from web.services.errors import NotFound, NotYours
from web.services.record_states import STATES


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """The archive of a person, opened for one request: who acts, when, by whose rules."""

    person: Person
    province: Province
    actor: Account | None
    now: datetime

    @property
    def word(self) -> str:
        """What the province calls an archive."""
        return self.province.word("archive")

    @property
    def subject(self) -> str:
        """What changes of the archive are written under: one at a time for each person."""
        return f"person:{self.person.id}"

    @property
    def today(self) -> str:
        """The day of the request as ISO text."""
        return self.now.date().isoformat()

    def state_name(self, state: str) -> str:
        """What the province calls a state of records."""
        return self.province.record_statuses.get(state, state)

    def kind(self, id: str) -> Kind:
        """A kind of record.

        :raises NotFound: the province's archives have none with this id
        """
        return kind_of(self.province, id)

    def record(self, id: str) -> Record:
        """A record of this archive that does not lie in the recycle bin.

        :raises NotFound, NotYours: as `get_record`
        """
        return get_record(self.person, id)


def kind_of(province: Province, id: str) -> Kind:
    """A kind of record of a province.

    :raises NotFound: its archives have none with this id
    """
    kind = province.kinds.get(id)
    if kind is None:
        raise NotFound("业绩类型")
    return kind


_OF_PERSON = Prepared(
    Record,
    lambda person: (
        Record.select()
        .where(Record.person == person, Record.deleted_at.is_null())
        .order_by(Record.kind, Record.changed_at.desc(), Record.id)
    ),
)


_STORED = Statement(
    lambda person: Record.select(
        Record.id, Record.kind, Record.status, Record.values, Record.files
    ).where(Record.person == person, Record.deleted_at.is_null())
)


def records_of(person: Person) -> list[Record]:
    """Every record of a person that is not deleted, by kind, the newest change first."""
    return _OF_PERSON(person.id)


def get_record(person: Person, id: str) -> Record:
    """A record of this person.

    :raises NotFound: there is none, or it was deleted
    :raises NotYours: it is another person's
    """
    record = Record.get_or_none(Record.id == id)
    if record is None or (record.person_id == person.id and record.deleted_at is not None):
        raise NotFound("业绩记录")
    if record.person_id != person.id:
        raise NotYours
    found: Record = record
    return found


def snapshot_of(record: Record, status: str = "") -> dict[str, object]:
    """What an application keeps of a record; verification counts, since it may be withdrawn."""
    return {
        "kind": record.kind,
        "status": status or record.status,
        "values": record.values,
        "files": record.files,
    }


def digest_of_record(record: Record, status: str = "") -> str:
    """The digest of what an application would keep of this record now, or in another state."""
    return digest_of(snapshot_of(record, status))


def stale_picks(person: Person, picks: Iterable[Row]) -> tuple[str, ...]:
    """The records that changed, vanished or lost their verification since they were picked.

    What was picked while it waited and has passed since is the same achievement, better proved
    (云南手册 L58), and is not among them.
    """
    picked = [row for row in picks if row.record]
    if not picked:
        return ()
    known = _digests_of(person)
    return tuple(row.record for row in picked if row.digest not in known.get(row.record, ()))


def _digests_of(person: Person) -> dict[str, tuple[str, ...]]:
    """The digests by which a pick of each record holds, by the id of the record.

    Values and files are stored in the canonical text of which `digest_of_record` takes the digest,
    so nothing of hundreds of records has to be read and written again.
    """
    found = {}
    for id, kind, status, values, files in _STORED.rows(person.id):
        states = (status, "pending") if status == "passed" else (status,)
        found[id] = tuple(
            digest_of_text(
                f'{{"files":{files},"kind":{canonical(kind)},'
                f'"status":{canonical(one)},"values":{values}}}'
            )
            for one in states
        )
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many records there are of one kind, in all and by state; states without any are 0."""

    kind: Kind
    total: int
    by_state: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """业绩统计: records by kind and state. `states` are (id, name, number) with the province's
    names, `kinds` has every kind of the province, the empty ones, too."""

    total: int
    states: tuple[tuple[str, str, int], ...]
    kinds: tuple[Tally, ...]


def statistics(person: Person, province: Province) -> Statistics:
    """How many records a person has, by kind and state; deleted ones do not count."""
    query: Any = (
        Record.select(Record.kind, Record.status, fn.COUNT(Record.id))
        .where(Record.person == person, Record.deleted_at.is_null())
        .group_by(Record.kind, Record.status)
    )
    counted = Counter({(kind, state): number for kind, state, number in query.tuples()})
    by_state = {state: sum(n for (_, s), n in counted.items() if s == state) for state in STATES}
    return Statistics(
        total=sum(by_state.values()),
        states=tuple((s, province.record_statuses[s], by_state[s]) for s in STATES),
        kinds=tuple(_tally(kind, counted) for kind in province.kinds.values()),
    )


def _tally(kind: Kind, counted: Counter[tuple[str, str]]) -> Tally:
    by_state: dict[str, int] = {state: counted[kind.id, state] for state in STATES}
    return Tally(kind=kind, total=sum(by_state.values()), by_state=by_state)
