"""The same content used twice (features P7): pointed out where it is uploaded, never forbidden."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from web.models import Application, FileUse, Person, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """Where else a content lies: a record of the archive, or another application."""

    record: Record | None = None
    application: Application | None = None


def elsewhere(person: Person, sha256: str, application: str | None = None) -> tuple[Elsewhere, ...]:
    """Where a person uses this content outside the application with this id."""
    uses = list(
        FileUse.select(FileUse.place, FileUse.application)
        .where(FileUse.person == person, FileUse.content == sha256)
        .limit(200)
    )
    records = [use.place.split("/")[1] for use in uses if use.place.startswith("record/")]
    others = {use.application_id for use in uses} - {None, application}
    found = [Elsewhere(record=one) for one in _records(records)]
    return (*found, *(Elsewhere(application=one) for one in _applications(others)))


def used_by_others(person: Person, contents: Collection[str]) -> frozenset[str]:
    """Which of these contents another person uses, too: for the eyes of those who review."""
    if not contents:
        return frozenset()
    query = FileUse.select(FileUse.content).where(
        FileUse.content << list(contents), FileUse.person != person
    )
    return frozenset(use.content_id for use in query.distinct())


def _records(ids: Collection[str]) -> list[Record]:
    query = Record.select().where(Record.id << list(ids), Record.deleted_at.is_null())
    return list(query.order_by(Record.id)) if ids else []


def _applications(ids: Collection[str | None]) -> list[Application]:
    query = Application.select().where(Application.id << list(ids))
    return (
        list(query.where(Application.deleted_at.is_null()).order_by(Application.id)) if ids else []
    )
