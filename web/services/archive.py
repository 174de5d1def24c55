"""The archive of achievements (业绩库): reading it, and the states of verification."""

from __future__ import annotations

from web.models import Person, Record
from web.models.columns import digest_of
from web.services.errors import NotFound, NotYours

STATUSES = {
    "pending": "待审核",
    "unreviewed": "未审核",
    "passed": "通过",
    "failed": "不通过",
    "returned": "退回",
}


def records_of(person: Person) -> list[Record]:
    """Every record of a person, by kind, the newest change first."""
    query = Record.select().where(Record.person == person)
    return list(query.order_by(Record.kind, Record.changed_at.desc(), Record.id))


def get_record(person: Person, id: str) -> Record:
    """A record of this person.

    :raises NotFound: there is none
    :raises NotYours: it is another person's
    """
    record = Record.get_or_none(Record.id == id)
    if record is None:
        raise NotFound("业绩记录")
    if record.person_id != person.id:
        raise NotYours
    found: Record = record
    return found


def snapshot_of(record: Record) -> dict[str, object]:
    """What an application keeps of a record; verification counts, since it may be withdrawn."""
    return {
        "kind": record.kind,
        "status": record.status,
        "values": record.values,
        "files": record.files,
    }


def digest_of_record(record: Record) -> str:
    """The digest of what an application would keep of this record now."""
    return digest_of(snapshot_of(record))
