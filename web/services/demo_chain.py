"""Demonstration applications on their way through the whole chain, up to their certificate.

`{do: through}` of an application lets everybody decide, one node after the other; `to: issue` stops
where it waits for that node. What a committee decides in its meeting is stored as its result.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from engine.workflow.chain import ONWARD
from web.models import Account, Application, Batch, Meeting, Result, Task, Unit, write
from web.services.certificates.facts import Approval
from web.services.certificates.issuing import IssuingDesk, issue
from web.services.demo_meeting import can_meet, hold
from web.services.draft import Draft
from web.services.moving import move
from web.services.packs import Packs
from web.services.reviewing import ReviewDesk, open_review

SITE_URL = "http://127.0.0.1:8000"
MEMBERS, PRESENT = 25, 21


def holder_desk(packs: Packs, id: str, now: datetime) -> ReviewDesk:
    """The desk of whoever has an application now."""
    task = Task.get(Task.application == id, Task.done_at.is_null())
    unit: Unit | None = task.unit
    assert unit is not None  # demonstration chains are complete
    operator: Account = unit.operators.order_by(Account.login).first()
    return ReviewDesk(unit=unit, operator=operator, packs=packs, now=now)


def onward(packs: Packs, id: str, now: datetime) -> str:
    """What lets an application go on where it is: `vote` where a meeting decides, `issue` at the
    issuer, else the action of its node."""
    draft = open_review(holder_desk(packs, id, now), id)
    node = draft.standard.workflow.node(draft.application.node)
    assert node is not None  # it waits there
    if node.by == "issuer":
        return "issue"
    if node.vote is not None:
        return "vote"
    return next(action for action in node.actions if action in ONWARD)


def vote(packs: Packs, id: str, now: datetime, batch: str = "") -> None:
    """A meeting passed the application this morning, as one of a batch of that name; only its
    result where the committee has no experts."""
    desk = holder_desk(packs, id, now)
    at: Application = Application.get_by_id(id)
    name = batch or f"{packs.pinned(at.bundle_id).year} 年度第一批"
    if can_meet(desk):
        hold(desk, at, name)
        return
    with write(f"application:{id}"):
        draft: Draft = open_review(desk, id)
        application: Application = draft.application
        its_batch: Batch = application.batch or Batch.create(
            unit=desk.unit,
            plan=application.plan,
            name=name,
            state="voted",
            created_at=now,
        )
        Application.update(batch=its_batch).where(Application.id == id).execute()
        meeting = Meeting.create(
            batch=its_batch,
            day=now.date().isoformat(),
            place="第一会议室",
            state="confirmed",
            created_at=now,
        )
        Result.create(
            application=application,
            meeting=meeting,
            round=application.round,
            node=application.node,
            outcome="passed",
            members=MEMBERS,
            present=PRESENT,
            agree=PRESENT - 1,
            against=1,
            abstain=0,
            made_at=now,
        )
        move(draft, "pass", actor=desk.operator, unit=desk.unit, now=now, opinion="评审通过。")


def certify(packs: Packs, id: str, step: dict[str, Any], now: datetime) -> None:
    """The issuer issues the certificate."""
    desk = holder_desk(packs, id, now)
    day = now.date().isoformat()
    issue(
        IssuingDesk(
            unit=desk.unit,
            operator=desk.operator,
            packs=packs,
            now=now,
            site_url=SITE_URL,
        ),
        [id],
        Approval(number=step.get("approval", f"{now.year}年第1号"), approved_on=day, issued_on=day),
    )
