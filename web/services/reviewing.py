"""What units of every kind do with the applications that come to them: looking, and a decision.

Whoever has or had an application at a node may look at it, whatever becomes of bindings; whoever
has its open task decides. What is looked at is what was handed in last; a decision is about that
round at that node, so that of two operators the second is told. What a decision does, is
`services.moving`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

from engine.packs.model import Standard
from engine.workflow.chain import actions_for
from engine.workflow.model import Action, State
from web.models import Account, Application, Task, Unit, write
from web.services.arrivals import open_task_of
from web.services.draft import Draft, open_snapshot
from web.services.duties import check_duty, has_duty
from web.services.errors import NotFound, NotWritable, NotYours, OpinionNeeded, OwnApplication
from web.services.gates import check_returns
from web.services.handed_in import last_snapshot
from web.services.holders import acts_at
from web.services.markable import check_marks
from web.services.meeting_gate import by_hand
from web.services.moving import decided, move, review_number
from web.services.operators import is_own
from web.services.opinions import read_opinion
from web.services.packs import Packs
from web.services.returns import may_return
from web.services.taken import may_decide, words_of

WITH_OPINION = frozenset({"return", "back", "refuse", "terminate"})
"""Decisions that must say why (山东手册 L123)."""
MAX_OPINION = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewDesk:
    """The desk of an operator, opened for one request."""

    unit: Unit
    operator: Account
    packs: Packs
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What is decided about an application: `round` and `node` are what was looked at, `seen` how
    many decisions there were then (what was given back comes to a node twice in a round), None
    where nobody counted; `marks` are comments by the path that has to be corrected, `checked` the
    manual findings that were ticked.
    """

    application: str
    action: str
    opinion: str
    round: int
    node: str
    seen: int | None = None
    marks: Mapping[str, str] = field(default_factory=dict)
    checked: tuple[str, ...] = ()


def open_review(desk: ReviewDesk, id: str) -> Draft:
    """What was handed in last of an application that came to this unit.

    :raises NotFound: there is none, it was deleted, or it is being written for the first time
    :raises NotYours: it never came to this unit
    """
    application = _reported(desk, id)
    snapshot = last_snapshot(application)
    if application.deleted_at is not None or snapshot is None or application.state == "editing":
        raise NotFound("申报记录")
    return open_snapshot(
        desk.packs, application.person, application, snapshot, now=desk.now, actor=desk.operator
    )


def _reported(desk: ReviewDesk, id: str) -> Application:
    """An application that is or was with this unit: at a node, or handed in to it."""
    application: Application | None = Application.get_or_none(Application.id == id)
    if application is None:
        raise NotFound("申报记录")
    came = Task.select().where(Task.application == id, Task.unit == desk.unit)
    if application.unit_id != desk.unit.id and not came.exists():
        raise NotYours
    return application


def actions_of(desk: ReviewDesk, draft: Draft) -> tuple[Action, ...]:
    """What the operator may decide about an application now: it waits here, and is not their own.
    A department that stands in for freelancers' units acts where units do. Nothing is offered
    that another operator has taken, or that is not the operator's duty."""
    application, workflow = draft.application, draft.standard.workflow
    node = workflow.node(application.node)
    if node is None or is_own(desk.operator, draft.person) or not acts_at(desk.unit, node.by):
        return ()
    task = open_task_of(application.id)
    if task is None or task.unit_id != desk.unit.id:
        return ()
    if not may_decide(task, desk.operator, desk.now.date()):
        return ()
    offered = actions_for(workflow, cast(State, application.state), application.node, node.by)
    offered = by_hand(node, offered)
    if not may_return(workflow, application):
        offered = tuple(one for one in offered if one != "return")
    return tuple(one for one in offered if has_duty(desk.operator, duty_for(one)))


def duty_for(action: Action) -> str:
    """Whose duty an action is: sending up what has passed is one of its own (山东手册 L133)."""
    return "report" if action == "report" else "review"


def decide(desk: ReviewDesk, decision: Decision) -> Application:
    """Decide about an application and tell the applicant: it goes on to the next node, comes back
    with what has to be corrected, or ends.

    :raises NotFound, NotYours: as `open_review`
    :raises OwnApplication: it is the operator's own
    :raises DutyNeeded: it is not the operator's duty
    :raises Decided: somebody decided before, or it was handed in anew since it was looked at
    :raises OpinionNeeded: a return, a refusal or a termination must say why
    :raises BadChoice: a mark is of no part of the application, or a text is too long
    :raises NotWritable: another operator has taken it, or a gate is shut, as while picked records
        were not verified, or once it was returned as often as its plan says
    :raises NoPath, NoHolder: nobody would be responsible at the next node
    """
    opinion = read_opinion(decision.opinion, MAX_OPINION)
    owner = _reported(
        desk, decision.application
    ).person_id  # whose records must not change meanwhile
    with write(f"application:{decision.application}", f"person:{owner}"):
        draft = open_review(desk, decision.application)
        application = draft.application
        if is_own(desk.operator, draft.person):
            raise OwnApplication
        action = cast(Action, decision.action)
        check_duty(desk.operator, duty_for(action))
        task = open_task_of(application.id)
        if task is not None and not may_decide(task, desk.operator, desk.now.date()):
            raise NotWritable(words_of(task))
        seen = (application.round, application.node) == (decision.round, decision.node)
        seen = seen and decision.seen in (None, review_number(application))
        node = draft.standard.workflow.node(application.node)
        if seen and node is not None:
            check_returns(draft, node, action)  # or else it would seem decided
        if not seen or action not in actions_of(desk, draft):
            raise decided(draft)
        if action in WITH_OPINION and not opinion:
            raise OpinionNeeded
        return move(
            draft,
            action,
            actor=desk.operator,
            unit=desk.unit,
            now=desk.now,
            opinion=opinion,
            marks=check_marks(draft, decision.marks) if action == "return" else {},
            details={"checked": list(decision.checked)},
            behalf=_absent(desk, task),
        )


def _absent(desk: ReviewDesk, task: Task | None) -> str:
    """The account that took the task, where another one decides."""
    taken = task.taken_by if task is not None else ""
    return "" if taken == desk.operator.id else taken


def status_of(standard: Standard, application: Application) -> str:
    """The name of the state that an application is in."""
    return standard.workflow.status(cast(State, application.state), application.node)
