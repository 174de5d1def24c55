"""催办: an applicant asks the unit that has the application to go on with it; a unit asks those
that report to it. Once a day each, so that it stays a request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from peewee import fn

from web.models import Account, Application, Notice, Task, Unit, write
from web.services import events
from web.services.draft import Draft
from web.services.errors import NotFound, NotWritable
from web.services.lower_units import units_below
from web.services.notices import notify

PAUSE = timedelta(hours=24)
"""How long after one request the next may come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What somebody waits for: the unit that has it since when, until when it is due (ISO day, ""
    without a deadline), and when it may be urged again (None: now)."""

    unit: Unit
    since: datetime
    due_on: str
    again_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LowerUnit:
    """A unit that reports here: how many applications wait there, how many of them are late."""

    unit: Unit
    waiting: int
    late: int
    again_at: datetime | None


def waiting_of(draft: Draft) -> Waiting | None:
    """Who has an application now; None while nobody outside of the applicant has."""
    task = _task_of(draft.application)
    if task is None or task.unit is None:
        return None
    return Waiting(
        unit=task.unit,
        since=task.arrived_at,
        due_on=task.due_on,
        again_at=_again_at(task.unit, f"task:{task.id}:urged:", draft.now),
    )


def _task_of(application: Application) -> Task | None:
    found: Task | None = (
        Task.select(Task, Unit)
        .join(Unit)
        .where(Task.application == application.id, Task.done_at.is_null())
        .first()
    )
    return found


def urge(draft: Draft) -> Unit:
    """Ask the unit that has the application to go on with it; which unit that is.

    :raises NotWritable: nobody has it, or it was asked within the last day
    """
    application, now = draft.application, draft.now
    with write(f"application:{application.id}"):
        task = _task_of(application)
        unit = task.unit if task is not None else None
        if task is None or unit is None:
            raise NotWritable("这份申报现在不在审核中，不需要催办。")
        prefix = f"task:{task.id}:urged:"
        _check_pause(unit, prefix, now)
        text = f"{draft.person.name}催办：“{draft.plan.name}”的申报等待贵单位办理。"
        notify(unit, text, link=f"/reviews/{application.id}", key=_key(prefix, now), now=now)
        events.record(
            f"application:{application.id}",
            "urged",
            actor=draft.actor,
            now=now,
            details={"unit": unit.name, "node": task.node},
        )
    return unit


def lower_units(upper: Unit, now: datetime) -> list[LowerUnit]:
    """The units that report to this one, those with the most that is late first."""
    units = list(units_below(upper))
    ids = [unit.id for unit in units]
    counted, urged = _counted(ids, now), _urged(upper, ids)
    found = [
        LowerUnit(
            unit=unit,
            waiting=counted.get(unit.id, (0, 0))[0],
            late=counted.get(unit.id, (0, 0))[1],
            again_at=_after_pause(urged.get(unit.id), now),
        )
        for unit in units
    ]
    return sorted(found, key=lambda one: (-one.late, -one.waiting, one.unit.name))


def _counted(ids: list[str], now: datetime) -> dict[str, tuple[int, int]]:
    """How many open tasks each unit has, and how many of them are late."""
    is_late = (Task.due_on != "") & (Task.due_on < now.date().isoformat())
    query: Any = (
        Task.select(Task.unit, fn.COUNT(Task.id), fn.COUNT(Task.id).filter(is_late))
        .join(Application)
        .where(Task.unit.in_(ids), Task.done_at.is_null(), Application.deleted_at.is_null())
        .group_by(Task.unit)
    )
    return {unit: (number, late) for unit, number, late in query.tuples()}


def urge_lower(upper: Unit, id: str, *, actor: Account, now: datetime) -> Unit:
    """Ask a unit that reports to this one to go on with what waits there.

    :raises NotFound: no such unit reports here
    :raises NotWritable: nothing waits there, or it was asked within the last day
    """
    with write(f"unit:{upper.id}", f"unit:{id}"):
        found = next((one for one in lower_units(upper, now) if one.unit.id == id), None)
        if found is None:
            raise NotFound("下级单位")
        if not found.waiting:
            raise NotWritable(f"“{found.unit.name}”没有等待办理的申报，不需要催办。")
        prefix = _of_unit(found.unit, upper)
        _check_pause(found.unit, prefix, now)
        late = f"，其中 {found.late} 份已超过办理期限" if found.late else ""
        text = f"{upper.name}催办：贵单位有 {found.waiting} 份申报等待办理{late}。"
        notify(found.unit, text, link="/reviews", key=_key(prefix, now), now=now)
        events.record(
            f"unit:{id}",
            "urged",
            actor=actor,
            now=now,
            details={"by": upper.name, "waiting": found.waiting, "late": found.late},
        )
    return found.unit


def _of_unit(unit: Unit, upper: Unit) -> str:
    return f"unit:{unit.id}:urged:{upper.id}:"


def _key(prefix: str, now: datetime) -> str:
    return f"{prefix}{now.isoformat(timespec='seconds')}"


def _again_at(unit: Unit, prefix: str, now: datetime) -> datetime | None:
    """When a unit may be asked for it again; None where it may be now."""
    said = Notice.select().where(Notice.unit == unit, Notice.key.startswith(prefix))
    last: Notice | None = said.order_by(Notice.made_at.desc()).first()
    return _after_pause(last.made_at if last is not None else None, now)


def _urged(upper: Unit, ids: list[str]) -> dict[str, datetime]:
    """When each of some units was asked last by the unit that they report to."""
    query: Any = (
        Notice.select(Notice.unit, fn.MAX(Notice.made_at))
        .where(Notice.unit << ids, Notice.key.contains(f":urged:{upper.id}:"))
        .group_by(Notice.unit)
    )
    return dict(query.tuples())


def _after_pause(last: datetime | None, now: datetime) -> datetime | None:
    return None if last is None or last + PAUSE <= now else last + PAUSE


def _check_pause(unit: Unit, prefix: str, now: datetime) -> None:
    again = _again_at(unit, prefix, now)
    if again is not None:
        raise NotWritable(f"24 小时内已经催办过，请在 {again:%Y-%m-%d %H:%M} 以后再催办。")
