"""Drawing certificates in the background: what the job `certificates` does with each of them.

Drawing and signing come before the transaction and may be repeated after a crash; the file takes
its place in the transaction in which the item is marked as done, once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from engine.certificates.drawing import CertificateFace, draw_certificate
from web.models import Certificate, Job, JobItem, Seal, StoredFile
from web.services import events, notices
from web.services.certificates import signing
from web.services.certificates.facts import SITE, rules_of_certificate
from web.services.errors import CannotPrint, NotFound
from web.services.job_queue import stands_before
from web.services.packs import Packs
from web.settings import Settings
from web.storage import FileStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A certificate that was drawn: with which photo, the file by its sha256, its size in bytes."""

    photo: str
    sha256: str
    bytes: int
    is_signed: bool


def address_of(certificate: Certificate, site_url: str) -> str:
    """The public page of a certificate, with the token that opens it: what its QR code says. It
    begins with our address as the site or whoever asked says it, else as its issuer knew it."""
    site_url = site_url or certificate.values.get(SITE, "")
    return f"{site_url}/verify/{certificate.number}?t={certificate.token}"


def draw(
    id: str, site_url: str, packs: Packs, files: FileStore, settings: Settings
) -> Drawn | None:
    """Draw a certificate and keep its file; None where there is nothing to draw (any more).

    :raises NotFound: there is no such certificate
    :raises CannotPrint: the photo or the signing key cannot be used; the message says which
    """
    certificate: Certificate | None = Certificate.get_or_none(Certificate.id == id)
    if certificate is None:
        raise NotFound("证书")
    if certificate.pdf_id is not None or certificate.photo_id is None:
        return None
    rules = rules_of_certificate(packs, certificate)
    try:
        face = CertificateFace(
            values=_printed(packs, certificate),
            photo=files.read(certificate.photo_id),
            code=address_of(certificate, settings.site_url or site_url),
            seals=_seals(certificate, files),
        )
        content = draw_certificate(rules, face)
        signer = signing.open_signer(settings)
    except (OSError, signing.BadKey) as error:
        raise CannotPrint(f"{rules.name}（{error}）") from error
    if signer is not None:
        content = signing.sign(content, signer, issuer=certificate.values.get("issuer", ""))
    return Drawn(
        photo=certificate.photo_id,
        sha256=files.save(content),
        bytes=len(content),
        is_signed=signer is not None,
    )


def keep(id: str, drawn: Drawn | None, *, now: datetime) -> dict[str, str] | None:
    """Give a certificate its file, inside the `write()` of its item; None where it has one, or
    its photo was changed meanwhile."""
    if drawn is None:
        return None
    StoredFile.insert(
        sha256=drawn.sha256, type="pdf", bytes=drawn.bytes, pages=1, stored_at=now
    ).on_conflict_ignore().execute()
    given = Certificate.update(
        pdf=drawn.sha256, is_signed=drawn.is_signed, drawn_at=now, job=""
    ).where(Certificate.id == id, Certificate.pdf.is_null(), Certificate.photo == drawn.photo)
    if not given.execute():
        return None
    certificate = Certificate.get_by_id(id)
    events.record(
        f"certificate:{id}",
        "certificate-drawn",
        actor=None,
        now=now,
        details={"sha256": drawn.sha256, "signed": drawn.is_signed},
    )
    notices.notify(
        certificate.person,
        f"您的电子证书（{certificate.number}）已经生成，可以下载。",
        link="/certificates",
        key=f"certificate:{id}:drawn:{drawn.sha256[:12]}",
        now=now,
    )
    return {"number": certificate.number, "sha256": drawn.sha256}


def place_in_queue(certificate: Certificate) -> int:
    """How many certificates are drawn before this one, 0 where it is next or does not wait (AH-96:
    how long it takes depends on how many there are)."""
    job = Job.get_or_none(Job.id == certificate.job, Job.state == "open")
    if job is None:
        return 0
    before = (
        JobItem.select()
        .join(Job)
        .where(
            JobItem.state == "waiting",
            Job.state == "open",
            Job.kind == job.kind,
            stands_before(Job, job),
        )
        .count()
    )
    own = JobItem.select().where(JobItem.job == job.id, JobItem.state == "waiting")
    for place, item in enumerate(own.order_by(JobItem.number)):
        if item.values.get("certificate") == certificate.id:
            return int(before) + place
    return 0


def _printed(packs: Packs, certificate: Certificate) -> dict[str, str]:
    """What is printed: levels in the words of the province (高级 for 副高级)."""
    level = str(certificate.values.get("level", ""))
    word = packs.province(certificate.province).word(level) if level else ""
    return {**certificate.values, "level": word}


def _seals(certificate: Certificate, files: FileStore) -> dict[str, bytes]:
    """The seals of those who have uploaded one (AH-95: the others seal the printed sheet)."""
    found = {}
    for whose, unit in (("issuer", certificate.issuer_id), ("committee", certificate.committee_id)):
        seal = Seal.get_or_none(Seal.unit == unit) if unit else None
        if seal is not None:
            found[whose] = files.read(seal.content_id)
    return found
