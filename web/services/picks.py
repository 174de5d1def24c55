"""Picking records of the archive (提取·导入): snapshots, never copies to edit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.packs.model import Accept, Kind
from web.models import Record, Row
from web.models.columns import digest_of
from web.services.archive import records_of, snapshot_of
from web.services.doubts import Doubts
from web.services.draft import Draft
from web.services.editing import editing
from web.services.errors import NotFound, NotWritable
from web.services.rows import MAX_ROWS, check_list


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A record that can be picked; `doubt` says why it may not count where it is picked for."""

    record: Record
    kind: Kind
    doubt: str = ""


def accepts_of(draft: Draft, list_id: str) -> tuple[Accept, ...]:
    """What a picks section or an item accepts.

    :raises NotFound: the application has no such list of picks
    """
    section = draft.standard.section_of.get(list_id)
    if section is None:
        return draft.item(list_id).accepts
    if section.type != "picks" or not draft.shows(section):
        raise NotFound("申报模块")
    return tuple(Accept(kind=kind) for kind in section.kinds)


def offers(draft: Draft, list_id: str) -> list[Offer]:
    """The records that may be picked for a list: of an accepted kind, in a pickable state, and
    not in the application yet (安徽手册 图4-18: 已导入过的不允许二次导入)."""
    accepts = accepts_of(draft, list_id)
    kinds = {accept.kind for accept in accepts}
    doubts = Doubts(draft, list_id, accepts)
    taken = {row.record for rows in draft.material.rows.values() for row in rows if row.record}
    found = [
        Offer(
            record=record,
            kind=draft.standard.kinds[record.kind],
            doubt=doubts.of(record),
        )
        for record in records_of(draft.person)
        if record.kind in kinds
        and record.status in draft.standard.pickable
        and record.id not in taken
    ]
    return sorted(found, key=lambda offer: offer.doubt != "")


def pick(draft: Draft, list_id: str, record_ids: Sequence[str]) -> int:
    """Take snapshots of records into a list; how many were new.

    What is not offered (any more) is passed over: it may have been picked in another window.

    :raises NotWritable, PlanNotOpen, NotPledged, NotFound: as `check_list`
    """
    check_list(draft, list_id)
    chosen = {offer.record.id: offer.record for offer in offers(draft, list_id)}
    rows = draft.material.rows.get(list_id, [])
    new = [chosen[id] for id in dict.fromkeys(record_ids) if id in chosen]
    if len(rows) + len(new) > MAX_ROWS:
        raise NotWritable(f"一个项目最多导入 {MAX_ROWS} 条。")
    position = rows[-1].position if rows else 0
    with editing(draft, "pick", list=list_id, records=[record.id for record in new]):
        taken = Row.select(Row.record).where(Row.application == draft.application.id)
        here = {row.record for row in taken}  # another window may have been a moment faster
        new = [record for record in new if record.id not in here]
        for record in new:
            position += 1
            snapshot = snapshot_of(record)
            Row.create(
                application=draft.application.id,
                list=list_id,
                position=position,
                record=record.id,
                snapshot=snapshot,
                digest=digest_of(snapshot),
            )
    return len(new)
