"""受理: applications that came to a committee are accepted into a batch, one or several at once.

What is not complete goes back and what does not meet the conditions is refused by the review page
(`services.reviewing.decide`): there everything to be corrected is marked and told at once
(一次性告知).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import JOIN, fn

from engine.packs.model import Plan
from engine.workflow.model import ReviewNode
from web.models import Application, Batch, Person, Task, Unit, write
from web.services import events, notices
from web.services.batches import STATES, batch_of
from web.services.errors import Decided, NotFound, NotWritable, NotYours, OwnApplication
from web.services.operators import is_own
from web.services.reviewing import ReviewDesk, status_of
from web.services.searching import Search, has_words


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptanceSearch(Search):
    """What is looked for among those who wait; an empty value matches everything."""

    plan: str = ""
    title: str = ""
    mode: str = ""
    unit: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An application as the office lists it; `unit` recommended it, `level` is in the words of its
    province."""

    application: Application
    person: Person
    plan: Plan
    title: str
    level: str
    branch: str
    mode: str
    unit: str
    arrived_at: datetime | None = None
    due_on: str = ""

    def matches(self, search: AcceptanceSearch) -> bool:
        """Whether it is among those looked for."""
        return (
            search.plan in ("", self.plan.id)
            and search.title in ("", self.title)
            and search.mode in ("", self.mode)
            and search.unit in ("", self.unit)
            and has_words(self.person.name, search.name)
        )


def waiting_for(desk: ReviewDesk) -> list[Candidate]:
    """What came to this committee and was not accepted yet, the earliest first."""
    sender = Unit.alias()
    query = (
        Task.select(Task, Application, Person, sender)
        .join(Application)
        .join(Person)
        .switch(Application)
        .join(sender, JOIN.LEFT_OUTER, on=(Application.unit == sender.id), attr="unit")
        .where(
            Task.unit == desk.unit,
            Task.done_at.is_null(),
            Application.batch.is_null(),
            Application.deleted_at.is_null(),
        )
        .order_by(Task.arrived_at, Task.id)
    )
    found = [(task, candidate(desk, task.application, task)) for task in query]
    return [one for task, one in found if is_accepting(_node_of(one))]


def candidate(desk: ReviewDesk, application: Application, task: Task | None = None) -> Candidate:
    """An application as lists of the office show it; its person and unit are read with it."""
    plan, choice = desk.packs.pinned(application.bundle_id), application.choice
    standard = plan.standard(choice["standard"])
    level = standard.level_of(choice["title"]) if standard is not None else ""
    return Candidate(
        application=application,
        person=application.person,
        plan=plan,
        title=choice["title"],
        level=plan.word(level),
        branch=choice["branch"],
        mode=plan.mode_name(choice["mode"]),
        unit=application.unit.name if application.unit is not None else "",
        arrived_at=task.arrived_at if task else None,
        due_on=task.due_on if task else "",
    )


def _node_of(one: Candidate) -> ReviewNode | None:
    return one.plan.node(one.application.choice["standard"], one.application.node)


def is_accepting(node: ReviewNode | None) -> bool:
    """Whether applications are accepted at a node: the committee's own, not that of publicity."""
    return node is not None and node.by == "committee" and node.publicity is None


def accept(desk: ReviewDesk, id: str, batch: str) -> Application:
    """Accept an application into an open batch of its plan and tell the applicant.

    :raises NotFound, NotYours: it is not there, or did not come to this committee
    :raises Decided: it was accepted, sent back or refused meanwhile
    :raises NotWritable: the batch is not open, or of another plan
    :raises OwnApplication: it is the operator's own
    """
    with write(f"application:{id}", f"batch:{batch}"):
        into = batch_of(desk.unit, batch)
        found = _waiting(desk, id)
        if is_own(desk.operator, found.person):
            raise OwnApplication
        if into.state != "open":
            raise NotWritable(
                f"批次“{into.name}”{STATES[into.state]}，不能再编入。请选择收件中的批次。"
            )
        if into.plan != found.plan:
            raise NotWritable(f"“{into.name}”是另一个评审计划的批次，请选择同一计划的批次。")
        Application.update(batch=into).where(Application.id == id).execute()
        found.batch = into
        events.record(
            f"application:{id}",
            "accepted",
            actor=desk.operator,
            now=desk.now,
            details={"batch": into.id, "unit": desk.unit.id, "round": found.round},
        )
        notices.notify(
            found.person,
            f"“{desk.packs.pinned(found.bundle_id).name}”的申报已由{desk.unit.name}受理，"
            f"编入“{into.name}”。",
            link=f"/applications/{id}/track",
            key=f"application:{id}:{found.round}:accepted",
            now=desk.now,
        )
    return found


def _waiting(desk: ReviewDesk, id: str) -> Application:
    """An application that may be accepted here now."""
    found: Application | None = Application.get_or_none(Application.id == id)
    if found is None or found.deleted_at is not None:
        raise NotFound("申报记录")
    tasks = list(Task.select().where(Task.application == found, Task.unit == desk.unit))
    if not tasks:
        raise NotYours
    plan = desk.packs.pinned(found.bundle_id)
    is_open = any(task.done_at is None for task in tasks)
    if found.batch is not None:
        raise Decided(what="申报", state=f"已受理，编入“{found.batch.name}”", by="", at=None)
    standard = plan.standard(found.choice["standard"])
    if not is_open or not is_accepting(plan.node(found.choice["standard"], found.node)):
        state = status_of(standard, found) if standard is not None else found.state
        raise Decided(what="申报", state=state, by="", at=None)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitNumbers:
    """How many applications a unit sent to a committee: in batches, and still waiting."""

    unit: str
    accepted: int
    waiting: int


def numbers_by_unit(desk: ReviewDesk, waiting: Iterable[Candidate]) -> list[UnitNumbers]:
    """How many each unit sent, the most first."""
    query: Any = (
        Application.select(Unit.name, fn.COUNT(Application.id))
        .join(Unit, on=(Application.unit == Unit.id))
        .switch(Application)
        .join(Batch, on=(Application.batch == Batch.id))
        .where(Batch.unit == desk.unit)
        .group_by(Unit.name)
    )
    accepted: dict[str, int] = dict(query.tuples())
    left: dict[str, int] = {}
    for one in waiting:
        left[one.unit or "—"] = left.get(one.unit or "—", 0) + 1
    found = [
        UnitNumbers(unit=name, accepted=accepted.get(name, 0), waiting=left.get(name, 0))
        for name in {**accepted, **left}
    ]
    return sorted(found, key=lambda one: (-one.accepted - one.waiting, one.unit))
