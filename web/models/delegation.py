"""Who stands in for whom among the operators of a unit (代办)."""

from __future__ import annotations

from peewee import CharField, ForeignKeyField

from web.models.account import Account
from web.models.columns import InstantColumn, new_id
from web.models.database import Base
from web.models.unit import Unit


class Delegation(Base):
    """From `first_day` to `last_day` (ISO days, both included) `delegate` may decide what `absent`
    has taken; `ended_at` is set where it was ended before."""

    unit_id: str
    absent_id: str
    delegate_id: str

    id = CharField(primary_key=True, max_length=26, default=new_id)
    unit = ForeignKeyField(Unit, backref="delegations", on_delete="CASCADE")
    absent = ForeignKeyField(Account, backref="delegations", on_delete="CASCADE")
    delegate = ForeignKeyField(Account, backref="delegated", on_delete="CASCADE")
    first_day = CharField(max_length=10)
    last_day = CharField(max_length=10)
    reason = CharField(max_length=500, default="")
    made_at = InstantColumn()
    made_by = CharField()
    ended_at = InstantColumn(null=True)

    class Meta:
        indexes = ((("unit", "last_day"), False),)
