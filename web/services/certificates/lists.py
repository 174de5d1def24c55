"""What waits at an issuer for its certificates, and the certificates that there are: as lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import JOIN, fn

from engine.packs.model import Plan
from web.models import Application, Batch, Certificate, Person, Task, Unit
from web.services.packs import Packs

WITH_FILE = (Certificate.state == "valid") & Certificate.pdf.is_null(False)
"""Certificates that can be downloaded and stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An application that waits for its certificate."""

    application: Application
    person: Person
    plan: Plan
    title: str
    batch: str
    arrived_at: datetime


def waiting_query(unit: Unit, plan: str = "") -> Any:
    """The open tasks of an issuer as a query, what came first first; of one plan if it is named."""
    query = (
        Task.select(Task, Application, Person, Batch)
        .join_from(Task, Application)
        .join_from(Application, Person)
        .join_from(Application, Batch, JOIN.LEFT_OUTER)
        .where(*_waits_at(unit))
    )
    if plan:
        query = query.where(Application.plan == plan)
    return query.order_by(Application.plan, Task.arrived_at, Task.id)


def _waits_at(unit: Unit) -> tuple[Any, ...]:
    return (
        Task.unit == unit,
        Task.done_at.is_null(),
        Application.state == "submitted",
        Application.deleted_at.is_null(),
    )


def read_waiting(packs: Packs, tasks: Sequence[Task]) -> list[Waiting]:
    """The entries of a page of `waiting_query`."""
    return [_waiting(packs, task.application, task.arrived_at) for task in tasks]


def _waiting(packs: Packs, application: Application, arrived_at: datetime) -> Waiting:
    choice, batch = application.choice, application.batch
    return Waiting(
        application=application,
        person=application.person,
        plan=packs.pinned(application.bundle_id),
        title=f"{choice.get('branch', '')} {choice.get('title', '')}".strip(),
        batch=batch.name if batch is not None else "",
        arrived_at=arrived_at,
    )


def plans_waiting(unit: Unit, packs: Packs) -> list[tuple[str, str, int]]:
    """The plans whose applications wait: id, name, number."""
    query: Any = (
        Task.select(Application.plan, fn.MIN(Application.bundle), fn.COUNT(Task.id))
        .join(Application)
        .where(*_waits_at(unit))
        .group_by(Application.plan)
        .order_by(Application.plan)
    )
    return [(id, packs.pinned(bundle).name, number) for id, bundle, number in query.tuples()]


def issued_by(unit: Unit) -> Any:
    """The certificates that an issuer, or the committee, has to do with, the newest first."""
    mine = (Certificate.issuer == unit) | (Certificate.committee == unit)
    return (
        Certificate.select()
        .where(mine)
        .order_by(Certificate.issued_at.desc(), Certificate.id.desc())
    )


def search(unit: Unit, *, number: str, name: str, state: str) -> Any:
    """Those of `issued_by` with this number or its beginning, this name, this state."""
    query = issued_by(unit)
    if number:
        query = query.where(Certificate.number.startswith(number))
    if name:
        query = query.join(Person).where(Person.name == name)
    if state:
        query = query.where(Certificate.state == state)
    return query
