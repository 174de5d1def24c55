"""Ordering whole dossiers, of some applications or of a batch; `web.jobs.dossier` makes them."""

from __future__ import annotations

from collections.abc import Sequence

from web.models import Batch, Job, write
from web.services import events
from web.services.errors import NotWritable
from web.services.jobs import enqueue
from web.services.reviewing import ReviewDesk, open_review
from web.services.rosters import ids_by_name

MOST = 1000
"""Dossiers of one order; a result of more is too large to be downloaded."""


def order(desk: ReviewDesk, ids: Sequence[str], title: str = "") -> Job:
    """Have the dossiers of these applications put together.

    :raises NotFound, NotYours: one of them never came to the unit
    :raises NotWritable: these are none, or too many for one file
    """
    if not ids:
        raise NotWritable("没有可以汇编的申报。")
    if len(ids) > MOST:
        raise NotWritable(f"一次最多汇编 {MOST} 份，请按批次或条件分几次办理。")
    names = [open_review(desk, id).person.name for id in ids]
    items = [{"application": id, "name": name} for id, name in zip(ids, names, strict=True)]
    said = title or f"汇编材料：{names[0]}{'' if len(names) == 1 else f'等 {len(names)} 份'}"
    with write(f"unit:{desk.unit.id}"):
        job = enqueue("dossier", said, items, account=desk.operator, unit=desk.unit, now=desk.now)
        events.record(
            f"unit:{desk.unit.id}",
            "dossiers-ordered",
            actor=desk.operator,
            now=desk.now,
            details={"job": job.id, "title": said, "count": len(items)},
        )
    return job


def order_batch(desk: ReviewDesk, batch: Batch) -> Job:
    """The same of everything that is in a batch, in the order of names."""
    ids = ids_by_name(batch)
    return order(desk, ids, f"汇编材料：{batch.name}（{len(ids)} 份）")
