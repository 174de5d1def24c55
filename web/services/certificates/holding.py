"""我的职称: the certificates of a person and the requests for those from elsewhere, as one list
with the columns of 安徽手册 L973 (AH-99)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from web.models import Certificate, Person, Reissue
from web.services.certificates.generating import place_in_queue
from web.services.owned import owned_by

STATES = {"valid": "有效", "replaced": "已补换", "revoked": "已撤销"}
TONES = {"valid": "good", "replaced": "quiet", "revoked": "bad"}
OPEN = ("editing", "submitted", "returned")
"""States of requests that something still becomes of."""

Standing = Literal["ready", "waiting", "photo", "entered"]
"""ready: there is a file. waiting: it is being drawn. photo: a photo is missing. entered: a request
that brings a certificate from elsewhere, which has not been issued anew yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A row of the list: a certificate, or a request for one from elsewhere; `reissue` is
    the request that is under way. `ahead` counts those that are drawn before it, where one is
    looked at by itself (`hold_with_place`)."""

    certificate: Certificate | None
    reissue: Reissue | None
    standing: Standing
    ahead: int = 0
    values: Any = None

    @property
    def state(self) -> str:
        """有效, 已补换, 已撤销."""
        return self.certificate.state if self.certificate is not None else ""

    @property
    def issued_on(self) -> str:
        """The day of issue that the certificate says, for the order of the list."""
        return str(self.values.get("issued_on", ""))


def held_by(person: Person) -> list[Held]:
    """What a person holds, the newest first."""
    requests: Any = Reissue.select().where(Reissue.person == person).order_by(Reissue.begun_at)
    by_certificate = {}
    entered = []
    for one in requests:
        if one.certificate_id is None:
            entered.append(one)
        elif one.state in OPEN or one.certificate_id not in by_certificate:
            by_certificate[one.certificate_id] = one
    query: Any = Certificate.select().where(Certificate.person == person)
    found = [hold(one, by_certificate.get(one.id)) for one in query]
    found += [
        Held(certificate=None, reissue=one, standing="entered", values=one.values)
        for one in entered
        if one.state != "passed"
    ]
    return sorted(found, key=_order, reverse=True)


def _order(held: Held) -> tuple[bool, str, str]:
    moment = held.certificate.issued_at if held.certificate else None
    begun: datetime | None = held.reissue.begun_at if held.reissue is not None else None
    return (
        held.state in ("", "valid"),
        (moment or begun or datetime.min).isoformat(),
        held.issued_on,
    )


def hold(certificate: Certificate, reissue: Reissue | None = None) -> Held:
    """How a certificate stands."""
    standing: Standing = "waiting"
    if certificate.pdf_id is not None:
        standing = "ready"
    elif certificate.photo_id is None:
        standing = "photo"
    return Held(
        certificate=certificate,
        reissue=reissue,
        standing=standing,
        values=certificate.values,
    )


def hold_with_place(certificate: Certificate) -> Held:
    """The same of one that is looked at by itself, with its place in the queue while it waits."""
    held = hold(certificate)
    return replace(held, ahead=place_in_queue(certificate) if held.standing == "waiting" else 0)


def issued_for(reissue: Reissue) -> Certificate | None:
    """The certificate that a request has led to, None before there is one."""
    found: Certificate | None = Certificate.get_or_none(
        Certificate.person == reissue.person_id, Certificate.reissue == reissue.id
    )
    return found


def certificate_of(person: Person, id: str) -> Certificate:
    """A certificate of this person.

    :raises NotFound: there is none with this id
    :raises NotYours: it is somebody else's
    """
    return owned_by(person, Certificate, id, "证书")
