"""The job that verifies the chains of events (`web.services.chain_check`)."""

from __future__ import annotations

from datetime import datetime

from web.jobs.kind import Item, Kind, Result
from web.models import Job
from web.services import chain_check
from web.site import Site


def _do(parts: Site, job: Job, item: Item, now: datetime) -> Result:
    return chain_check.verify(list(item.values["subjects"]), item.values.get("known", {}))


VERIFY_EVENTS = Kind(name=chain_check.KIND, do=_do, names=lambda job, item: (f"job:{job.id}",))
