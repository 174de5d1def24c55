"""Several applications let pass at once: each decided by itself, what cannot pass stays and says
why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from engine.workflow.model import Action
from web.models import Application, Person
from web.services.arrivals import open_task_of
from web.services.draft import Draft
from web.services.errors import NotFound, NotWritable, NotYours, ServiceError
from web.services.gates import check_gates
from web.services.operators import is_own
from web.services.reviewing import Decision, ReviewDesk, actions_of, decide, open_review
from web.services.taken import may_decide, taker_of

ACTION: Action = "pass"
MOST = 100
"""Applications of one batch; it is decided while somebody waits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """One application of a batch as it is shown before anything is decided; `hindrance` says why
    it cannot pass, "" if nothing is in the way; `doubts` are warnings and findings to be judged."""

    draft: Draft
    hindrance: str
    doubts: int

    @property
    def application(self) -> Application:
        """The application."""
        return self.draft.application


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """One that did not pass: whose it is, and the error."""

    id: str
    person: str
    error: ServiceError


def look_at(desk: ReviewDesk, ids: Sequence[str]) -> list[Chosen]:
    """The applications of a batch that came to this unit, in the order given."""
    found = []
    for id in list(dict.fromkeys(ids))[:MOST]:
        try:
            draft = open_review(desk, id)
        except (NotFound, NotYours):
            continue
        doubts = sum(one.severity in ("warning", "manual") for one in draft.report.findings)
        found.append(Chosen(draft=draft, hindrance=_hindrance(desk, draft), doubts=doubts))
    return found


def pass_all(
    desk: ReviewDesk, chosen: Iterable[tuple[str, int, str]], opinion: str
) -> tuple[int, list[Refused]]:
    """Let pass whatever can, each by `reviewing.decide` in a transaction of its own; how many did,
    and what did not. `chosen` are (id, round, node) as they were shown.

    :raises BadChoice: the opinion is too long
    """
    passed, refused = 0, []
    for id, round, node in chosen:
        wish = Decision(application=id, action=ACTION, opinion=opinion, round=round, node=node)
        try:
            decide(desk, wish)
            passed += 1
        except ServiceError as error:
            refused.append(Refused(id=id, person=_name(id), error=error))
    return passed, refused


def _hindrance(desk: ReviewDesk, draft: Draft) -> str:
    if is_own(desk.operator, draft.person):
        return "本人的申报，须由其他经办人审核"
    task = open_task_of(draft.application.id)
    if task is not None and not may_decide(task, desk.operator, desk.now.date()):
        taker = taker_of(task)
        return f"{taker.name if taker else '其他经办人'}已认领"
    if ACTION not in actions_of(desk, draft):
        return "现在不由您审核"
    node = draft.standard.workflow.node(draft.application.node)
    try:
        if node is not None:
            check_gates(draft, node, ACTION)
    except NotWritable as shut:
        return shut.reason
    return ""


def _name(id: str) -> str:
    found = Person.select(Person.name).join(Application).where(Application.id == id).first()
    return str(found.name) if found is not None else ""
