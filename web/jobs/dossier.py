"""The job that puts dossiers together: one PDF for each application, several of them as a ZIP."""

from __future__ import annotations

import re
import shutil
import zipfile
from datetime import datetime
from pathlib import Path

from web.jobs.kind import Item, Kind, Made, Result, owner_of, unit_of, work_folder
from web.models import Job
from web.services import events
from web.services.dossiers import put_together
from web.services.masking import masked_draft
from web.services.reviewing import ReviewDesk, open_review
from web.services.units import check_active
from web.site import Site

_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


def _desk(parts: Site, job: Job, now: datetime) -> ReviewDesk:
    """The desk of whoever asked, as it is now."""
    unit = unit_of(job)
    check_active(unit)
    return ReviewDesk(unit=unit, operator=owner_of(job), packs=parts.packs, now=now)


def _put_together(parts: Site, job: Job, item: Item, now: datetime) -> dict[str, object]:
    """Draw and merge, into a folder of the item's own."""
    draft = masked_draft(open_review(_desk(parts, job, now), item.values["application"]))
    folder = work_folder(parts, job) / f"{item.number:05}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    name = _clean(f"{draft.person.name}-{draft.application.choice['title']}")
    making = folder / "making.pdf"
    made = put_together(draft, parts.printer, parts.files, making)
    making.rename(folder / f"{name}.pdf")
    for number, file in enumerate(made.beside, start=1):
        beside = folder / "附件另存"
        beside.mkdir(exist_ok=True)
        shutil.copyfile(
            parts.files.path(file["sha256"]), beside / _clean(f"{number:02}-{file['name']}")
        )
    return {"pages": made.pages, "beside": len(made.beside)}


def _clean(name: str) -> str:
    return _UNSAFE.sub("_", name)[:100]


def _record(parts: Site, job: Job, item: Item, now: datetime) -> Result:
    """That somebody has taken the whole of it is a part of the application's record."""
    made: dict[str, object] = item.prepared
    events.record(
        f"application:{item.values['application']}",
        "dossier",
        actor=job.account,
        now=now,
        details={"job": job.id, **made},
    )
    return made


def _finish(parts: Site, job: Job, now: datetime) -> Made | None:
    folder = work_folder(parts, job)
    done = {f"{item.number:05}" for item in job.items if item.state == "done"}
    found = [one for one in sorted(folder.iterdir()) if one.is_dir() and one.name in done]
    files = [path for one in found for path in sorted(one.rglob("*")) if path.is_file()]
    if len(files) == 1:
        copy = folder / "one.pdf"
        shutil.copyfile(files[0], copy)
        return Made(path=copy, name=files[0].name)
    if not files:
        return None
    target = folder / "all.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as package:
        for path in files:
            package.write(path, _name_in(path.relative_to(folder), alone=len(found) == 1))
    return Made(path=target, name=f"{_clean(job.title)}.zip")


def _name_in(path: Path, *, alone: bool) -> str:
    """Where a file lies in the ZIP: below its application's number, unless there is one only."""
    number, *rest = path.parts
    return "/".join(rest if alone else (number, *rest))


DOSSIER = Kind(
    name="dossier",
    prepare=_put_together,
    do=_record,
    names=lambda job, item: (f"application:{item.values['application']}",),
    finish=_finish,
)
