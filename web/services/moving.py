"""An application moves along its chain: the one door of everything that moves one.

Who may move it is decided before (`services.reviewing`, meetings, publicity, issuing); what a move
is stands here: gates, the decision with its marks, the task that closes and the one that opens,
the event, what people are told.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

from engine.workflow.chain import NotPossible, after
from engine.workflow.model import Action, ReviewNode, State
from web.models import Account, Application, Mark, Review, Task, Unit
from web.services import events, notices
from web.services.arrivals import close_task, open_task, open_task_of, tell_passed
from web.services.draft import Draft
from web.services.errors import Decided, NoHolder
from web.services.gates import check_gates
from web.services.holders import holder_of
from web.services.markable import markable
from web.services.opinions import read_opinion

MAX_COMMENT = 500
MOST_TOLD = 400
"""Characters of an opinion and its marks that a notice says; the page says all."""


def move(
    draft: Draft,
    action: Action,
    *,
    actor: Account | None,
    unit: Unit | None,
    now: datetime,
    opinion: str = "",
    marks: Mapping[str, str] | None = None,
    details: Mapping[str, Any] | None = None,
    behalf: str = "",
) -> Application:
    """Take an action at the node where an application waits, inside the caller's `write()`, in
    which the draft was opened, too; `unit` is who acts, None for the site itself.

    `marks` are comments by path (`check_marks`), `details` go into the event, `behalf` is the
    account in whose place `actor` decides.

    :raises Decided: the action is not possible where the application is now
    :raises NotWritable: a gate is shut
    :raises NoPath, NoHolder: nobody would be responsible at the next node
    """
    application, workflow = draft.application, draft.standard.workflow
    at = workflow.node(application.node)
    try:
        state, node = after(workflow, cast(State, application.state), application.node, action)
    except NotPossible:
        raise decided(draft) from None
    assert at is not None  # `after` would have said so
    check_gates(draft, at, action)
    is_back = action == "back"
    holder = _had(draft, node) if is_back else _next_holder(draft, state, node, unit)
    _review(draft, action, actor, behalf, opinion, marks or {}, now)
    said = {**(details or {}), **({"behalf": behalf} if behalf else {})}
    _event(draft, action, actor, unit, opinion, marks or {}, said, now)
    _set(draft, state, node)
    close_task(draft, action, now=now)
    _tell_applicant(draft, action, unit, opinion, marks or {}, now)
    following = workflow.node(node) if state == "submitted" else None
    if following is not None and holder is not None:
        open_task(draft, following, holder, now=now)
        if is_back:
            _tell_again(draft, following, holder, unit, opinion, now)
        elif unit is None or holder.id != unit.id:
            _tell_holder(draft, following, holder, now)
    elif state == "passed":
        tell_passed(draft, now=now)
    return application


def _next_holder(draft: Draft, state: State, node: str, unit: Unit | None) -> Unit | None:
    following = draft.standard.workflow.node(node)
    if state != "submitted" or following is None:
        return None
    task = open_task_of(draft.application.id)
    return holder_of(draft, following, _before(task, unit))


def _had(draft: Draft, node: str) -> Unit:
    """Who decided at a node in this round, whatever paths say by now.

    :raises NoHolder: the unit is not there any more
    """
    application = draft.application
    query = Task.select().where(
        Task.application == application, Task.round == application.round, Task.node == node
    )
    task = query.order_by(Task.arrived_at.desc(), Task.id.desc()).first()
    holder: Unit | None = task.unit if task is not None and task.unit_id else None
    if holder is None or holder.state != "active":
        at = draft.standard.workflow.node(node)
        raise NoHolder(node=at.name if at else node, name=holder.name if holder else "")
    return holder


def _before(task: Task | None, unit: Unit | None) -> Unit | None:
    """Who had the application: the holder of its task; who acts, where nobody had it."""
    held: Unit | None = task.unit if task is not None and task.unit_id else None
    return held or unit


def _set(draft: Draft, state: State, node: str) -> None:
    application = draft.application
    was = (application.state, application.node, application.round)
    moved = Application.update(state=state, node=node).where(
        Application.id == application.id,
        Application.state == was[0],
        Application.node == was[1],
        Application.round == was[2],
    )
    if not moved.execute():
        raise decided(draft)
    application.state, application.node = state, node


def _review(
    draft: Draft,
    action: Action,
    actor: Account | None,
    behalf: str,
    opinion: str,
    marks: Mapping[str, str],
    now: datetime,
) -> None:
    review = Review.create(
        application=draft.application,
        round=draft.application.round,
        node=draft.application.node,
        action=action,
        opinion=opinion,
        actor=actor.id if actor else "",
        behalf=behalf,
        at=now,
    )
    for path, comment in marks.items():
        said = read_opinion(comment, MAX_COMMENT, "标出处的说明")
        Mark.create(review=review, path=path, comment=said)


def _event(
    draft: Draft,
    action: Action,
    actor: Account | None,
    unit: Unit | None,
    opinion: str,
    marks: Mapping[str, str],
    details: Mapping[str, Any],
    now: datetime,
) -> None:
    said = {
        "round": draft.application.round,
        "node": draft.application.node,
        "opinion": opinion,
        "marks": sorted(marks),
        "unit": unit.id if unit else "",
        **details,
    }
    events.record(f"application:{draft.application.id}", action, actor=actor, now=now, details=said)


def _tell_applicant(
    draft: Draft,
    action: Action,
    unit: Unit | None,
    opinion: str,
    marks: Mapping[str, str],
    now: datetime,
) -> None:
    application, workflow = draft.application, draft.standard.workflow
    status = workflow.status(cast(State, application.state), application.node)
    who = unit.name if unit else ""
    returned = application.state == "returned"
    told = (opinion[:200].rstrip("。；;"), _listed(draft, marks))
    said = "；".join(part for part in told if part)
    notices.notify(
        draft.person,
        f"“{draft.plan.name}”的申报：{who}{workflow.actions[action]}"
        + (f"：{_shortened(said)}" if said else "")
        + f"。现在是“{status}”。",
        link=f"/applications/{application.id}" + ("" if returned else "/track"),
        key=f"application:{application.id}:{application.round}:{action}"
        f":{review_number(application)}",
        now=now,
    )


def _shortened(said: str) -> str:
    """What a notice has room for; the page says the rest, and the notice says so."""
    more = "……全部内容见申报页面"
    return said if len(said) <= MOST_TOLD else said[: MOST_TOLD - len(more)] + more


def _listed(draft: Draft, marks: Mapping[str, str]) -> str:
    """Everything that has to be corrected, said at once (一次性告知)."""
    if not marks:
        return ""
    names = markable(draft)
    parts = [
        names.get(path, path) + (f"（{said.rstrip('。；;')}）" if said else "")
        for path, said in marks.items()
    ]
    return f"需要修改 {len(parts)} 处：" + "、".join(parts)


def _tell_holder(draft: Draft, node: ReviewNode, holder: Unit, now: datetime) -> None:
    application = draft.application
    notices.notify(
        holder,
        f"{draft.person.name}的“{draft.plan.name}”申报已送到，请办理“{node.name}”。",
        link=f"/reviews/{application.id}",
        key=f"application:{application.id}:{application.round}:{node.id}"
        f":{review_number(application)}:unit",
        now=now,
    )


def _tell_again(
    draft: Draft, node: ReviewNode, holder: Unit, unit: Unit | None, opinion: str, now: datetime
) -> None:
    application = draft.application
    notices.notify(
        holder,
        f"{unit.name if unit else '系统'}退回了{draft.person.name}的“{draft.plan.name}”申报，"
        f"请重新办理“{node.name}”：{_shortened(opinion)}",
        link=f"/reviews/{application.id}",
        key=f"application:{application.id}:{application.round}:{node.id}"
        f":{review_number(application)}:unit",
        now=now,
    )


def review_number(application: Application) -> int:
    """How many decisions there are about an application."""
    return int(Review.select().where(Review.application == application).count())


def decided(draft: Draft) -> Decided:
    """That an action is not possible (any more), since there was one before."""
    application = draft.application
    query = Review.select().where(Review.application == application).order_by(Review.id.desc())
    last = query.first()
    by = Account.get_or_none(Account.id == last.actor) if last else None
    stored = Application.get_by_id(application.id)
    workflow = draft.standard.workflow
    return Decided(
        what="申报",
        state=workflow.status(cast(State, stored.state), stored.node),
        by=by.name if by else "",
        at=last.at if last else stored.submitted_at,
    )
