"""The record of what was done (操作记录): append-only, hash-chained per subject."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from web.models import Account, Application, Event, Person, Unit
from web.models.columns import digest_of
from web.models.database import hold
from web.models.prepared import Prepared, Stored

OWNERS: Mapping[str, Any] = {
    "application": Application,
    "account": Account,
    "person": Person,
    "unit": Unit,
}
"""What subjects such as `unit:<id>` are, where they know their province."""

_LAST = Prepared(
    Event,
    lambda subject: (
        Event.select().where(Event.subject == subject).order_by(Event.number.desc()).limit(1)
    ),
)
_EVENTS = Stored(Event)


def record(
    subject: str,
    action: str,
    *,
    actor: Account | None,
    now: datetime,
    details: Mapping[str, Any] | None = None,
) -> Event:
    """Append what was done to a subject such as `application:<id>`.

    Call it inside the `write()` of the change, so that there is no change without its event.
    """
    hold(subject)  # two appending at once would both follow the same event
    last = _LAST.one(subject)
    said = {
        "subject": subject,
        "number": last.number + 1 if last else 1,
        "at": now.isoformat(timespec="seconds"),
        "actor": actor.id if actor else "",
        "action": action,
        "details": dict(details or {}),
        "previous": last.hash if last else "",
    }
    return _EVENTS.insert(
        **{**said, "at": now}, hash=digest_of(said), province=_province_of(subject, actor, last)
    )


def _province_of(subject: str, actor: Account | None, last: Event | None) -> str:
    """Whose auditors find an event: those of whoever did it, else of what it was done to."""
    if actor is not None:
        return actor.province
    if last is not None and last.province:
        return last.province
    kind, _, id = subject.partition(":")
    owner = OWNERS.get(kind)
    found = owner.get_or_none(owner.id == id) if owner is not None else None
    return found.province if found is not None else ""


def last_of(subject: str) -> Event | None:
    """The last event of a subject, None while nothing was done to it."""
    return _LAST.one(subject)


def events_of(subject: str) -> Any:
    """The events of a subject as a query, in no order yet."""
    return Event.select().where(Event.subject == subject)


def broken_chains() -> dict[str, int]:
    """The number of the first event that does not hold, by subject, of the whole database."""
    query: Any = Event.select(Event.subject).distinct().order_by(Event.subject)
    found = {subject: broken_at(subject) for (subject,) in list(query.tuples())}
    return {subject: number for subject, number in found.items() if number is not None}


def broken_at(subject: str) -> int | None:
    """The number of the first event of a subject whose chain does not hold, None when all do."""
    previous = ""
    for number, event in enumerate(events_of(subject).order_by(Event.number), start=1):
        said = {
            "subject": event.subject,
            "number": event.number,
            "at": event.at.isoformat(timespec="seconds"),
            "actor": event.actor,
            "action": event.action,
            "details": event.details,
            "previous": event.previous,
        }
        if (event.number, event.previous, event.hash) != (number, previous, digest_of(said)):
            return int(event.number)
        previous = event.hash
    return None
