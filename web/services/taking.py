"""认领: an operator takes a task, so that of two nobody reads the same application twice."""

from __future__ import annotations

from web.models import Task, write
from web.services import events
from web.services.arrivals import open_task_of
from web.services.duties import check_duty, has_duty
from web.services.errors import Decided, NotWritable
from web.services.moving import decided
from web.services.reviewing import ReviewDesk, open_review
from web.services.taken import may_decide, taker_of, words_of


def take(desk: ReviewDesk, id: str) -> Task:
    """Take the open task of an application; a second time changes nothing.

    :raises NotFound, NotYours, DutyNeeded: as `open_review`, or deciding is not one's duty
    :raises Decided: another operator has taken it, or it does not wait here any more
    """
    check_duty(desk.operator, "review")
    with write(f"application:{id}"):
        task = _ours(desk, id)
        other = taker_of(task)
        if other is not None and other.id != desk.operator.id:
            raise Decided(what="申报", state="已认领", by=other.name, at=None)
        if other is None:
            _set(desk, task, desk.operator.id, "task-taken")
    return task


def release(desk: ReviewDesk, id: str) -> Task:
    """Give a task back, so that others may decide; for others, who stands in for them today, or
    whose duty it is to manage.

    :raises NotFound, NotYours: as `open_review`
    :raises NotWritable: another operator has taken it
    :raises Decided: nobody has taken it, or it does not wait here any more
    """
    with write(f"application:{id}"):
        task = _ours(desk, id)
        if not task.taken_by:
            raise Decided(what="申报", state="未认领", by="", at=None)
        if not (
            may_decide(task, desk.operator, desk.now.date()) or has_duty(desk.operator, "manage")
        ):
            raise NotWritable(words_of(task))
        _set(desk, task, "", "task-released")
    return task


def _ours(desk: ReviewDesk, id: str) -> Task:
    draft = open_review(desk, id)
    task = open_task_of(draft.application.id)
    if task is None or task.unit_id != desk.unit.id:
        raise decided(draft)
    return task


def _set(desk: ReviewDesk, task: Task, account: str, action: str) -> None:
    Task.update(taken_by=account).where(Task.id == task.id).execute()
    events.record(
        f"application:{task.application_id}",
        action,
        actor=desk.operator,
        now=desk.now,
        details={"node": task.node, "round": task.round, "unit": desk.unit.id},
    )
    task.taken_by = account
