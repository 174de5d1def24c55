"""What happened to an application, in words (操作记录); runs of saves are folded into one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast

from peewee import JOIN

from engine.workflow.model import Action
from web.models import Account, Event, Expert, Unit
from web.services.draft import Draft
from web.services.event_words import word_of
from web.services.events import events_of

REVIEWS = frozenset({"pass", "report", "return", "back", "refuse", "terminate"})
WORKING = frozenset(
    {"save", "add-row", "save-row", "remove-row", "move-row", "pick", "upload", "remove-file",
     "rename-file", "move-file", "refresh-pick"}
)  # fmt: skip
"""What applicants do over and over while they fill in a part."""
UNSEEN = frozenset({"look", "download", "print", "export"})
"""What auditors read alone: who looked at what."""
MOST = 200
"""How many of the last events are told, whatever they are; typing for a day makes hundreds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One thing that was done, or several of a kind in a row: `times` from `since` to `at`."""

    at: datetime
    since: datetime
    who: str
    what: str
    about: str = ""
    times: int = 1


def build_happenings(draft: Draft, *, named: bool = True) -> tuple[Happening, ...]:
    """The events of an application, the latest first: what was handed in and decided, and of the
    work on it the last `MOST` events. Without `named`, units stand for the persons who acted for
    them."""
    query = events_of(f"application:{draft.application.id}")
    query = query.where(Event.action.not_in(sorted(UNSEEN)))
    last = query.order_by(Event.number.desc()).limit(MOST)
    found = {event.number: event for event in last}
    if len(found) == MOST:
        milestones = query.where(Event.action.not_in(sorted(WORKING)), Event.number < min(found))
        found |= {event.number: event for event in milestones}
    return _told(draft, [found[number] for number in sorted(found)], named=named)


def _told(draft: Draft, found: Sequence[Event], *, named: bool) -> tuple[Happening, ...]:
    tell = names_of if named else units_of
    acted = [id for event in found for id in (event.actor, event.details.get("behalf", ""))]
    names = tell(acted)
    words = _words(draft)
    told = (_happening(draft, event, names, words) for event in found)
    return tuple(reversed(list(_folded(told))))


def names_of(ids: Iterable[str]) -> dict[str, str]:
    """The names of accounts by id; experts decide as their committee."""
    wanted = {id for id in ids if id}
    if not wanted:
        return {}
    found = list(Account.select().where(Account.id << list(wanted)))
    return {one.id: one.name for one in found} | _committees_of(found)


def units_of(ids: Iterable[str]) -> dict[str, str]:
    """Who accounts act for, by id: applicants for themselves, operators for their unit, experts for
    their committee, staff for the province."""
    wanted = {id for id in ids if id}
    query = Account.select(Account, Unit).join(Unit, JOIN.LEFT_OUTER)
    found = list(query.where(Account.id << list(wanted))) if wanted else []
    told = {
        one.id: one.unit.name if one.unit else one.name if one.role == "applicant" else "管理部门"
        for one in found
    }
    return told | _committees_of(found)


def _committees_of(accounts: Iterable[Account]) -> dict[str, str]:
    """The committees of those who are experts, by account."""
    wanted = [one.id for one in accounts if one.role == "expert"]
    if not wanted:
        return {}
    query = Expert.select(Expert, Unit).join(Unit).where(Expert.account << wanted)
    return {one.account_id: one.committee.name for one in query}


def who_of(names: Mapping[str, str], actor: str, behalf: str = "") -> str:
    """Who did something, and in whose place (代办)."""
    who, absent = names.get(actor, ""), names.get(behalf, "")
    return f"{who}（代{absent}）" if who and absent else who


def _words(draft: Draft) -> Mapping[str, str]:
    standard = draft.standard
    sections = {section.id: section.name for section in standard.sections}
    items = {item.id: item.name for category in standard.categories for item in category.items}
    slots = {slot.id: slot.name for section in standard.sections for slot in section.slots}
    return {**slots, **items, **sections}


def _happening(
    draft: Draft, event: Event, names: Mapping[str, str], words: Mapping[str, str]
) -> Happening:
    details = event.details
    workflow = draft.standard.workflow
    what = word_of(event.action)
    about = words.get(details.get("section") or details.get("list") or _owner(details), "")
    if event.action == "hand-in":
        what = workflow.actions["hand_in"]
        about = f"第 {details['round']} 次提交，材料摘要 {details['digest'][:12].upper()}"
    elif event.action in REVIEWS:
        node = workflow.node(details.get("node", ""))
        what = f"{node.name if node else '审核'}：{workflow.actions[cast(Action, event.action)]}"
        about = details.get("opinion", "")
    at = event.at
    who = who_of(names, event.actor, details.get("behalf", "")) or "系统"
    return Happening(at=at, since=at, who=who, what=what, about=about)


def _owner(details: Mapping[str, str]) -> str:
    return str(details.get("place", "")).rpartition("/")[2].partition(".")[0]


def _folded(happenings: Iterable[Happening]) -> Iterator[Happening]:
    """Runs of the same work on the same part as one."""
    working = {word_of(one) for one in WORKING}
    last: Happening | None = None
    for one in happenings:
        same = last is not None and (last.who, last.what, last.about) == (
            one.who,
            one.what,
            one.about,
        )
        if last is not None and same and one.what in working:
            last = replace(last, at=one.at, times=last.times + 1)
            continue
        if last is not None:
            yield last
        last = one
    if last is not None:
        yield last
