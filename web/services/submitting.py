"""Handing in, the one gate, passed only by what the check lets pass; and taking it back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from engine.checks import CheckReport
from engine.committee.collaborators import collaborations, name_key
from engine.workflow.chain import after
from engine.workflow.model import ReviewNode, State
from web.models import Application, Collaborator, Notice, Review, Snapshot, Unit, write
from web.models.columns import digest_of
from web.services import events, notices
from web.services.applications import WRITABLE
from web.services.arrivals import close_task, open_task
from web.services.draft import Draft, open_draft
from web.services.errors import Changed, NotBound, NotPassed, NotWritable
from web.services.holders import acts_at, holder_of
from web.services.packs import Packs
from web.services.units import bound_unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """Where an application is handed in to: the node, and the unit of the applicant."""

    node: ReviewNode
    unit: Unit | None


def destination_of(draft: Draft) -> Destination:
    """The node that comes first, with the unit that has confirmed the applicant (云南手册 L78).

    :raises NotBound: a unit would have to review, and there is none
    """
    workflow = draft.standard.workflow
    node = workflow.node(workflow.destination) or workflow.nodes[0]
    unit = bound_unit(draft.person)
    if unit is None and node.by == "unit":
        raise NotBound(draft.plan.word("unit"))
    return Destination(node=node, unit=unit)


def _hold(draft: Draft, to: Destination) -> Unit:
    """Who has to decide at the node that comes first: the applicant's unit, or above it.

    :raises NotBound, NoPath, NoHolder: as `holder_of`
    """
    if to.unit is not None and acts_at(to.unit, to.node.by):
        return to.unit
    return holder_of(draft, to.node, to.unit)


def submit(draft: Draft, packs: Packs, *, unit: str | None = None) -> CheckReport:
    """Hand in an application if its plan is open and its check passes, for the first time or after
    a return; it goes to the unit that the applicant is bound to.

    Nothing is written while the report holds an error; warnings are kept with the snapshot so
    that reviewers see them. What is checked is what is stored when the transaction has begun: the
    window, bans, the binding, other applications of the year and every answer; exactly that is
    kept. `unit` is the id of the unit that was confirmed, None where nobody was asked.

    :raises NotWritable, PlanNotOpen, NotPledged: as `Draft.check_writable`
    :raises NotPassed: the check found errors
    :raises NotBound, Changed: there is no unit (any more), or another one than was confirmed
    :raises NoPath, NoHolder: nobody would be responsible at the first node
    """
    draft.check_writable()
    id = draft.application.id
    with write(f"application:{id}", f"person:{draft.person.id}"):
        now = open_draft(packs, draft.person, id, now=draft.now, actor=draft.actor)
        now.check_writable()
        if not now.report.passed:
            raise NotPassed(id)
        to = destination_of(now)
        if unit is not None and unit != (to.unit.id if to.unit else ""):
            raise Changed(now.plan.word("unit"))
        _hand_in(now, to)
    return now.report


def _hand_in(now: Draft, to: Destination) -> None:
    application, report = now.application, now.report
    holder = _hold(now, to)
    state, node = after(
        now.standard.workflow, cast(State, application.state), application.node, "hand_in"
    )
    kept = {"dossier": now.data, "report": report.plain()}
    snapshot = Snapshot.create(
        application=application.id,
        round=application.round + 1,
        bundle=application.bundle_id,
        dossier=kept["dossier"],
        report=kept["report"],
        digest=digest_of(kept),
        taken_at=now.now,
    )
    _keep_collaborators(now, snapshot)
    moved = (
        Application.update(
            state=state,
            node=node,
            round=snapshot.round,
            unit=to.unit,
            title=application.choice.get("title", ""),
            submitted_at=now.now,
        )
        .where(Application.id == application.id, Application.state << list(WRITABLE))
        .execute()
    )
    if not moved:
        raise NotWritable("申报已提交，不能再修改。")
    application.state, application.node = state, node
    application.round, application.submitted_at = snapshot.round, now.now
    application.unit = to.unit
    open_task(now, to.node, holder, now=now.now)
    events.record(
        f"application:{application.id}",
        "hand-in",
        actor=now.actor,
        now=now.now,
        details={
            "round": snapshot.round,
            "digest": snapshot.digest,
            "unit": to.unit.id if to.unit else "",
        },
    )
    _tell(now, holder, snapshot)


def _keep_collaborators(now: Draft, snapshot: Snapshot) -> None:
    """Note whom it names beside the applicant, so that who judges it can be compared with them."""
    found = collaborations(now.standard, now.values, now.person.name)
    rows = [
        {
            "snapshot": snapshot,
            "key": name_key(one.name),
            "name": one.name,
            "achievement": one.achievement,
        }
        for one in found
    ]
    for start in range(0, len(rows), 200):
        Collaborator.insert_many(rows[start : start + 200]).execute()


def _tell(now: Draft, holder: Unit, snapshot: Snapshot) -> None:
    id, again = now.application.id, "修改后再次" if snapshot.round > 1 else ""
    key = f"application:{id}:hand-in:{snapshot.round}"
    mine = Notice.person == now.person
    notices.put_aside(mine, link=f"/applications/{id}", now=now.now)  # that it was returned
    notices.notify(
        holder,
        f"{now.person.name}{again}提交了“{now.plan.name}”的申报，请审核。",
        link=f"/reviews/{id}",
        key=f"{key}:unit",
        now=now.now,
    )
    where = f"，已送{holder.name}"
    notices.notify(
        now.person,
        f"“{now.plan.name}”的申报已{again}提交{where}。",
        link=f"/applications/{id}/track",
        key=key,
        now=now.now,
    )


def may_withdraw(draft: Draft) -> bool:
    """Whether the applicant may take the application back: the pack lets them, and nobody at the
    first node has decided yet."""
    application, workflow = draft.application, draft.standard.workflow
    return (
        workflow.withdraw
        and application.state == "submitted"
        and application.node == workflow.destination
        and not _reviews_of_round(application).exists()
    )


def withdraw(draft: Draft, packs: Packs) -> None:
    """Take an application back: it can be changed again as before it was handed in.

    :raises NotWritable: the pack does not let applicants do so, or somebody has decided
    """
    id = draft.application.id
    with write(f"application:{id}"):
        now = open_draft(packs, draft.person, id, now=draft.now, actor=draft.actor)
        if not may_withdraw(now):
            raise NotWritable("申报已进入审核，不能自己撤回；如需修改，请联系审核部门退回。")
        application = now.application
        state = "returned" if _was_returned(application) else "editing"
        Application.update(state=state, node="").where(Application.id == id).execute()
        held = close_task(now, "withdraw", now=draft.now)
        events.record(
            f"application:{id}",
            "withdraw",
            actor=draft.actor,
            now=draft.now,
            details={"round": application.round},
        )
        if held is not None and held.unit is not None:
            notices.notify(
                held.unit,
                f"{draft.person.name}撤回了“{now.plan.name}”的申报。",
                key=f"application:{id}:withdraw:{application.round}",
                now=draft.now,
            )


def _was_returned(application: Application) -> bool:
    """Whether what was handed in last was the correction of a return."""
    returns = Review.select().where(Review.application == application, Review.action == "return")
    return bool(returns.exists())


def _reviews_of_round(application: Application) -> Any:
    return Review.select().where(
        Review.application == application, Review.round == application.round
    )
