"""What waits on the desk of a province's staff, by what each is for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from web.clock import ZONE
from web.models import Account, Application, Event, Task, Unit
from web.services.accounts import OTHERS
from web.services.administrators import staff_of
from web.services.event_list import EventSearch, events_found
from web.services.locks import locked_accounts, sessions_open


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Business: registrations of units and of people that nobody has looked at yet, applications
    that nobody is responsible for. System: accounts that are blocked. Security: accounts that wait
    for their duty, locked ones, sessions. Audit: what was recorded today."""

    units: int = 0
    people: int = 0
    unheld: int = 0
    blocked: int = 0
    unappointed: int = 0
    locked: int = 0
    sessions: int = 0
    events_today: int = 0
    locked_today: int = 0
    looked_today: int = 0


def count_waiting(province: str, duty: str, *, now: datetime) -> Waiting:
    """Count what waits in a province for staff with a duty, "" for business."""
    if duty == "system":
        return Waiting(blocked=_accounts(province, "blocked", *OTHERS))
    if duty == "security":
        return Waiting(
            unappointed=sum(one.state == "pending" for one in staff_of(province)),
            locked=len(locked_accounts(province, now=now)),
            sessions=sessions_open(province),
        )
    if duty == "audit":
        return _audit(province, now)
    units = Unit.select().where(Unit.province == province, Unit.state == "pending")
    return Waiting(
        units=units.count(),
        people=_accounts(province, "pending", "applicant"),
        unheld=_unheld(province),
    )


def _audit(province: str, now: datetime) -> Waiting:
    since = datetime.combine(now.date(), time(), ZONE)
    query: Any = events_found(province, EventSearch()).where(Event.at >= since)
    return Waiting(
        events_today=query.count(),
        locked_today=query.where(Event.action == "locked").count(),
        looked_today=query.where(Event.action == "look").count(),
    )


def _unheld(province: str) -> int:
    query = Task.select().join(Application)
    return int(
        query.where(
            Application.province == province,
            Application.deleted_at.is_null(),
            Task.unit.is_null(),
            Task.done_at.is_null(),
        ).count()
    )


def _accounts(province: str, state: str, *roles: str) -> int:
    query = Account.select().where(
        Account.province == province, Account.state == state, Account.role << list(roles)
    )
    return int(query.count())
