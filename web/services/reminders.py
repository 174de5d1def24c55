"""Reminders by themselves: a unit is told once a working day how much there is due soon or late,
in one notice, however many applications that are."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from engine.calendar import YearMissing
from web.models import Unit
from web.services.deadlines import DueTask, due_tasks, fill_missing
from web.services.notices import notify_daily
from web.services.packs import Packs
from web.services.path_reminders import remind_paths

FROM_HOUR = 8


def remind_all(packs: Packs, *, now: datetime) -> int:
    """Tell all units of what is due; how many were told. May be repeated: a day's notice is made
    once, and what it said the day before is put aside."""
    fill_missing(packs)
    if now.hour < FROM_HOUR or not _is_working_day(packs, now):
        return 0
    by_unit: dict[str, list[DueTask]] = defaultdict(list)
    for due in due_tasks(packs, now):
        if due.task.unit_id is not None:
            by_unit[due.task.unit_id].append(due)
    units = Unit.select().where(Unit.id << list(by_unit))
    told = sum(
        [
            notify_daily(unit, "due", _said(by_unit[unit.id]), link="/reviews", now=now)
            for unit in units
        ]
    )
    return told + remind_paths(packs, now=now)


def _is_working_day(packs: Packs, now: datetime) -> bool:
    """Whether people are at work; a year that nobody has arranged yet keeps no reminder back."""
    try:
        return packs.calendar.is_working_day(now.date())
    except YearMissing:
        return True


def _said(found: list[DueTask]) -> str:
    late = [one for one in found if one.deadline.state == "late"]
    soon = [one for one in found if one.deadline.state == "soon"]
    parts = []
    if late:
        first = min(late, key=lambda one: one.deadline.day)
        day = first.deadline.day
        parts.append(f"{len(late)} 份已超过办理期限（最早的是“{first.person}”，应在 {day} 前）")
    if soon:
        first = min(soon, key=lambda one: one.deadline.day)
        parts.append(f"{len(soon)} 份即将到期（最早 {first.deadline.day}）")
    return f"待办的申报中有 {'，'.join(parts)}，请及时办理。"
