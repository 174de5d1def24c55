"""The job of a list that is too long to be made within a request."""

from __future__ import annotations

from datetime import datetime

from web.jobs.kind import Item, Kind, Made, owner_of, work_folder
from web.models import Job
from web.services.exported_lists import Asking, open_list
from web.services.exporting import Export, write_listing
from web.site import Site


def _write(parts: Site, job: Job, item: Item, now: datetime) -> None:
    """Write the file aside; rights are those of the account as it is now."""
    asking = Asking(
        account=owner_of(job), packs=parts.packs, query=item.values["query"], now=job.made_at
    )
    listing = open_list(item.values["list"], asking)
    export = Export(
        account=owner_of(job),
        format=item.values["format"],
        full=item.values["full"],
        now=job.made_at,
    )
    write_listing(listing, export, work_folder(parts, job) / f"list.{export.format}")


def _finish(parts: Site, job: Job, now: datetime) -> Made | None:
    path = next(work_folder(parts, job).glob("list.*"), None)
    return None if path is None else Made(path=path, name=f"{job.title}{path.suffix}")


EXPORT = Kind(
    name="export",
    prepare=_write,
    do=lambda parts, job, item, now: None,
    names=lambda job, item: (),
    finish=_finish,
)
