"""The job that prints a list of more people than a page can wait for: rosters, or extracts."""

from __future__ import annotations

import json
from datetime import datetime

from web.jobs.kind import Item, Kind, Made, work_folder
from web.models import Job, JobItem
from web.services.errors import NotAdmitted
from web.services.lists_printing import (
    WHAT,
    RosterRow,
    draw_summary,
    joined,
    roster_layouts,
    roster_row,
)
from web.services.masking import masked_draft
from web.services.reviewing import ReviewDesk, open_review
from web.services.units import check_active
from web.site import Site


def _desk(parts: Site, job: Job, now: datetime) -> ReviewDesk:
    """The desk of whoever asked, as it is now."""
    account, unit = job.account, job.account.unit if job.account is not None else None
    if account is None or unit is None:
        raise NotAdmitted
    check_active(unit)
    return ReviewDesk(unit=unit, operator=account, packs=parts.packs, now=now)


def _prepare(parts: Site, job: Job, item: Item, now: datetime) -> None:
    """One person: the row of the roster, or the drawn page."""
    draft = masked_draft(open_review(_desk(parts, job, now), item.values["application"]))
    place = work_folder(parts, job) / f"{item.number:05}"
    if job.payload["what"] == "summary":
        drawn = draw_summary(draft, parts.printer, parts.files)
        place.with_suffix(".pdf").write_bytes(drawn)
        return
    row = roster_row(draft)
    said = {"bundle": row.bundle, "table": row.table, "values": dict(row.values)}
    place.with_suffix(".json").write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")


def _finish(parts: Site, job: Job, now: datetime) -> Made | None:
    folder = work_folder(parts, job)
    settled = JobItem.select().where(JobItem.job == job, JobItem.state == "done")
    done = {f"{item.number:05}" for item in settled}
    pages = [one.read_bytes() for one in sorted(folder.glob("0*.pdf")) if one.stem in done]
    found = [one for one in sorted(folder.glob("0*.json")) if one.stem in done]
    if found:
        rows = [RosterRow(**json.loads(one.read_text(encoding="utf-8"))) for one in found]
        layouts = roster_layouts(_desk(parts, job, now), rows, job.payload["batch"])
        pages = [parts.printer.draw(layout, parts.files) for layout in layouts]
    if not pages:
        return None
    target = folder / "list.pdf"
    target.write_bytes(joined(pages))
    return Made(path=target, name=f"{WHAT[job.payload['what']]}.pdf")


ROSTER = Kind(
    name="roster",
    prepare=_prepare,
    do=lambda parts, job, item, now: None,
    names=lambda job, item: (),
    finish=_finish,
)
