"""The records that wait for a unit, or that it decided about: looked for, in order, counted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from web.models import Binding, Person, Record
from web.services.record_states import STATES
from web.services.searching import Search
from web.services.verification import Desk

DRAFT = "unreviewed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue(Search):
    """What an operator looks for; empty parts exclude nothing, but `state` begins as pending.
    `sort` is oldest, newest, person or kind."""

    state: str = "pending"
    kind: str = ""
    person: str = ""
    text: str = ""
    sort: str = "oldest"


SORTS = {
    "oldest": (Record.changed_at, Record.id),
    "newest": (Record.changed_at.desc(), Record.id.desc()),
    "person": (Person.name, Person.id, Record.changed_at, Record.id),
    "kind": (Record.kind, Record.changed_at, Record.id),
}


def queue_of(desk: Desk, queue: Queue) -> Any:
    """The ids of the records of the unit's people that are looked for, in order, as a query.

    Drafts of the applicants (未审核) are never among them: they were not given to the unit. Records
    themselves are read for one page (`read_queue`): an index knows all that this asks for.
    """
    query = Record.select(Record.id).join(Binding, on=(Binding.person == Record.person))
    if queue.person or queue.sort == "person":
        query = query.switch(Record).join(Person)
    query = query.where(
        Binding.unit == desk.unit,
        Binding.state == "bound",
        Record.deleted_at.is_null(),
        Record.status
        << [state for state in STATES if queue.state in ("", state) and state != DRAFT],
        Record.kind << [kind for kind in desk.province.kinds if queue.kind in ("", kind)],
    )
    if queue.person:
        query = query.where(Person.name.contains(queue.person))
    if queue.text:
        # Stored values are JSON text in which Chinese stands as it is.
        query = query.where(Record.values.cast("text").contains(queue.text))
    return query.order_by(*SORTS.get(queue.sort, SORTS["oldest"]))


def read_queue(query: Any) -> list[Record]:
    """The records of a part of `queue_of`, with their owners, in its order."""
    ids = [id for (id,) in query.tuples()]
    if not ids:
        return []
    records = Record.select(Record, Person.id, Person.name).join(Person).where(Record.id << ids)
    found = {record.id: record for record in records}
    return [found[id] for id in ids if id in found]


def waiting_number(desk: Desk) -> int:
    """How many records wait for the unit."""
    return int(queue_of(desk, Queue()).count())


def next_waiting(desk: Desk, queue: Queue, after_id: str) -> str:
    """The id of the record to look at after one that was just decided, in the order of the queue;
    "" when nothing waits any more."""
    waiting = queue_of(desk, replace(queue, state="pending"))
    first = waiting.where(Record.id != after_id).limit(1).tuples()
    return next((str(id) for (id,) in first), "")
