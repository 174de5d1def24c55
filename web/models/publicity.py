"""Publicity (公示): what was shown to whom from when to when, and what was objected."""

from __future__ import annotations

from typing import Any

from peewee import CharField, ForeignKeyField, IntegerField, TextField

from web.models.application import Application
from web.models.batch import Batch
from web.models.columns import InstantColumn, JSONColumn, new_id
from web.models.database import Base
from web.models.unit import Unit


class Publicity(Base):
    """One publicity of a unit about its people, or of a committee about the results of a batch.

    `kind` is unit or result. Days are ISO days, both included; `days` counts working days. `state`
    is running, ending (a job lets everybody move on), finished (its outcome was recorded) or
    withdrawn (with `note`).
    """

    unit_id: str
    batch_id: str | None
    shown: Any
    objections: Any

    id = CharField(primary_key=True, max_length=26, default=new_id)
    kind = CharField(default="unit")
    unit = ForeignKeyField(Unit, backref="publicities", on_delete="CASCADE")
    batch = ForeignKeyField(Batch, null=True, backref="publicities", on_delete="CASCADE")
    title = CharField(max_length=200)
    place = CharField(max_length=200, default="")
    text = TextField(default="")
    starts_on = CharField(max_length=10)
    ends_on = CharField(max_length=10)
    days = IntegerField()
    state = CharField(default="running")
    note = CharField(max_length=500, default="")
    created_at = InstantColumn()
    created_by = CharField(default="", max_length=26)
    ended_at = InstantColumn(null=True)
    ended_by = CharField(default="", max_length=26)

    class Meta:
        indexes = ((("unit", "state"), False),)


Publicity.add_index(
    Publicity.batch,
    unique=True,
    where=Publicity.state == "running",
    name="publicity_one_running",
)


class Shown(Base):
    """An application in a publicity, with the words that were shown of it.

    `words` is what everybody may read: name, unit, title, branch, mode, result. `round` and `node`
    are where it stood. `state` is open, passed (no objection stood at the end) or dropped (an
    objection was sustained, or the publicity was withdrawn). One at a time is open.
    """

    publicity_id: str
    application_id: str

    id = CharField(primary_key=True, max_length=26, default=new_id)
    publicity = ForeignKeyField(Publicity, backref="shown", on_delete="CASCADE")
    application = ForeignKeyField(Application, backref="shown", on_delete="CASCADE")
    round = IntegerField()
    node = CharField()
    words = JSONColumn(default=dict)
    state = CharField(default="open")

    class Meta:
        indexes = ((("publicity", "application"), True),)


Shown.add_index(Shown.application, unique=True, where=Shown.state == "open", name="shown_one_open")


class Objection(Base):
    """What somebody objects against one who is shown; by real name, which the office alone reads.

    `source` is public (sent from the page) or hand (recorded by the office). `state` is open,
    sustained or rejected, with the finding.
    """

    publicity_id: str
    application_id: str

    id = CharField(primary_key=True, max_length=26, default=new_id)
    publicity = ForeignKeyField(Publicity, backref="objections", on_delete="CASCADE")
    application = ForeignKeyField(Application, backref="objections", on_delete="CASCADE")
    source = CharField(default="hand")
    name = CharField(max_length=60)
    contact = CharField(max_length=120)
    text = CharField(max_length=2000)
    state = CharField(default="open")
    finding = CharField(max_length=2000, default="")
    made_at = InstantColumn()
    decided_at = InstantColumn(null=True)
    decided_by = CharField(default="", max_length=26)

    class Meta:
        indexes = ((("publicity", "state"), False),)
