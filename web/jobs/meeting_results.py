"""After a large meeting was confirmed: every application follows its result, each in a transaction
of its own; then the batch was voted on."""

from __future__ import annotations

from datetime import datetime

from web.jobs.kind import Item, Kind, Made, owner_of
from web.models import Job, Meeting, write
from web.services.verdicts import JOB, carry_out, finish
from web.site import Site


def _do(parts: Site, job: Job, item: Item, now: datetime) -> None:
    carry_out(parts.packs, item.values["result"], actor=owner_of(job), now=now)


def _names(job: Job, item: Item) -> tuple[str, ...]:
    return (f"application:{item.values['application']}",)


def _finish(parts: Site, job: Job, now: datetime) -> Made | None:
    with write(f"batch:{job.payload['batch']}"):
        finish(Meeting.get_by_id(job.payload["meeting"]), actor=job.account, now=now)
    return None


MEETING_RESULTS = Kind(name=JOB, do=_do, names=_names, finish=_finish)
