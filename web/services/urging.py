"""催办: an applicant asks the unit that has the application to go on with it; a unit asks those
that report to it. Once a day each, so that it stays a request."""

from __future__ import annotations

from collections.abc import Sequence
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


def urge_lower(upper: Unit, id: str, *, actor: Account, now: datetime) -> Unit:
    """Ask a unit that reports to this one to go on with what waits there.

    :raises NotFound: no such unit reports here
    :raises NotWritable: nothing waits there, or it was asked within the last day
    """
    with write(f"unit:{upper.id}", f"unit:{id}"):
        found = units_below(upper, now.date()).where(Unit.id == id).first()
        if found is None:
            raise NotFound("下级单位")
        if not found.waiting:
            raise NotWritable(f"“{found.name}”没有等待办理的申报，不需要催办。")
        prefix = f"unit:{id}:urged:{upper.id}:"
        _check_pause(found, prefix, now)
        late = f"，其中 {found.late} 份已超过办理期限" if found.late else ""
        text = f"{upper.name}催办：贵单位有 {found.waiting} 份申报等待办理{late}。"
        notify(found, text, link="/reviews", key=_key(prefix, now), now=now)
        events.record(
            f"unit:{id}",
            "urged",
            actor=actor,
            now=now,
            details={"by": upper.name, "waiting": found.waiting, "late": found.late},
        )
    unit: Unit = found
    return unit


def pauses_of(upper: Unit, ids: Sequence[str], now: datetime) -> dict[str, datetime]:
    """When each of some lower units may be urged again; those that may be now are left out."""
    query: Any = (
        Notice.select(Notice.unit, fn.MAX(Notice.made_at))
        .where(Notice.unit << list(ids), Notice.key.contains(f":urged:{upper.id}:"))
        .group_by(Notice.unit)
    )
    return {id: again for id, last in query.tuples() if (again := _after_pause(last, now))}


def _key(prefix: str, now: datetime) -> str:
    return f"{prefix}{now.isoformat(timespec='seconds')}"


def _again_at(unit: Unit, prefix: str, now: datetime) -> datetime | None:
    """When a unit may be asked for it again; None where it may be now."""
    said = Notice.select().where(Notice.unit == unit, Notice.key.startswith(prefix))
    last: Notice | None = said.order_by(Notice.made_at.desc()).first()
    return _after_pause(last.made_at if last is not None else None, now)


def _after_pause(last: datetime | None, now: datetime) -> datetime | None:
    return None if last is None or last + PAUSE <= now else last + PAUSE


def _check_pause(unit: Unit, prefix: str, now: datetime) -> None:
    again = _again_at(unit, prefix, now)
    if again is not None:
        raise NotWritable(f"24 小时内已经催办过，请在 {again:%Y-%m-%d %H:%M} 以后再催办。")
