"""The recycle bin: deleted records stay for thirty days and can be restored until then.

An application keeps what it picked as a snapshot, so deleting a record never changes one that was
handed in; in one that is still being filled in, the pick is told to be stale.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from web.models import Application, Notice, Record, Row, write
from web.services import notices
from web.services.archive import Archive
from web.services.errors import NotFound, NotYours
from web.services.proofs import let_go, uses_of
from web.services.records import note, review_link

KEPT_DAYS = 30


def deleted_records(archive: Archive) -> list[Record]:
    """What lies in the recycle bin, the last deleted first."""
    return list(_deleted(archive).order_by(Record.deleted_at.desc(), Record.id))


def deleted_number(archive: Archive) -> int:
    """How many records lie in the recycle bin."""
    return int(_deleted(archive).count())


def _deleted(archive: Archive) -> Any:
    return Record.select().where(
        Record.person == archive.person, Record.deleted_at >= _oldest(archive)
    )


def days_left(archive: Archive, record: Record) -> int:
    """For how many days more a deleted record can be restored, at least 0."""
    deleted_at: datetime = record.deleted_at
    return max(KEPT_DAYS - (archive.now - deleted_at).days, 0)


def applications_with(record: Record) -> list[Application]:
    """The applications that picked a record and were not deleted."""
    query = Application.select().join(Row).where(Row.record == record.id)
    return list(query.where(Application.deleted_at.is_null()).distinct())


def delete_record(archive: Archive, id: str) -> Record:
    """Put a record into the recycle bin, and clear out what lay there for too long.

    :raises NotFound, NotYours: as `Archive.record`
    """
    with write(archive.subject):
        record = archive.record(id)
        record.deleted_at = archive.now
        record.save()
        note(archive, record, "delete", {})
        to_units = Notice.unit.is_null(False)
        notices.put_aside(to_units, link=review_link(record.id), now=archive.now)
        clear_out(archive)
    return record


def restore_record(archive: Archive, id: str) -> Record:
    """Take a record out of the recycle bin as it was.

    :raises NotFound: there is none, or its days are over
    :raises NotYours: it is another person's
    """
    with write(archive.subject):
        record = Record.get_or_none(Record.id == id)
        if record is not None and record.person_id != archive.person.id:
            raise NotYours
        if record is None or (record.deleted_at and record.deleted_at < _oldest(archive)):
            raise NotFound("业绩记录")
        if record.deleted_at is not None:
            record.deleted_at, record.changed_at = None, archive.now
            record.save()
            note(archive, record, "restore", {})
    found: Record = record
    return found


def clear_out(archive: Archive) -> int:
    """Delete for good what lay in the recycle bin for more than thirty days; how many records."""
    with write(archive.subject):
        query = Record.select().where(
            Record.person == archive.person, Record.deleted_at < _oldest(archive)
        )
        gone = list(query)
        for record in gone:
            let_go(record.id, uses_of(record.id))
            note(archive, record, "clear", {})
            record.delete_instance()
    return len(gone)


def _oldest(archive: Archive) -> datetime:
    return archive.now - timedelta(days=KEPT_DAYS)
