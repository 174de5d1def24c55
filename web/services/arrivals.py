"""An application comes to a node: the task that opens there, who is told, what follows from it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from engine.workflow.model import ReviewNode
from web.models import Notice, Task, Unit
from web.services import notices
from web.services.batch_leaving import leave_batch
from web.services.deadlines import due_on
from web.services.draft import Draft
from web.services.publicity import settle_shown

Arrival = Callable[[Draft, ReviewNode | None, Task | None, datetime], None]
"""What a room does when an application comes to a node, or is passed: then both are None."""

ARRIVALS: tuple[Arrival, ...] = (leave_batch, settle_shown)


def open_task(draft: Draft, node: ReviewNode, holder: Unit, *, now: datetime) -> Task:
    """Let an application wait at a node for a unit, inside the `write()` of what brought it there.

    There is one open task of an application; whoever closes it comes before.
    """
    application = draft.application
    task: Task = Task.create(
        application=application,
        round=application.round,
        node=node.id,
        unit=holder,
        arrived_at=now,
        due_on=due_on(draft.calendar, node, now.date()),
    )
    for arrival in ARRIVALS:
        arrival(draft, node, task, now)
    return task


def tell_passed(draft: Draft, *, now: datetime) -> None:
    """Let every room know that an application has come through its chain."""
    for arrival in ARRIVALS:
        arrival(draft, None, None, now)


def close_task(draft: Draft, action: str, *, now: datetime) -> Task | None:
    """Close what is open of an application, and put aside what its holder was told of it."""
    task = open_task_of(draft.application.id)
    if task is not None:
        Task.update(done_at=now, action=action).where(Task.id == task.id).execute()
        if task.unit_id:
            link = f"/reviews/{draft.application.id}"
            notices.put_aside(Notice.unit == task.unit_id, link=link, now=now)
    return task


def open_task_of(application: str) -> Task | None:
    """The open task of an application, None where it waits for nobody."""
    query = Task.select().where(Task.application == application, Task.done_at.is_null())
    found: Task | None = query.first()
    return found
