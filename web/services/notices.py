"""Telling people and units what concerns them, in the site."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from web.models import Account, Notice, Person, Unit, write


def notify(
    to: Person | Unit | Account, text: str, *, link: str = "", key: str, now: datetime
) -> None:
    """Say something once: a second notice with the same `key` is passed over.

    Call it inside the `write()` of the change that it tells of.
    """
    column = {Person: "person", Unit: "unit", Account: "account"}[type(to)]
    Notice.insert(
        **{column: to.id}, text=text, link=link, key=key, made_at=now
    ).on_conflict_ignore().execute()


def notify_daily(unit: Unit, occasion: str, text: str, *, link: str, now: datetime) -> bool:
    """Tell a unit of something once a day, in a transaction of its own; what it said the days
    before is put aside. False where it was told today."""
    prefix = f"unit:{unit.id}:{occasion}:"
    key = f"{prefix}{now.date()}"
    with write(f"unit:{unit.id}"):
        if Notice.select().where(Notice.key == key).exists():
            return False
        earlier = (Notice.unit == unit) & Notice.key.startswith(prefix) & Notice.read_at.is_null()
        Notice.update(read_at=now).where(earlier).execute()
        notify(unit, text, link=link, key=key, now=now)
    return True


def settle(key: str, *, now: datetime) -> None:
    """Put a notice aside because what it asks for was done; nobody need look at it any more.

    Call it inside the `write()` of what was done.
    """
    Notice.update(read_at=now).where(Notice.key == key, Notice.read_at.is_null()).execute()


def put_aside(*whose: Any, link: str, now: datetime) -> None:
    """Put aside whatever leads to a page where nothing is left to do; `whose` narrows to whom.

    Call it inside the `write()` of what was done.
    """
    unread = Notice.read_at.is_null()
    Notice.update(read_at=now).where(Notice.link == link, unread, *whose).execute()


def unread(account: Account, limit: int = 20) -> list[Notice]:
    """What an account was told and has not put aside, the newest first."""
    query = Notice.select().where(_mine(account) & Notice.read_at.is_null())
    return list(query.order_by(Notice.made_at.desc(), Notice.id.desc()).limit(limit))


def mark_read(account: Account, ids: Sequence[str], *, now: datetime) -> int:
    """Put notices of this account aside, all of them if none is named; how many there were."""
    named = Notice.id.in_(ids) if ids else Notice.id.is_null(False)
    with write(f"account:{account.id}"):
        query = Notice.update(read_at=now).where(_mine(account) & named & Notice.read_at.is_null())
        return int(query.execute())


def _mine(account: Account) -> Any:
    """What concerns an account: itself, its person or its unit."""
    mine = Notice.account == account.id
    if account.person_id:
        mine |= Notice.person == account.person_id
    if account.unit_id:
        mine |= Notice.unit == account.unit_id
    return mine
