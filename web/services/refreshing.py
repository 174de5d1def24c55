"""A pick whose record has changed since: compared, and taken again, never silently."""

from __future__ import annotations

from dataclasses import dataclass

from engine.packs.model import Kind
from web.models import Record, Row
from web.models.columns import digest_of
from web.services.archive import digest_of_record, snapshot_of
from web.services.draft import Draft
from web.services.editing import editing
from web.services.errors import Changed, NotFound, NotWritable
from web.services.rows import check_row, get_row


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A pick beside its record as it is now, None if that is gone. `seen` is the record's digest;
    `is_takeable` says whether the record may be picked as it is."""

    row: Row
    kind: Kind
    record: Record | None
    seen: str
    is_takeable: bool

    @property
    def differs(self) -> bool:
        """Whether taking the record again would change anything."""
        return self.row.digest != self.seen


def compare(draft: Draft, list_id: str, row_id: str) -> Comparison:
    """A pick of this application beside its record.

    :raises NotFound: there is no such pick
    """
    row = get_row(draft, list_id, row_id)
    if row.snapshot is None:
        raise NotFound("导入的业绩")
    record = _record(draft, row)
    return Comparison(
        row=row,
        kind=draft.standard.kinds[row.snapshot["kind"]],
        record=record,
        seen=digest_of_record(record) if record else "",
        is_takeable=record is not None and record.status in draft.standard.pickable,
    )


def refresh(draft: Draft, list_id: str, row_id: str, seen: str) -> None:
    """Take the record of a pick again, as it was shown; answers given beside it stay.

    :raises NotFound: there is no such pick
    :raises NotWritable: the record is gone, or may not be picked as it is; as `check_row`
    :raises Changed: the record has changed since it was shown
    """
    check_row(draft, list_id, row_id)
    row = compare(draft, list_id, row_id).row
    with editing(draft, "refresh-pick", list=list_id, row=row_id, record=row.record):
        record = _record(draft, row)
        if record is None or record.status not in draft.standard.pickable:
            raise NotWritable("这条业绩现在不能使用，只能移除。")
        if digest_of_record(record) != seen:
            raise Changed(record.kind)
        snapshot = snapshot_of(record)
        Row.update(snapshot=snapshot, digest=digest_of(snapshot), version=Row.version + 1).where(
            Row.id == row.id
        ).execute()


def _record(draft: Draft, row: Row) -> Record | None:
    found: Record | None = Record.get_or_none(
        Record.id == row.record,
        Record.person == draft.person,
        Record.kind == row.snapshot["kind"],
        Record.deleted_at.is_null(),
    )
    return found
