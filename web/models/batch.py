"""A batch (批次): the applications that a committee decides about together."""

from __future__ import annotations

from typing import Any

from peewee import CharField, ForeignKeyField

from web.models.columns import InstantColumn, new_id
from web.models.database import Base
from web.models.unit import Unit


class Batch(Base):
    """Accepted applications of one plan, as its committee sits about them.

    `unit` is the committee, `plan` the plan's id. `state` is open (applications may be added and
    moved), closed (the roster stands), voted (results are recorded), publicised (they are shown to
    the public) or finished (they went on).
    """

    unit_id: str
    applications: Any

    id = CharField(primary_key=True, max_length=26, default=new_id)
    unit = ForeignKeyField(Unit, backref="batches", on_delete="CASCADE")
    plan = CharField()
    name = CharField(max_length=120)
    state = CharField(default="open")
    created_at = InstantColumn()
    created_by = CharField(default="", max_length=26)

    class Meta:
        indexes = ((("unit", "plan", "name"), True),)
