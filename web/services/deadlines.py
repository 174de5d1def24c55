"""Until when a task is to be done: working days of its node, who is late, whom to remind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal

from engine.calendar import Calendar, YearMissing
from engine.workflow.model import ReviewNode
from web.models import Application, Person, Task, Unit
from web.services.days import last_day
from web.services.packs import Packs

State = Literal["", "soon", "late"]
SOON = 2
"""Days before the last one from which on desks and lists say that a task is due soon."""
AHEAD = timedelta(days=45)
"""How long before a year begins its arrangement is missed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """The last day as an ISO day, "" without one; `left` are the working days up to it, negative
    once it has passed, None where the calendar cannot tell."""

    day: str = ""
    left: int | None = None
    state: State = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueTask:
    """An open task that is to be done soon or is late; `key` names the occasion of a reminder, one
    when it is due soon and one for each working day that it is late."""

    task: Task
    application: Application
    person: str
    plan: str
    node: str
    deadline: Deadline
    key: str


def due_on(calendar: Calendar, node: ReviewNode, day: date) -> str:
    """The last working day for what comes to a node on a day; "" where the node has no deadline,
    or where the calendar does not reach so far, which is told to staff (`missing_years`)."""
    return last_day(calendar, day, node.days) if node.days else ""


def deadline_of(calendar: Calendar, node: ReviewNode | None, due: str, today: date) -> Deadline:
    """How a deadline stands today."""
    if not due:
        return Deadline()
    last = date.fromisoformat(due)
    try:
        left = calendar.working_days_until(today, last)
    except YearMissing:
        return Deadline(day=due, state="late" if last < today else "")
    remind = node.remind_before if node is not None else 1
    state: State = "late" if last < today else "soon" if left <= remind else ""
    return Deadline(day=due, left=left, state=state)


def due_tasks(packs: Packs, now: datetime) -> Iterator[DueTask]:
    """Every open task that is late, or due so soon that its holder is to be reminded.

    Tasks that waited for a year of the calendar get their deadlines first (`fill_missing`).
    """
    query: Any = (
        Task.select(Task, Application, Person, Unit)
        .join(Application)
        .join(Person)
        .switch(Task)
        .join(Unit)
        .where(Task.done_at.is_null(), Task.due_on != "", Application.deleted_at.is_null())
        .order_by(Task.due_on, Task.id)
    )
    for task in query:
        node, plan = _node_of(packs, task)
        found = deadline_of(packs.calendar, node, task.due_on, now.date())
        if found.state:
            day = now.date().isoformat() if found.state == "late" else task.due_on
            yield DueTask(
                task=task,
                application=task.application,
                person=task.application.person.name,
                plan=plan,
                node=node.name if node else task.node,
                deadline=found,
                key=f"task:{task.id}:{found.state}:{day}",
            )


def fill_missing(packs: Packs) -> int:
    """Give open tasks the deadline that the calendar could not tell when they came; how many.

    Call it where nobody waits for it; every task is written by itself.
    """
    filled = 0
    open_tasks = Task.select().where(Task.done_at.is_null(), Task.due_on == "")
    for task in open_tasks:
        node, _ = _node_of(packs, task)
        day = due_on(packs.calendar, node, task.arrived_at.date()) if node else ""
        if day:
            still = Task.update(due_on=day).where(Task.id == task.id, Task.done_at.is_null())
            filled += int(still.execute())
    return filled


def missing_years(calendar: Calendar, today: date) -> tuple[int, ...]:
    """The years that deadlines need now or soon and that no pack arranges."""
    return calendar.missing_years(today, today + AHEAD)


def _node_of(packs: Packs, task: Task) -> tuple[ReviewNode | None, str]:
    application = task.application
    plan = packs.pinned(application.bundle_id)
    return plan.node(application.choice["standard"], task.node), plan.name
