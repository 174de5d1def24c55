"""进度跟踪: the nodes of the chain with who, when and what was said, and every round of handing in
(吉林手册 L202 流程推送, 山东手册 L72 状态跟踪)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from peewee import JOIN, fn

from engine.workflow.chain import reached, standing
from engine.workflow.model import Action
from web.models import Application, Mark, Review, Snapshot, Task, Unit
from web.pages.happenings import names_of, who_of
from web.services.draft import Draft
from web.services.handed_in import rounds_of

ACTORS = {
    "unit": "用人单位",
    "department": "业务部门",
    "committee": "评委会",
    "issuer": "发证机构",
}
TONES = {"pass": "good", "report": "good", "return": "bad", "back": "warn",
         "refuse": "bad", "terminate": "bad"}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """One decision: its name, by which unit (`who` there, for those who work with applications),
    when, how long it took, and the opinion."""

    node: str
    action: str
    tone: str
    unit: str
    who: str
    at: datetime
    opinion: str
    marks: int
    took: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NodePart:
    """A node in the present round. `state` is done, here, ended or ahead; `words` say so. `by` is
    the unit where it is known. Where the application is now: `since` when and until which day
    (`due_on`, "" without a deadline) it has to be decided, and whether that day is over."""

    name: str
    by: str
    state: str
    words: str
    decided: Decided | None = None
    since: datetime | None = None
    due_on: str = ""
    is_late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundPart:
    """One handing in: what was handed in then, and what was decided about it."""

    number: int
    at: datetime
    digest: str
    decisions: tuple[Decided, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Where an application is, and the way that it came."""

    nodes: tuple[NodePart, ...]
    rounds: tuple[RoundPart, ...]

    @property
    def following(self) -> NodePart | None:
        """What comes after where the application is now, None at the end."""
        here = [number for number, node in enumerate(self.nodes) if node.state == "here"]
        beyond = here[0] + 1 if here else len(self.nodes)
        return self.nodes[beyond] if beyond < len(self.nodes) else None


def build_progress(draft: Draft, *, named: bool = True) -> Progress:
    """The way of an application, from its first handing in; `named` tells which persons decided,
    which the applicant need not know: units answer for what they decide."""
    application = draft.application
    reviews = list(
        Review.select().where(Review.application == application).order_by(Review.at, Review.id)
    )
    acted = [id for review in reviews for id in (review.actor, review.behalf)]
    names = names_of(acted) if named else {}
    marks, tasks = _marks_of(application), _tasks_of(application)
    decided = {
        r.id: _decided(draft, r, names, marks.get(r.id, 0), _task_of(tasks, r)) for r in reviews
    }
    last = _last([r for r in reviews if r.round == application.round], draft, decided)
    waiting = next((task for task in tasks if task.done_at is None), None)
    return Progress(
        nodes=tuple(_nodes(draft, last, waiting)),
        rounds=tuple(
            _round(one, [decided[r.id] for r in reviews if r.round == one.round])
            for one in reversed(rounds_of(application))
        ),
    )


def _last(reviews: list[Review], draft: Draft, decided: dict[str, Decided]) -> dict[str, Decided]:
    """The decision of each node that stands, and of those that gave it back, that they did."""
    stands = standing(draft.standard.workflow, [(r.node, r.action) for r in reviews])
    latest = {r.node: number for number, r in enumerate(reviews)}
    return {
        node: decided[reviews[number].id]
        for node, number in latest.items()
        if stands.get(node) == number or reviews[number].action == "back"
    }


def _marks_of(application: Application) -> dict[str, int]:
    """How many marks each return has made, by the id of the decision."""
    query: Any = Mark.select(Mark.review, fn.COUNT(Mark.id)).join(Review)
    query = query.where(Review.application == application).group_by(Mark.review)
    return dict(query.tuples())


def _tasks_of(application: Application) -> list[Task]:
    """Every task of an application with its unit, in order."""
    query = Task.select(Task, Unit).join(Unit, JOIN.LEFT_OUTER)
    return list(query.where(Task.application == application).order_by(Task.arrived_at, Task.id))


def _task_of(tasks: list[Task], review: Review) -> Task | None:
    """The task that a decision was about."""
    found = (
        task
        for task in tasks
        if (task.round, task.node, task.done_at) == (review.round, review.node, review.at)
    )
    return next(found, None)


def how_long(since: datetime, until: datetime) -> str:
    """A span of time as people say it: 3 天, 5 小时, 20 分钟."""
    minutes = max(int((until - since).total_seconds() // 60), 0)
    if minutes >= 24 * 60:
        return f"{minutes // (24 * 60)} 天"
    return f"{minutes // 60} 小时" if minutes >= 60 else f"{max(minutes, 1)} 分钟"


def _decided(
    draft: Draft, review: Review, names: dict[str, str], marks: int, task: Task | None
) -> Decided:
    workflow = draft.standard.workflow
    node = workflow.node(review.node)
    return Decided(
        node=node.name if node else review.node,
        action=workflow.actions[cast(Action, review.action)],
        tone=TONES.get(review.action, ""),
        unit=task.unit.name if task is not None and task.unit is not None else "",
        who=who_of(names, review.actor, review.behalf),
        at=review.at,
        opinion=review.opinion,
        marks=marks,
        took=how_long(task.arrived_at, review.at) if task is not None else "",
    )


def _round(snapshot: Snapshot, decisions: list[Decided]) -> RoundPart:
    return RoundPart(
        number=snapshot.round,
        at=snapshot.taken_at,
        digest=snapshot.digest,
        decisions=tuple(decisions),
    )


def _nodes(draft: Draft, last: dict[str, Decided], waiting: Task | None) -> list[NodePart]:
    application, workflow = draft.application, draft.standard.workflow
    unit = application.unit.name if application.unit else ""
    found = []
    for node in reached(workflow):
        decision = last.get(node.id)
        is_here = application.node == node.id
        if application.state == "submitted" and is_here:
            state, words = "here", workflow.status("submitted", node.id)
        elif decision is not None and decision.tone == "good":
            state, words = "done", decision.action
        elif decision is not None and application.state in ("returned", "terminated"):
            state, words = "ended", decision.action
        elif decision is not None:
            state, words = "ahead", decision.action
        else:
            state, words = "ahead", "未到此环节"
        task = waiting if state == "here" else None
        by = unit if node.by == "unit" and unit else ACTORS[node.by]
        if task is not None and task.unit is not None:
            by = task.unit.name
        elif decision is not None and decision.unit:
            by = decision.unit
        due_on = task.due_on if task is not None else ""
        found.append(
            NodePart(
                name=node.name,
                by=by,
                state=state,
                words=words,
                decided=decision if state != "here" else None,
                since=task.arrived_at if task is not None else None,
                due_on=due_on,
                is_late=bool(due_on) and due_on < draft.now.date().isoformat(),
            )
        )
    return found
