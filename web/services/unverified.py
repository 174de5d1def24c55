"""Picked records that nobody had verified when the application was handed in (云南手册 L58)."""

from __future__ import annotations

from dataclasses import dataclass

from web.models import Record, Row
from web.services.draft import Draft


@dataclass(frozen=True, slots=True, kw_only=True)
class Unverified:
    """A pick that was not verified: `record` is its id, `state` how the record stands now, "" if
    it is no longer in the archive."""

    row: Row
    list: str
    record: str
    state: str

    @property
    def is_settled(self) -> bool:
        """Whether the record has passed since."""
        return self.state == "passed"


def doubtful_picks(draft: Draft) -> tuple[Unverified, ...]:
    """The picks that were taken before their record had passed, and how the record stands now."""
    picked = [
        (row, list_id)
        for list_id, rows in draft.material.rows.items()
        for row in rows
        if row.snapshot is not None and row.snapshot["status"] != "passed"
    ]
    known: dict[str, str] = {}
    if picked:
        ids = [row.record for row, _ in picked]
        query = Record.select(Record.id, Record.status).where(
            Record.id << ids, Record.deleted_at.is_null()
        )
        known = {record.id: record.status for record in query}
    return tuple(
        Unverified(row=row, list=list_id, record=row.record, state=known.get(row.record, ""))
        for row, list_id in picked
    )


def unverified_picks(draft: Draft) -> tuple[Unverified, ...]:
    """Those of them that have still not passed."""
    return tuple(one for one in doubtful_picks(draft) if not one.is_settled)
