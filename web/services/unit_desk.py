"""What waits on the desk of a unit's operators, and what they did this week."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from peewee import fn

from engine.packs.province import Province
from web.clock import ZONE
from web.models import (
    Application,
    Batch,
    Binding,
    Meeting,
    Objection,
    Path,
    Publicity,
    Record,
    Task,
    Unit,
)
from web.services.certificates.reissue_desk import waiting_at
from web.services.deadlines import SOON
from web.services.exemptions import exemptions_for


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What waits: requests to be confirmed, records to be verified, applications to be decided on
    and to be reported (of all of them those past their last day and those near it), requests for
    new certificates, ways upward asked for, objections, exemptions asked for, open batches and
    meetings that are planned; of the applications of a committee, `arrived` are those that no batch
    has yet; how many people belong to the unit; and by action what was decided
    since Monday."""

    bindings: int
    records: int
    applications: int
    arrived: int
    reports: int
    overdue: int
    soon: int
    reissues: int
    paths: int
    objections: int
    exemptions: int
    batches: int
    meetings: int
    people: int
    done: Mapping[str, int] = field(default_factory=dict)


def count_waiting(unit: Unit, province: Province, today: date) -> Waiting:
    """Count what waits for a unit on a day; applications by their open tasks."""
    is_committee = unit.kind == "committee"
    return Waiting(
        **_tasks(unit, province, today),
        bindings=_bindings(unit, "requested"),
        records=_records(unit, province),
        reissues=waiting_at(unit).count(),
        paths=Path.select().where(Path.upper == unit, Path.state == "pending").count(),
        objections=_objections(unit),
        exemptions=exemptions_for(unit, "requested").count() if is_committee else 0,
        batches=_batches(unit) if is_committee else 0,
        meetings=_meetings(unit) if is_committee else 0,
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


def _tasks(unit: Unit, province: Province, today: date) -> dict[str, int]:
    """Open tasks to decide on and to report, those past their last day, and those near it."""
    near, now = (today + timedelta(days=SOON)).isoformat(), today.isoformat()
    only_reported = {node.id for node in province.workflow.nodes if node.actions == ("report",)}
    query: Any = (
        Task.select(Task.node, Task.due_on, fn.COUNT(Task.id), fn.COUNT(Application.batch))
        .join(Application)
        .where(Task.unit == unit, Task.done_at.is_null(), Application.deleted_at.is_null())
        .group_by(Task.node, Task.due_on)
    )
    found = {"applications": 0, "arrived": 0, "reports": 0, "overdue": 0, "soon": 0}
    for node, due_on, number, accepted in query.tuples():
        found["reports" if node in only_reported else "applications"] += number
        found["arrived"] += number - accepted
        if due_on and due_on <= near:
            found["overdue" if due_on < now else "soon"] += number
    return found


def _objections(unit: Unit) -> int:
    query = Objection.select().join(Publicity)
    return int(query.where(Publicity.unit == unit, Objection.state == "open").count())


def _batches(unit: Unit) -> int:
    return int(Batch.select().where(Batch.unit == unit, Batch.state != "finished").count())


def _meetings(unit: Unit) -> int:
    query = Meeting.select().join(Batch)
    return int(query.where(Batch.unit == unit, Meeting.state << ["planned", "open"]).count())


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
