"""Entering records of the archive: added, changed, submitted to the unit, entered anew.

A record is saved whatever is wrong with it. It waits for the unit (待审核) once it has no fault,
its proofs are there and its owner is bound to a unit (安徽手册 L58); before that it is a draft.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.forms import accept
from engine.forms.visibility import holds
from engine.packs.model import Kind
from web.models import Notice, Record, Unit, write
from web.models.columns import is_id
from web.services import events, notices
from web.services.archive import Archive, digest_of_record, records_of
from web.services.errors import Conflict, NotFound, NotWritable, NotYours
from web.services.record_check import RecordFaults, check_record
from web.services.record_states import EDITABLE, after
from web.services.units import bound_unit

Json = dict[str, Any]
MAX_RECORDS = 2000
"""Records of one person; far above what a working life holds, so that a script fills no disk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a form sent: the kind and id it was given, the version it was read at (0 for a new
    record), the id of the save, the answers, and the record that a new one was copied from."""

    kind: str
    id: str
    version: int
    save_id: str
    asked: Json
    origin: str = ""


def faults_of(archive: Archive, record: Record) -> RecordFaults:
    """What is wrong with a stored record."""
    kind = archive.kind(record.kind)
    return check_record(kind, record.values, record.files, archive.today)


def save_record(archive: Archive, entry: Entry) -> Record:
    """Save a record; a new one that is sent twice is stored once.

    :raises NotFound: there is no such kind or record
    :raises NotYours: the id is that of another person's record
    :raises NotWritable: the state of the record allows no change, or the archive is full
    :raises Conflict: the record was saved since `entry.version`
    """
    kind = archive.kind(entry.kind)
    with write(archive.subject):
        record = Record.get_or_none(Record.id == entry.id)
        if record is None:
            return _add(archive, kind, entry)
        if record.person_id != archive.person.id:
            raise NotYours
        if record.deleted_at is not None or record.kind != kind.id:
            raise NotFound("业绩记录")
        return _change(archive, kind, record, entry)


def _add(archive: Archive, kind: Kind, entry: Entry) -> Record:
    if entry.version or not is_id(entry.id):
        raise NotFound("业绩记录")
    check_room(archive)
    record: Record = Record.create(
        id=entry.id,
        person=archive.person,
        kind=kind.id,
        values=_masked(kind, {}, entry.asked),
        status="unreviewed",
        save_id=entry.save_id,
        origin=entry.origin,
        created_at=archive.now,
        changed_at=archive.now,
    )
    note(archive, record, "add", {"origin": entry.origin} if entry.origin else {})
    return record


def check_room(archive: Archive, more: int = 1) -> None:
    """Refuse more records than an archive may hold.

    :raises NotWritable: there is no room
    """
    held = Record.select().where(Record.person == archive.person).count()
    if held + more > MAX_RECORDS:
        raise NotWritable(f"{archive.word}最多保存 {MAX_RECORDS} 条。")


def _change(archive: Archive, kind: Kind, record: Record, entry: Entry) -> Record:
    values = _masked(kind, record.values, entry.asked)
    if values == record.values or (entry.save_id and record.save_id == entry.save_id):
        return record  # sent again, or nothing to save
    check_editable(archive, record)
    if record.version != entry.version:
        raise Conflict(record.id, entry.asked, record.values, record.version)
    record.values, record.version = values, record.version + 1
    record.save_id, record.changed_at = entry.save_id, archive.now
    record.save()
    note(archive, record, "edit", {"fields": sorted(entry.asked), "version": record.version})
    return record


def check_editable(archive: Archive, record: Record) -> None:
    """Refuse a change that the state of the record does not allow.

    :raises NotWritable: it has passed, or it failed for good (云南手册 L25)
    """
    if record.status not in EDITABLE:
        name = archive.state_name(record.status)
        raise NotWritable(f"“{name}”的业绩不能修改。如需更正，请照此新增一条，重新提交单位审核。")


def _masked(kind: Kind, before: Mapping[str, Any], asked: Json) -> Json:
    """The stored answers with those of `asked` that apply and may be written."""
    writable = [field for field in kind.fields if not field.readonly]
    values, _ = accept(
        writable, asked, before, lambda row: lambda field: holds(field.when, {}, row)
    )
    return values


def may_submit(archive: Archive, record: Record, unit: Unit | None) -> bool:
    """Whether a record would be taken for verification now."""
    can = after(record.status, "submit") is not None and unit is not None
    return can and faults_of(archive, record).are_none


def submit_record(archive: Archive, id: str) -> Record:
    """提交审核: the record waits for the unit, which is told at once (云南手册 L31).

    :raises NotFound, NotYours: as `Archive.record`
    :raises NotWritable: there is no unit yet, the record has faults, or its state does not allow it
    """
    with write(archive.subject):
        record = archive.record(id)
        unit = bound_unit(archive.person)
        if record.status == "pending":
            return record  # sent twice
        if after(record.status, "submit") is None:
            check_editable(archive, record)
        if unit is None:
            raise NotWritable("绑定工作单位并经单位审核通过后，才能提交审核。")
        faults = faults_of(archive, record)
        if not faults.are_none:
            raise NotWritable(f"请先完善：{'；'.join(faults.messages[:5])}。")
        _await(archive, record, unit)
        return record


def submit_all(archive: Archive) -> tuple[int, int]:
    """Submit every draft that can be; how many were, and how many are not complete yet.

    :raises NotWritable: there is no unit yet
    """
    with write(archive.subject):
        unit = bound_unit(archive.person)
        if unit is None:
            raise NotWritable("绑定工作单位并经单位审核通过后，才能提交审核。")
        drafts = [r for r in records_of(archive.person) if r.status == "unreviewed"]
        ready = [record for record in drafts if may_submit(archive, record, unit)]
        for record in ready:
            _await(archive, record, unit)
    return len(ready), len(drafts) - len(ready)


def _await(archive: Archive, record: Record, unit: Unit) -> None:
    state = after(record.status, "submit")
    assert state is not None
    before, record.status = record.status, state
    record.changed_at = archive.now
    record.save()
    event = note(archive, record, "submit", {"from": before, "unit": unit.id})
    mine = Notice.person == archive.person
    notices.put_aside(mine, link=f"/archive/{record.id}", now=archive.now)
    kind = archive.kind(record.kind)
    notices.notify(
        unit,
        f"{archive.person.name}提交了“{title_of(record, kind)}”（{kind.name}），请审核。",
        link=review_link(record.id),
        key=f"record:{record.id}:{event}",
        now=archive.now,
    )


def review_link(id: str) -> str:
    """Where a unit looks at a record."""
    return f"/verification/{id}"


def title_of(record: Record, kind: Kind) -> str:
    """What a record is called: its title field, cut at 60 characters, else its kind."""
    title = record.values.get(kind.title)
    return title[:60] if isinstance(title, str) and title.strip() else kind.name


def note(archive: Archive, record: Record, action: str, details: Json) -> int:
    """Append an event of the record, with the digest of what it is now; the event's number."""
    said = {**details, "status": record.status, "digest": digest_of_record(record)}
    event = events.record(
        f"record:{record.id}", action, actor=archive.actor, now=archive.now, details=said
    )
    return event.number
