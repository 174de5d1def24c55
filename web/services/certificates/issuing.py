"""发证: the applications that wait at an issuer's node become certificates.

A certificate is there and numbered in the transaction that moves its application to 通过;
drawing it is a job (`generating`), which begins when there is a photo.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.certificates.model import CertificateRules
from engine.workflow.model import Action, ReviewNode
from web.models import (
    Account,
    Application,
    Certificate,
    Person,
    StoredFile,
    Task,
    Unit,
    write,
)
from web.services import events, jobs, moving
from web.services.certificates.facts import SITE, Approval, photo_of, rules_of, values_of
from web.services.certificates.numbering import next_number
from web.services.days import read_day
from web.services.draft import Draft, open_snapshot
from web.services.duties import check_duty
from web.services.errors import BadChoice, NotFound, NotWritable, NotYours, OwnApplication
from web.services.handed_in import last_snapshot
from web.services.operators import is_own
from web.services.opinions import read_opinion
from web.services.packs import Packs

JOB = "certificates"
"""The kind of job that draws certificates."""
FILES_JOB = "certificate-files"
"""The kind of job that puts many into one file."""
NOBODY = "请先勾选要发证的人员。"
MOST = 200
"""How many certificates are issued at once."""
MOST_NUMBER = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuingDesk:
    """The desk of an issuer's operator, opened for one request; `site_url` is our address, which
    QR codes say."""

    unit: Unit
    operator: Account
    packs: Packs
    now: datetime
    site_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """What came of issuing: the certificates, and who was passed over with the reason."""

    certificates: tuple[Certificate, ...]
    passed_over: tuple[str, ...]

    @property
    def without_photo(self) -> int:
        """How many wait for a photo."""
        return sum(one.photo_id is None for one in self.certificates)


def read_approval(desk: IssuingDesk, number: str, approved_on: str, issued_on: str) -> Approval:
    """The approval document as it was typed.

    :raises BadChoice: by field, with what is wrong
    """
    problems = {}
    number = number.strip()
    if not number:
        problems["approval_number"] = "请填写批准文号。"
    elif len(number) > MOST_NUMBER:
        problems["approval_number"] = f"批准文号不能超过 {MOST_NUMBER} 字。"
    today = desk.now.date().isoformat()
    for field, name, text in (
        ("approved_on", "批准日期", approved_on),
        ("issued_on", "发证日期", issued_on),
    ):
        if read_day(text) is None:
            problems[field] = f"请填写{name}，如 {today}。"
        elif text > today:
            problems[field] = f"{name}不能晚于今天（{today}）。"
    if not problems and issued_on < approved_on:
        problems["issued_on"] = "发证日期不能早于批准日期。"
    if problems:
        raise BadChoice(problems)
    return Approval(number=number, approved_on=approved_on, issued_on=issued_on)


def issue(desk: IssuingDesk, applications: Sequence[str], approval: Approval) -> Issued:
    """Issue certificates for the chosen applications: all of them in one transaction, with their
    numbers, their events, and the job that draws those that have a photo.

    Who is not waiting here any more, or is the operator, is passed over and told.

    :raises BadChoice: nothing, or too much, was chosen
    :raises DutyNeeded: the operator may not
    :raises NotWritable: nothing is declared about certificates, or its numbers are used up
    """
    check_duty(desk.operator, "review")
    chosen = sorted(set(applications))
    if not chosen:
        raise BadChoice({"application": NOBODY})
    if len(chosen) > MOST:
        raise BadChoice({"application": f"一次最多发 {MOST} 个证书，请分几次办理。"})
    known: Any = Application.select(Application.person).where(Application.id.in_(chosen)).tuples()
    owners = {f"person:{person}" for (person,) in known}
    names = [f"application:{id}" for id in chosen]
    made: list[Certificate] = []
    over: list[str] = []
    with write(*sorted([*names, *owners])):
        found = []
        for id in chosen:
            try:
                found.append(_open(desk, id))
            except (NotFound, NotYours, NotWritable, OwnApplication) as reason:
                over.append(_sentence(desk, id, reason))
        for draft, node, rules in sorted(found, key=_serial_key):
            made.append(_issue(desk, draft, node, rules, approval))
        draw(made, account=desk.operator, unit=desk.unit, site_url=desk.site_url, now=desk.now)
    return Issued(certificates=tuple(made), passed_over=tuple(over))


def draw(
    certificates: Sequence[Certificate],
    *,
    account: Account | None,
    unit: Unit | None,
    site_url: str,
    now: datetime,
) -> None:
    """Put those that have a photo into the queue to be drawn, inside the caller's `write()`."""
    ready = [one for one in certificates if one.photo_id is not None]
    if not ready:
        return
    first = ready[0].values
    who = f"{first['name']}等 {len(ready)} 人" if len(ready) > 1 else first["name"]
    job = jobs.enqueue(
        JOB,
        f"生成电子证书：{who}",
        [{"certificate": one.id, "name": one.values["name"]} for one in ready],
        account=account,
        unit=unit,
        payload={"site_url": site_url},
        now=now,
    )
    for one in ready:
        one.job = job.id
    Certificate.update(job=job.id).where(Certificate.id.in_([one.id for one in ready])).execute()


def _open(desk: IssuingDesk, id: str) -> tuple[Draft, ReviewNode, CertificateRules]:
    application: Application | None = Application.get_or_none(Application.id == id)
    snapshot = last_snapshot(application) if application is not None else None
    if application is None or snapshot is None or application.deleted_at is not None:
        raise NotFound("申报记录")
    task = Task.get_or_none(Task.application == id, Task.done_at.is_null())
    if task is None or task.unit_id != desk.unit.id:
        raise NotYours
    draft = open_snapshot(
        desk.packs, application.person, application, snapshot, now=desk.now, actor=desk.operator
    )
    node = draft.standard.workflow.node(application.node)
    if application.state != "submitted" or node is None or node.by != "issuer":
        raise NotYours
    if is_own(desk.operator, draft.person):
        raise OwnApplication
    return draft, node, rules_of(desk.packs, application.province, draft.plan, draft.standard.id)


def _serial_key(found: tuple[Draft, ReviewNode, CertificateRules]) -> tuple[str, str]:
    """In the same order everywhere, so that two who issue at once never wait for each other."""
    draft, _, rules = found
    parts = {**rules.parts, "year": str(draft.plan.year)}
    return rules.number.key(parts), draft.application.id


def _sentence(desk: IssuingDesk, id: str, reason: Exception) -> str:
    """Why somebody was passed over, by name if the application ever came to this issuer."""
    task = Task.get_or_none(Task.application == id, Task.unit == desk.unit)
    name = task.application.person.name if task is not None else "一项申报"
    if isinstance(reason, OwnApplication):
        return f"“{name}”是您本人的申报，不能自己发证。"
    if isinstance(reason, NotWritable):
        return f"“{name}”：{reason.reason}"
    return f"“{name}”已经处理过，或不在本机构发证，您的操作没有改变它。"


def _issue(
    desk: IssuingDesk,
    draft: Draft,
    node: ReviewNode,
    rules: CertificateRules,
    approval: Approval,
) -> Certificate:
    application = draft.application
    committee = _committee(draft)
    values = values_of(draft, rules, approval, desk.unit, draft.plan.committee)
    values[SITE] = desk.site_url
    certificate = add_certificate(
        rules,
        values,
        person=draft.person,
        year=draft.plan.year,
        photo=photo_of(desk.packs, draft),
        issuer=desk.unit,
        committee=committee,
        actor=desk.operator,
        now=desk.now,
        application=application,
        plan=application.plan,
        rules=application.bundle_id,
    )
    action: Action = "pass" if "pass" in node.actions else "report"
    moving.move(
        draft,
        action,
        actor=desk.operator,
        unit=desk.unit,
        now=desk.now,
        opinion=read_opinion(f"已发证，证书编号 {certificate.number}"),
        details={"certificate": certificate.id, "number": certificate.number},
    )
    return certificate


def add_certificate(
    declared: CertificateRules,
    values: dict[str, str],
    *,
    person: Person,
    year: int,
    photo: StoredFile | None,
    issuer: Unit | None,
    committee: Unit | None,
    actor: Account | None,
    now: datetime,
    **more: Any,
) -> Certificate:
    """Number and keep a certificate with its event, inside the caller's `write()`."""
    number = next_number(declared, person.province, year)
    certificate: Certificate = Certificate.create(
        person=person,
        province=person.province,
        number=number,
        values={**values, "number": number},
        year=year,
        photo=photo,
        issuer=issuer,
        committee=committee,
        token=secrets.token_urlsafe(12),
        issued_at=now,
        issued_by=actor.id if actor else "",
        **more,
    )
    events.record(
        f"certificate:{certificate.id}",
        "certificate-issued",
        actor=actor,
        now=now,
        details={
            "number": number,
            "person": person.id,
            "application": certificate.application_id or "",
            "approval": values.get("approval_number", ""),
        },
    )
    return certificate


def _committee(draft: Draft) -> Unit | None:
    found: Unit | None = Unit.get_or_none(
        Unit.province == draft.application.province,
        Unit.kind == "committee",
        Unit.name == draft.plan.committee,
    )
    return found
