"""What a unit does with the applications that were reported to it: the list, and a decision.

An application belongs to the unit that it was handed in to, whatever becomes of the binding. What
is looked at is what was handed in last; a decision is about that round at that node, so that of
two operators the second is told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

from engine.packs.model import Standard
from engine.workflow.chain import ONWARD, actions_for, after
from engine.workflow.model import Action, State, Workflow
from web.models import Account, Application, Mark, Notice, Review, Unit, write
from web.services import events, notices
from web.services.draft import Draft, open_snapshot
from web.services.errors import (
    Decided,
    NotFound,
    NotWritable,
    NotYours,
    OpinionNeeded,
    OwnApplication,
)
from web.services.handed_in import last_snapshot
from web.services.markable import check_marks
from web.services.operators import is_own
from web.services.opinions import read_opinion
from web.services.packs import Packs
from web.services.unverified import unverified_picks

WITH_OPINION = frozenset({"return", "refuse", "terminate"})
"""Decisions that must say why (山东手册 L123)."""
MAX_OPINION, MAX_COMMENT = 2000, 500


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewDesk:
    """The desk of an operator, opened for one request."""

    unit: Unit
    operator: Account
    packs: Packs
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What is decided about an application: `round` and `node` are what was looked at, `marks` are
    comments by the path that has to be corrected, `checked` the manual findings that were ticked.
    """

    application: str
    action: str
    opinion: str
    round: int
    node: str
    marks: Mapping[str, str] = field(default_factory=dict)
    checked: tuple[str, ...] = ()


def open_review(desk: ReviewDesk, id: str) -> Draft:
    """What was handed in last of an application that was reported to this unit.

    :raises NotFound: there is none, it was deleted, or it is being written for the first time
    :raises NotYours: it was reported to another unit
    """
    application = _reported(desk, id)
    snapshot = last_snapshot(application)
    if application.deleted_at is not None or snapshot is None or application.state == "editing":
        raise NotFound("申报记录")
    return open_snapshot(
        desk.packs, application.person, application, snapshot, now=desk.now, actor=desk.operator
    )


def _reported(desk: ReviewDesk, id: str) -> Application:
    application: Application | None = Application.get_or_none(Application.id == id)
    if application is None:
        raise NotFound("申报记录")
    if application.unit_id != desk.unit.id:
        raise NotYours
    return application


def actions_of(desk: ReviewDesk, draft: Draft) -> tuple[Action, ...]:
    """What the operator may decide about an application now; nothing about their own."""
    application = draft.application
    if is_own(desk.operator, draft.person):
        return ()
    return actions_for(
        draft.standard.workflow, cast(State, application.state), application.node, "unit"
    )


def decide(desk: ReviewDesk, decision: Decision) -> Application:
    """Decide about an application and tell the applicant: it goes on to the next node, comes back
    with what has to be corrected, or ends.

    :raises NotFound, NotYours: as `open_review`
    :raises OwnApplication: it is the operator's own
    :raises Decided: somebody decided before, or it was handed in anew since it was looked at
    :raises OpinionNeeded: a return, a refusal or a termination must say why
    :raises BadChoice: a mark is of no part of the application, or a text is too long
    :raises NotWritable: it cannot pass while picked records were not verified
    """
    opinion = read_opinion(decision.opinion, MAX_OPINION)
    owner = _reported(
        desk, decision.application
    ).person_id  # whose records must not change meanwhile
    with write(f"application:{decision.application}", f"person:{owner}"):
        draft = open_review(desk, decision.application)
        application, workflow = draft.application, draft.standard.workflow
        if is_own(desk.operator, draft.person):
            raise OwnApplication
        action = cast(Action, decision.action)
        seen = (application.round, application.node) == (decision.round, decision.node)
        if not seen or action not in actions_of(desk, draft):
            raise _decided(draft)
        if action in WITH_OPINION and not opinion:
            raise OpinionNeeded
        if action in ONWARD and (waiting := unverified_picks(draft)):
            raise NotWritable(f"还有 {len(waiting)} 项提取的业绩没有审核通过，请先审核业绩。")
        marks = check_marks(draft, decision.marks) if action == "return" else {}
        _decide(desk, draft, decision, opinion, marks)
        _tell(desk, draft, workflow, action, opinion)
    return application


def _decide(
    desk: ReviewDesk, draft: Draft, decision: Decision, opinion: str, marks: Mapping[str, str]
) -> None:
    application, action = draft.application, cast(Action, decision.action)
    state, node = after(
        draft.standard.workflow, cast(State, application.state), application.node, action
    )
    review = Review.create(
        application=application,
        round=application.round,
        node=application.node,
        action=action,
        opinion=opinion,
        actor=desk.operator.id,
        at=desk.now,
    )
    for path, comment in marks.items():
        Mark.create(
            review=review, path=path, comment=read_opinion(comment, MAX_COMMENT, "标出处的说明")
        )
    events.record(
        f"application:{application.id}",
        action,
        actor=desk.operator,
        now=desk.now,
        details={
            "round": application.round,
            "node": application.node,
            "opinion": opinion,
            "marks": sorted(marks),
            "checked": list(decision.checked),
            "unit": desk.unit.id,
        },
    )
    application.state, application.node = state, node
    Application.update(state=state, node=node).where(Application.id == application.id).execute()


def _tell(desk: ReviewDesk, draft: Draft, workflow: Workflow, action: Action, opinion: str) -> None:
    application = draft.application
    notices.put_aside(Notice.unit == desk.unit, link=f"/reviews/{application.id}", now=desk.now)
    now = workflow.status(cast(State, application.state), application.node)
    said = f"：{opinion[:200]}" if opinion else ""
    notices.notify(
        draft.person,
        f"“{draft.plan.name}”的申报：{desk.unit.name}{workflow.actions[action]}{said}（{now}）",
        link=f"/applications/{application.id}"
        + ("" if application.state == "returned" else "/track"),
        key=f"application:{application.id}:{application.round}:{action}:{review_number(application)}",
        now=desk.now,
    )


def review_number(application: Application) -> int:
    """How many decisions there are about an application."""
    return int(Review.select().where(Review.application == application).count())


def _decided(draft: Draft) -> Decided:
    """That a decision is not possible (any more), since there was one before."""
    application = draft.application
    query = Review.select().where(Review.application == application).order_by(Review.id.desc())
    last = query.first()
    by = Account.get_or_none(Account.id == last.actor) if last else None
    return Decided(
        what="申报",
        state=status_of(draft.standard, application),
        by=by.name if by else "",
        at=last.at if last else application.submitted_at,
    )


def status_of(standard: Standard, application: Application) -> str:
    """The name of the state that an application is in."""
    return standard.workflow.status(cast(State, application.state), application.node)
