"""The record of what was done as auditors search it: filtered and paged by the database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from peewee import Value

from web.clock import ZONE
from web.models import Account, Application, Event, Person, Record, Unit
from web.services.days import read_day
from web.services.errors import NotFound
from web.services.searching import Search

Subject = tuple[str, str]
"""A subject such as `unit:<id>`, and its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventSearch(Search):
    """What is looked for: a subject or its kind, part of the name or login of who did it, an
    action, days (ISO, both included), words of the details."""

    subject: str = ""
    actor: str = ""
    action: str = ""
    since: str = ""
    until: str = ""
    text: str = ""


def events_found(province: str, search: EventSearch) -> Any:
    """The events of a province that are looked for, as a query; the latest come first."""
    query = Event.select().where(Event.province == province)
    if ":" in search.subject:
        query = query.where(Event.subject == search.subject)
    elif search.subject:
        query = query.where(Event.subject.startswith(f"{search.subject}:"))
    if search.actor:
        query = query.where(Event.actor << _actors(province, search.actor))
    if search.action:
        query = query.where(Event.action == search.action)
    since, until = _day(search.since), _day(search.until)
    if since is not None:
        query = query.where(Event.at >= since)
    if until is not None:
        query = query.where(Event.at < until + timedelta(days=1))
    if search.text:
        # a JSON column would look for the text as JSON, in quotes
        query = query.where(Event.details ** Value(f"%{search.text}%", converter=str))
    return query.order_by(Event.at.desc(), Event.id.desc())


def _actors(province: str, words: str) -> Any:
    named = Account.name.contains(words) | (Account.login == words.lower())
    return Account.select(Account.id).where(Account.province == province, named)


def _day(text: str) -> datetime | None:
    """When a day begins, None where the text is none."""
    day = read_day(text)
    return datetime.combine(day, time(), ZONE) if day is not None else None


def event_of(province: str, id: int) -> Event:
    """One event of a province.

    :raises NotFound: there is none
    """
    found: Event | None = Event.get_or_none((Event.id == id) & (Event.province == province))
    if found is None:
        raise NotFound("操作记录")
    return found


def actors_of(events: Iterable[Event]) -> dict[str, Account]:
    """Who did them, by id."""
    wanted = {event.actor for event in events if event.actor}
    return {one.id: one for one in Account.select().where(Account.id << list(wanted))}


def names_of_subjects(subjects: Sequence[str]) -> dict[str, str]:
    """The names of what things were done to, where they have one and are still there."""
    wanted: dict[str, list[str]] = {}
    for subject in set(subjects):
        kind, _, id = subject.partition(":")
        wanted.setdefault(kind, []).append(id)
    named: dict[str, str] = {}
    for kind, model in (("unit", Unit), ("person", Person), ("account", Account)):
        for one in model.select().where(model.id << wanted.get(kind, [])):
            named[f"{kind}:{one.id}"] = one.name or getattr(one, "login", "")
    for kind, owned in (("application", Application), ("record", Record)):
        query: Any = owned.select(owned.id, Person.name).join(Person)
        for id, name in query.where(owned.id << wanted.get(kind, [])).tuples():
            named[f"{kind}:{id}"] = name
    return named


def subjects_of(province: str) -> list[str]:
    """Everything that something was done to in a province, in order."""
    query: Any = Event.select(Event.subject).where(Event.province == province).distinct()
    return [subject for (subject,) in query.order_by(Event.subject).tuples()]
