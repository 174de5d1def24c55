"""进度跟踪: the nodes of the chain with who, when and what was said, and every round of handing in
(吉林手册 L202 流程推送, 山东手册 L72 状态跟踪)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from peewee import fn

from engine.workflow.chain import reached
from engine.workflow.model import Action
from web.models import Application, Mark, Review, Snapshot
from web.pages.happenings import names_of
from web.services.draft import Draft
from web.services.handed_in import rounds_of

ACTORS = {
    "unit": "用人单位",
    "department": "业务部门",
    "committee": "评委会",
    "issuer": "发证机构",
}
TONES = {"pass": "good", "report": "good", "return": "bad", "refuse": "bad", "terminate": "bad"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """One decision: its name, by whom, when, and the opinion."""

    node: str
    action: str
    tone: str
    who: str
    at: datetime
    opinion: str
    marks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NodePart:
    """A node in the present round. `state` is done, here, ended or ahead; `words` say so."""

    name: str
    by: str
    state: str
    words: str
    decided: Decided | None = None


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


def build_progress(draft: Draft) -> Progress:
    """The way of an application, from its first handing in."""
    application = draft.application
    reviews = list(
        Review.select().where(Review.application == application).order_by(Review.at, Review.id)
    )
    names = names_of(review.actor for review in reviews)
    marks = _marks_of(application)
    decided = {r.id: _decided(draft, r, names, marks.get(r.id, 0)) for r in reviews}
    last = {r.node: decided[r.id] for r in reviews if r.round == application.round}
    return Progress(
        nodes=tuple(_nodes(draft, last)),
        rounds=tuple(
            _round(one, [decided[r.id] for r in reviews if r.round == one.round])
            for one in reversed(rounds_of(application))
        ),
    )


def _marks_of(application: Application) -> dict[str, int]:
    """How many marks each return has made, by the id of the decision."""
    query: Any = Mark.select(Mark.review, fn.COUNT(Mark.id)).join(Review)
    query = query.where(Review.application == application).group_by(Mark.review)
    return dict(query.tuples())


def _decided(draft: Draft, review: Review, names: dict[str, str], marks: int) -> Decided:
    workflow = draft.standard.workflow
    node = workflow.node(review.node)
    return Decided(
        node=node.name if node else review.node,
        action=workflow.actions[cast(Action, review.action)],
        tone=TONES.get(review.action, ""),
        who=names.get(review.actor, ""),
        at=review.at,
        opinion=review.opinion,
        marks=marks,
    )


def _round(snapshot: Snapshot, decisions: list[Decided]) -> RoundPart:
    return RoundPart(
        number=snapshot.round,
        at=snapshot.taken_at,
        digest=snapshot.digest,
        decisions=tuple(decisions),
    )


def _nodes(draft: Draft, last: dict[str, Decided]) -> list[NodePart]:
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
        else:
            state, words = "ahead", "未到此环节"
        by = unit if node.by == "unit" and unit else ACTORS[node.by]
        found.append(NodePart(name=node.name, by=by, state=state, words=words, decided=decision))
    return found
