"""Telling people and units what concerns them, in the site."""

from __future__ import annotations

from datetime import datetime

from web.models import Account, Notice, Person, Unit


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


def unread(account: Account, limit: int = 20) -> list[Notice]:
    """What an account was told and has not put aside, the newest first."""
    mine = Notice.account == account.id
    if account.person_id:
        mine |= Notice.person == account.person_id
    if account.unit_id:
        mine |= Notice.unit == account.unit_id
    query = Notice.select().where(mine & Notice.read_at.is_null())
    return list(query.order_by(Notice.made_at.desc(), Notice.id.desc()).limit(limit))
