"""What waits on the desk of a unit's operators, and what they did this week."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from peewee import fn

from engine.packs.province import Province
from web.clock import ZONE
from web.models import Application, Binding, Objection, Path, Publicity, Record, Task, Unit

SOON = 2
"""Days before the last one from which on a task is said to be due soon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What waits: requests to be confirmed, records to be verified, applications to be decided on
    (of them those past their last day and those near it), ways upward asked for, objections; how
    many people belong to the unit; and by action what was decided since Monday."""

    bindings: int
    records: int
    applications: int
    overdue: int
    soon: int
    paths: int
    objections: int
    people: int
    done: Mapping[str, int] = field(default_factory=dict)


def count_waiting(unit: Unit, province: Province, today: date) -> Waiting:
    """Count what waits for a unit on a day; applications by their open tasks."""
    overdue, soon, total = _tasks(unit, today)
    return Waiting(
        bindings=_bindings(unit, "requested"),
        records=_records(unit, province),
        applications=total,
        overdue=overdue,
        soon=soon,
        paths=Path.select().where(Path.upper == unit, Path.state == "pending").count(),
        objections=Objection.select()
        .join(Publicity)
        .where(Publicity.unit == unit, Objection.state == "open")
        .count(),
        people=_bindings(unit, "bound"),
        done=done_since(unit, monday(today)),
    )


def monday(today: date) -> datetime:
    """When the week of a day begins."""
    return datetime.combine(today - timedelta(days=today.weekday()), time(), ZONE)


def done_since(unit: Unit, since: datetime) -> dict[str, int]:
    """How many tasks of a unit were done since then, by action."""
    query: Any = (
        Task.select(Task.action, fn.COUNT(Task.id))
        .where(Task.unit == unit, Task.done_at >= since, Task.action != "")
        .group_by(Task.action)
    )
    return dict(query.tuples())


def _tasks(unit: Unit, today: date) -> tuple[int, int, int]:
    """Open tasks past their last day, those near it, and all of them."""
    near = (today + timedelta(days=SOON)).isoformat()
    query: Any = (
        Task.select(Task.due_on, fn.COUNT(Task.id))
        .join(Application)
        .where(Task.unit == unit, Task.done_at.is_null(), Application.deleted_at.is_null())
        .group_by(Task.due_on)
    )
    overdue = soon = total = 0
    for due_on, number in query.tuples():
        total += number
        if due_on and due_on < today.isoformat():
            overdue += number
        elif due_on and due_on <= near:
            soon += number
    return overdue, soon, total


def _records(unit: Unit, province: Province) -> int:
    bound = Binding.select(Binding.person).where(Binding.unit == unit, Binding.state == "bound")
    query = Record.select().where(
        Record.person << bound,
        Record.status == "pending",
        Record.deleted_at.is_null(),
        Record.kind << list(province.kinds),
    )
    return int(query.count())


def _bindings(unit: Unit, state: str) -> int:
    number: int = Binding.select().where(Binding.unit == unit, Binding.state == state).count()
    return number
