"""Whether a chain of events was cut: what its last events were, nothing after them says.

Two things know of events that are gone: what they told of is stored beside them – decisions, steps,
certificates –, and every verification keeps where each chain ended then (`Head`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from peewee import fn

from web.models import Application, Certificate, Event, Reissue, ReissueStep, Review, Snapshot
from web.services.events import broken_at, events_of, last_of

Head = tuple[int, str]
"""The number and the hash of the last event of a chain."""

DECISIONS = ("pass", "return", "back", "refuse", "terminate", "report")
ENDED = {"revoked": "certificate-revoked", "replaced": "certificate-replaced"}


def head_of(subject: str) -> Head | None:
    """Where a chain ends, None where there is none."""
    last = last_of(subject)
    return (last.number, last.hash) if last is not None else None


def wrong_at(subject: str, known: Head | None = None) -> int | None:
    """The number of the first event of a subject that does not hold or is gone, None when all hold
    and none is missing; `known` is where the chain ended once."""
    broken = broken_at(subject)
    if broken is not None:
        return broken
    last = last_of(subject)
    end = last.number if last is not None else 0
    if known is not None:
        number, hash = known
        then = events_of(subject).where(Event.number == number).first()
        if then is None:
            return end + 1
        if then.hash != hash:
            return int(number)
    return end + 1 if _lacks(subject) else None


def wrong_chains(known: Mapping[str, Head] | None = None) -> dict[str, int]:
    """The number of the first event that does not hold or is gone, by subject, of everything;
    `known` is where chains ended once."""
    ends = known or {}
    query: Any = Event.select(Event.subject).distinct()
    subjects = {*(subject for (subject,) in query.tuples()), *told_subjects(), *ends}
    found = {subject: wrong_at(subject, ends.get(subject)) for subject in sorted(subjects)}
    return {subject: number for subject, number in found.items() if number is not None}


def told_subjects(province: str = "") -> Iterable[str]:
    """The subjects that have to have events, whether they have any or not."""
    for table, kind in ((Certificate, "certificate"), (Reissue, "reissue")):
        query: Any = table.select(table.id)
        if province:
            query = query.where(table.province == province)
        yield from (f"{kind}:{id}" for (id,) in query.tuples())
    handed_in: Any = Application.select(Application.id).join(Snapshot).distinct()
    if province:
        handed_in = handed_in.where(Application.province == province)
    yield from (f"application:{id}" for (id,) in handed_in.tuples())


def _lacks(subject: str) -> bool:
    """Whether something is stored that no event of the chain tells of."""
    kind, _, id = subject.partition(":")
    if kind == "application":
        decided = Review.select().where(Review.application == id, Review.action << DECISIONS)
        last = Snapshot.select(fn.MAX(Snapshot.round)).where(Snapshot.application == id).scalar()
        handed_in = _told(subject, "hand-in")
        return decided.count() > _told(subject, *DECISIONS) or (last or 0) > handed_in
    if kind == "reissue":
        steps = ReissueStep.select().where(ReissueStep.reissue == id)
        return steps.count() > _told(
            subject, *(f"reissue-{one}" for one in ("hand_in", "pass", "return", "refuse"))
        )
    if kind == "certificate":
        found: Certificate | None = Certificate.get_or_none(Certificate.id == id)
        if found is None:
            return False
        ended = ENDED.get(found.state)
        return not _told(subject, "certificate-issued") or bool(ended and not _told(subject, ended))
    return False


def _told(subject: str, *actions: str) -> int:
    return int(events_of(subject).where(Event.action << actions).count())
