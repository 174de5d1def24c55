"""Upper units are told once a working day which requests for ways upward they should have answered
(山东手册 L166: 审核时间为一个工作日)."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from web.models import Path, Unit, write
from web.services.days import last_day
from web.services.notices import notify_daily
from web.services.packs import Packs


def remind_paths(packs: Packs, *, now: datetime) -> int:
    """Tell all upper units of what is due today or late; how many were told. May be repeated: a
    day's notice is made once, and what it said the day before is put aside."""
    _fill_missing(packs)
    today = now.date().isoformat()
    due: dict[str, list[Path]] = defaultdict(list)
    query = Path.select().where(Path.state == "pending", Path.due_on != "", Path.due_on <= today)
    for path in query:
        due[path.upper_id].append(path)
    units = Unit.select().where(Unit.id << list(due), Unit.state == "active")
    link = "/unit/paths/requests"
    return sum(
        [
            notify_daily(unit, "paths-due", _said(due[unit.id], today), link=link, now=now)
            for unit in units
        ]
    )


def _fill_missing(packs: Packs) -> None:
    """Set the last days that could not be said before a year's working days were known."""
    query = Path.select(Path, Unit).join(Unit, on=Path.unit)
    for path in query.where(Path.state == "pending", Path.due_on == ""):
        days = packs.province(path.unit.province).paths.days
        last = last_day(packs.calendar, path.requested_at.date(), days)
        if last:
            with write(f"path:{path.id}"):
                still = (Path.id == path.id) & (Path.state == "pending")
                Path.update(due_on=last).where(still).execute()


def _said(found: list[Path], today: str) -> str:
    late = sum(path.due_on < today for path in found)
    said = [f"{late} 项已超过审核期限"] if late else []
    said += [f"{len(found) - late} 项今天到期"] if len(found) > late else []
    return f"下级单位的上报路径申请有 {'，'.join(said)}，请及时审核。"
