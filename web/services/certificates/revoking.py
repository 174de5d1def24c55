"""撤销: an issuer takes a certificate back and says why; where it was got by fraud, the holder may
not apply for three years (人社部发〔2024〕56 号; domain.md §6.2)."""

from __future__ import annotations

from datetime import date, datetime

from web.models import Account, Ban, Certificate, Reissue, Unit, write
from web.services import events, notices
from web.services.certificates.holding import OPEN, STATES
from web.services.duties import check_duty
from web.services.errors import Decided, NotFound, NotYours, OpinionNeeded, OwnApplication
from web.services.operators import is_own
from web.services.opinions import read_opinion

BAN_YEARS = 3
"""So long fraud is kept in the record of integrity."""


def certificate_from(unit: Unit, id: str) -> Certificate:
    """A certificate that this issuer issued.

    :raises NotFound: there is none with this id
    :raises NotYours: another issued it
    """
    found: Certificate | None = Certificate.get_or_none(Certificate.id == id)
    if found is None:
        raise NotFound("证书")
    if unit.id not in (found.issuer_id, found.committee_id):
        raise NotYours
    return found


def revoke(
    unit: Unit, id: str, *, reason: str, fraud: bool, actor: Account, now: datetime
) -> Certificate:
    """Take a certificate back: its public page says so, its holder is told, an open request for a
    new one ends. With `fraud` the holder is banned from applying, too.

    :raises NotFound, NotYours: as `certificate_from`; only the issuer may
    :raises OpinionNeeded: there is no reason
    :raises BadChoice: it is too long
    :raises Decided: it is not valid any more
    :raises OwnApplication, DutyNeeded: it is the operator's own, or not theirs to do
    """
    check_duty(actor, "review")
    said = read_opinion(reason, 1000, "撤销原因")
    with write(f"certificate:{id}"):
        certificate = certificate_from(unit, id)
        if certificate.issuer_id != unit.id:
            raise NotYours
        if is_own(actor, certificate.person):
            raise OwnApplication
        if certificate.state != "valid":
            by = Account.get_or_none(Account.id == certificate.ended_by)
            raise Decided(
                what="证书",
                state=STATES[certificate.state],
                by=by.name if by else "",
                at=certificate.ended_at,
            )
        if not said:
            raise OpinionNeeded
        Certificate.update(
            state="revoked", reason=said, ended_at=now, ended_by=actor.id, job=""
        ).where(Certificate.id == id).execute()
        certificate.state, certificate.reason = "revoked", said
        Reissue.update(state="refused", ended_at=now, holder=None).where(
            Reissue.certificate == id, Reissue.state.in_(OPEN)
        ).execute()
        events.record(
            f"certificate:{id}",
            "certificate-revoked",
            actor=actor,
            now=now,
            details={"number": certificate.number, "reason": said, "fraud": fraud},
        )
        if fraud:
            _ban(certificate, said, now.date())
        _tell(certificate, unit, said, fraud, now)
    return certificate


def _ban(certificate: Certificate, reason: str, today: date) -> None:
    Ban.create(
        province=certificate.province,
        id_number=certificate.values.get("id_number", ""),
        start=today.isoformat(),
        end=_years_later(today, BAN_YEARS).isoformat(),
        reason=f"撤销证书 {certificate.number}：{reason}"[:500],
    )


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)


def _tell(certificate: Certificate, unit: Unit, reason: str, fraud: bool, now: datetime) -> None:
    banned = f"已记入诚信档案，{BAN_YEARS} 年内不得申报。" if fraud else ""
    notices.notify(
        certificate.person,
        f"您的证书 {certificate.number} 已被{unit.name}撤销：{reason[:300]}。{banned}",
        link=f"/certificates/{certificate.id}",
        key=f"certificate:{certificate.id}:revoked",
        now=now,
    )
