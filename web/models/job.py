"""Work that takes longer than a request: the rows are the queue (docs/decisions/0010)."""

from __future__ import annotations

from typing import Any

from peewee import CharField, ForeignKeyField, IntegerField

from web.models.account import Account
from web.models.columns import InstantColumn, JSONColumn, new_id
from web.models.database import Base
from web.models.unit import Unit


class Job(Base):
    """Something that an account asked for, done item by item by a worker process.

    `state` is open, done or cancelled. Whoever works on it holds it until `lease_until`; the queue
    is in the order of `queued_at`, which moves on after a turn, so that a long job lets short ones
    pass (ISO text to the microsecond, since many come within a second). `file` is the name of its
    result below the folder of results, `file_name` what it is called when it is downloaded; `error`
    says why its end could not be made.
    """

    account_id: str | None
    unit_id: str | None
    items: Any

    id = CharField(primary_key=True, max_length=26, default=new_id)
    kind = CharField()
    title = CharField()
    account = ForeignKeyField(Account, null=True, backref="jobs", on_delete="CASCADE")
    unit = ForeignKeyField(Unit, null=True, backref="jobs", on_delete="SET NULL")
    payload = JSONColumn(default=dict)
    state = CharField(default="open")
    total = IntegerField(default=0)
    made_at = InstantColumn()
    queued_at = CharField()
    worker = CharField(default="")
    lease_until = InstantColumn(null=True)
    finished_at = InstantColumn(null=True)
    file = CharField(default="")
    file_name = CharField(default="")
    error = CharField(default="")

    class Meta:
        indexes = ((("account", "made_at"), False),)


Job.add_index(Job.queued_at, Job.id, where=Job.state == "open", name="job_queue")


class JobItem(Base):
    """One thing of a job: `state` is waiting, done, failed or cancelled. `values` say what to do,
    `result` what came of it, `error` why nothing did; `tries` counts the times that a worker ended
    with it in hand."""

    job_id: str

    id = CharField(primary_key=True, max_length=26, default=new_id)
    job = ForeignKeyField(Job, backref="items", on_delete="CASCADE")
    number = IntegerField()
    values = JSONColumn(default=dict)
    state = CharField(default="waiting")
    result = JSONColumn(null=True)
    error = CharField(default="")
    tries = IntegerField(default=0)
    done_at = InstantColumn(null=True)

    class Meta:
        indexes = ((("job", "number"), True), (("job", "state", "number"), False))


class Swept(Base):
    """When something that is done again and again was begun last, so that one worker does it."""

    name = CharField(primary_key=True)
    at = InstantColumn()
