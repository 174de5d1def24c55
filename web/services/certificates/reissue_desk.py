"""补换证 at the desks of units, departments and issuers: what waits, and a decision about it.

The last node is the issuer's: with its 通过 the new certificate is issued, numbered anew, and the
old one is void, in one transaction (安徽手册 L916).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.packs.province import Province
from engine.workflow.model import ReviewNode
from web.models import Account, Certificate, Notice, Person, Reissue, ReissueStep, Unit, write
from web.services import events, notices
from web.services.certificates.facts import SITE, profile_photo_of, rules_of, rules_of_certificate
from web.services.certificates.issuing import add_certificate, draw
from web.services.certificates.reissue_chain import (
    ACTIONS,
    STATES,
    reissue_rules,
    responsible,
)
from web.services.certificates.reissuing import step
from web.services.duties import check_duty
from web.services.errors import (
    BadChoice,
    Decided,
    NotFound,
    NotWritable,
    NotYours,
    OpinionNeeded,
    OwnApplication,
)
from web.services.operators import is_own
from web.services.opinions import read_opinion
from web.services.packs import Packs

WITH_OPINION = ("return", "refuse")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReissueDesk:
    """The desk of an operator, opened for one request."""

    unit: Unit
    operator: Account
    packs: Packs
    now: datetime
    site_url: str

    @property
    def province(self) -> Province:
        """The province of the unit."""
        return self.packs.province(self.unit.province)


def waiting_at(unit: Unit) -> Any:
    """The requests that wait for a unit as a query, what came first first."""
    query = Reissue.select(Reissue, Person).join(Person)
    query = query.where(Reissue.holder == unit, Reissue.state == "submitted")
    return query.order_by(Reissue.arrived_at, Reissue.id)


def decided_by(unit: Unit) -> Any:
    """The requests that a unit has decided about, and that no longer wait for it."""
    mine = ReissueStep.select(ReissueStep.reissue).where(
        ReissueStep.unit == unit, ReissueStep.action != "hand_in"
    )
    query = Reissue.select(Reissue, Person).join(Person)
    query = query.where(Reissue.id.in_(mine), Reissue.holder.is_null() | (Reissue.holder != unit))
    return query.order_by(Reissue.submitted_at.desc(), Reissue.id)


def open_request(desk: ReissueDesk, id: str) -> Reissue:
    """A request that waits for this unit, or that it has decided about.

    :raises NotFound: there is none with this id
    :raises NotYours: it is none of this unit's business
    """
    found: Reissue | None = Reissue.get_or_none(Reissue.id == id)
    if found is None:
        raise NotFound("补换证申请")
    if found.holder_id != desk.unit.id:
        mine = ReissueStep.select().where(
            ReissueStep.reissue == found,
            ReissueStep.unit == desk.unit,
            ReissueStep.action != "hand_in",
        )
        if not mine.exists():
            raise NotYours
    return found


def actions_of(desk: ReissueDesk, reissue: Reissue) -> tuple[str, ...]:
    """What the operator may decide now; nothing about their own."""
    if reissue.state != "submitted" or reissue.holder_id != desk.unit.id:
        return ()
    node = reissue_rules(desk.province).node(reissue.node)
    if node is None or is_own(desk.operator, reissue.person):
        return ()
    return tuple(one for one in ("pass", "return", "refuse") if one in node.actions)


def decide(
    desk: ReissueDesk, id: str, action: str, *, opinion: str, round: int, node: str
) -> Reissue:
    """Let a request go on to the next node, send it back, or refuse it; `round` and `node` are what
    was looked at.

    :raises NotFound, NotYours: as `open_request`
    :raises OwnApplication, DutyNeeded: it is the operator's own, or not theirs to decide
    :raises Decided: somebody decided before, or it was handed in anew
    :raises OpinionNeeded: a return or a refusal must say why
    :raises NoPath, NoHolder: nobody would be responsible at the next node
    """
    check_duty(desk.operator, "review")
    said = read_opinion(opinion)
    known = open_request(desk, id)
    names = [f"reissue:{id}", f"person:{known.person_id}"]
    if known.certificate_id:
        names.append(f"certificate:{known.certificate_id}")
    with write(*names):
        reissue = open_request(desk, id)
        if is_own(desk.operator, reissue.person):
            raise OwnApplication
        seen = (reissue.round, reissue.node) == (round, node)
        if not seen or action not in actions_of(desk, reissue):
            if reissue.state == "submitted" and seen:
                raise BadChoice({"action": "请选择要做的操作。"})
            raise _decided(reissue)
        if action in WITH_OPINION and not said:
            raise OpinionNeeded
        at = reissue_rules(desk.province).node(reissue.node)
        if at is None:
            raise NotWritable("补换证的流程已经改变，请让申请人重新提交。")
        step(reissue, at.id, action, said, desk.operator, desk.unit, desk.now)
        notices.put_aside(Notice.unit == desk.unit, link=f"/reissues/{id}", now=desk.now)
        if action == "pass":
            _onward(desk, reissue, at)
        else:
            _end(reissue, "returned" if action == "return" else "refused", desk.now)
        reissue.version += 1
        reissue.save()
        _tell(desk, reissue, at, action, said)
    return reissue


def _onward(desk: ReissueDesk, reissue: Reissue, at: ReviewNode) -> None:
    following = reissue_rules(desk.province).after(at.id)
    if following is None:
        _issue(desk, reissue)
        _end(reissue, "passed", desk.now)
        return
    holder = responsible(desk.province, reissue, following, desk.unit)
    reissue.node, reissue.holder, reissue.arrived_at = following.id, holder, desk.now
    notices.notify(
        holder,
        f"{reissue.person.name}申请补换证（{at.name}已通过），请审核。",
        link=f"/reissues/{reissue.id}",
        key=f"reissue:{reissue.id}:{reissue.round}:{following.id}",
        now=desk.now,
    )


def _end(reissue: Reissue, state: str, now: datetime) -> None:
    reissue.state, reissue.holder = state, None
    if state != "returned":
        reissue.ended_at = now


def _issue(desk: ReissueDesk, reissue: Reissue) -> None:
    """The new certificate, and the end of the old one."""
    old = reissue.certificate
    if old is not None and Certificate.get_by_id(old.id).state != "valid":
        raise NotWritable("原证书已经失效（撤销或已补换），不能再补换，请选择“不通过”。")
    rules = (
        rules_of_certificate(desk.packs, old)
        if old is not None
        else rules_of(desk.packs, reissue.province, None)
    )
    today = desk.now.date().isoformat()
    values = {**reissue.values, **reissue.changes, "issued_on": today, "issuer": desk.unit.name}
    year = old.year if old is not None else int(values["obtained_on"][:4])
    values.setdefault("way", "")
    values["year"], values[SITE] = str(year), desk.site_url
    values.setdefault("plan", "")
    photo = old.photo if old is not None else None
    made = add_certificate(
        rules,
        values,
        person=reissue.person,
        year=year,
        photo=photo or profile_photo_of(desk.packs, reissue.person),
        issuer=desk.unit,
        committee=old.committee if old is not None else None,
        actor=desk.operator,
        now=desk.now,
        plan=old.plan if old is not None else "",
        rules=old.rules if old is not None else "",
        reissue=reissue.id,
    )
    if old is not None:
        _replace(desk, old, made)
    draw([made], account=desk.operator, unit=desk.unit, site_url=desk.site_url, now=desk.now)


def _replace(desk: ReissueDesk, old: Certificate, made: Certificate) -> None:
    Certificate.update(
        state="replaced",
        replaced_by=made.id,
        ended_at=desk.now,
        ended_by=desk.operator.id,
        job="",
    ).where(Certificate.id == old.id).execute()
    events.record(
        f"certificate:{old.id}",
        "certificate-replaced",
        actor=desk.operator,
        now=desk.now,
        details={"by": made.number},
    )


def _tell(desk: ReissueDesk, reissue: Reissue, at: ReviewNode, action: str, opinion: str) -> None:
    said = f"：{opinion[:300]}" if opinion else ""
    notices.notify(
        reissue.person,
        f"您的补换证申请：{desk.unit.name}{ACTIONS[action]}{said}（{STATES[reissue.state]}）",
        link=f"/certificates/reissues/{reissue.id}",
        key=f"reissue:{reissue.id}:{reissue.round}:{at.id}:{action}",
        now=desk.now,
    )


def _decided(reissue: Reissue) -> Decided:
    last = (
        ReissueStep.select()
        .where(ReissueStep.reissue == reissue)
        .order_by(ReissueStep.id.desc())
        .first()
    )
    by = Account.get_or_none(Account.id == last.actor) if last else None
    return Decided(
        what="补换证申请",
        state=STATES[reissue.state],
        by=by.name if by else "",
        at=last.at if last else None,
    )
