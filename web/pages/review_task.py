"""What a reviewer sees of the task: until when, and who has taken it."""

from __future__ import annotations

from dataclasses import dataclass

from engine.workflow.model import ReviewNode
from web.services.arrivals import open_task_of
from web.services.deadlines import Deadline, deadline_of
from web.services.draft import Draft
from web.services.duties import has_duty
from web.services.errors import NotWritable
from web.services.publicity import check_publicity
from web.services.reviewing import ReviewDesk
from web.services.taken import may_decide, taker_of


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskPart:
    """An open task of this unit. `taker` is who has taken it, `is_mine` whether that is who looks,
    `stands_in` whether who looks may decide in the taker's place, `unshown` why the publicity that
    the node declares keeps it from passing, "" where nothing does."""

    node: str
    deadline: Deadline
    taker: str
    is_mine: bool
    stands_in: bool
    may_take: bool
    may_release: bool
    unshown: str


def build_task_part(desk: ReviewDesk, draft: Draft) -> TaskPart | None:
    """The task, None where the application does not wait for this unit."""
    task = open_task_of(draft.application.id)
    if task is None or task.unit_id != desk.unit.id:
        return None
    node = draft.standard.workflow.node(task.node)
    today = desk.now.date()
    taker = taker_of(task)
    mine = taker is not None and taker.id == desk.operator.id
    decides = may_decide(task, desk.operator, today)
    reviews = has_duty(desk.operator, "review")
    return TaskPart(
        node=node.name if node else "",
        deadline=deadline_of(desk.packs.calendar, node, str(task.due_on), today),
        taker=taker.name if taker else "",
        is_mine=mine,
        stands_in=taker is not None and not mine and decides,
        may_take=taker is None and reviews,
        may_release=taker is not None
        and ((decides and reviews) or has_duty(desk.operator, "manage")),
        unshown=_unshown(draft, node),
    )


def _unshown(draft: Draft, node: ReviewNode | None) -> str:
    try:
        if node is not None:
            check_publicity(draft, node, "pass")
    except NotWritable as refusal:
        return refusal.reason
    return ""
