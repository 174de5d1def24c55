"""The jobs about certificates: drawing them, and putting many into one file.

Both are asked for by an issuer: `certificates` when it issues them, or by their owner with the
photo; `certificate-files` to seal and hand them out (AH-95).
"""

from __future__ import annotations

import zipfile
from datetime import datetime

from web.jobs.kind import Item, Kind, Made, Result, work_folder
from web.models import Certificate, Job, JobItem
from web.services import events
from web.services.certificates import generating
from web.services.certificates.issuing import FILES_JOB, JOB
from web.site import Site


def _prepare(parts: Site, job: Job, item: Item, now: datetime) -> generating.Drawn | None:
    return generating.draw(
        item.values["certificate"],
        job.payload.get("site_url", ""),
        parts.packs,
        parts.files,
        parts.settings,
    )


def _do(parts: Site, job: Job, item: Item, now: datetime) -> Result:
    return generating.keep(item.values["certificate"], item.prepared, now=now)


def _name(job: Job, item: Item) -> tuple[str, ...]:
    return (f"certificate:{item.values['certificate']}",)


def _look(parts: Site, job: Job, item: Item, now: datetime) -> Result:
    """That somebody takes its file along is a part of the certificate's record."""
    found = Certificate.get_or_none(Certificate.id == item.values["certificate"])
    if found is None or found.pdf_id is None:
        return {"has_file": False}
    events.record(
        f"certificate:{found.id}",
        "download",
        actor=job.account,
        now=now,
        details={"file": f"{found.number}.pdf", "job": job.id},
    )
    return {"has_file": True}


def _zip(parts: Site, job: Job, now: datetime) -> Made | None:
    path = work_folder(parts, job) / "certificates.zip"
    count = 0
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as packed:
        for item in JobItem.select().where(JobItem.job == job.id).order_by(JobItem.number):
            found = Certificate.get_or_none(Certificate.id == item.values["certificate"])
            if found is None or found.pdf_id is None or found.state != "valid":
                continue
            name = f"{found.number} {found.values.get('name', '')}.pdf".replace("/", "_")
            packed.write(parts.files.path(found.pdf_id), name)
            count += 1
    return Made(path=path, name=f"电子证书 {count} 份.zip") if count else None


CERTIFICATES = Kind(name=JOB, do=_do, names=_name, prepare=_prepare)
CERTIFICATE_FILES = Kind(name=FILES_JOB, do=_look, names=_name, finish=_zip)
