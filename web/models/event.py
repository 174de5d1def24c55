"""What happened, append-only, and what somebody must be told."""

from __future__ import annotations

from typing import Any

from peewee import CharField, ForeignKeyField, IntegerField

from web.models.account import Account
from web.models.columns import InstantColumn, JSONColumn, new_id
from web.models.database import Base
from web.models.person import Person
from web.models.unit import Unit


class Event(Base):
    """One thing that was done to a subject such as `application:<id>`; `number` counts from 1.

    `hash` is the sha256 of everything before it in the row and of `previous`, the hash of the
    subject's event before: who alters or drops an event breaks the chain. `province` is whose
    auditors find it, and no part of the chain.
    """

    id: Any

    subject = CharField()
    number = IntegerField()
    at = InstantColumn()
    actor = CharField(default="")
    action = CharField()
    details = JSONColumn(default=dict)
    previous = CharField(default="", max_length=64)
    hash = CharField(max_length=64)
    province = CharField(default="")

    class Meta:
        indexes = ((("subject", "number"), True),)


Event.add_index(Event.province, Event.at, name="event_province_at")
Event.add_index(Event.actor, Event.at, name="event_actor_at")


class Notice(Base):
    """Something that a person or the operators of a unit must be told; `key` names the occasion,
    so that it is said once. `mailed_at` is when letters about it were written (`web.models.mail`),
    or when it was seen that none are."""

    person_id: str | None
    unit_id: str | None
    account_id: str | None

    id = CharField(primary_key=True, max_length=26, default=new_id)
    person = ForeignKeyField(Person, null=True, backref="notices", on_delete="CASCADE")
    unit = ForeignKeyField(Unit, null=True, backref="notices", on_delete="CASCADE")
    account = ForeignKeyField(Account, null=True, backref="notices", on_delete="CASCADE")
    text = CharField(max_length=500)
    link = CharField(default="", max_length=200)
    key = CharField(unique=True, max_length=200)
    made_at = InstantColumn()
    read_at = InstantColumn(null=True)
    mailed_at = InstantColumn(null=True)


for _reader in (Notice.person, Notice.unit):
    Notice.add_index(
        _reader,
        Notice.made_at,
        where=Notice.read_at.is_null(),
        name=f"notice_unread_{_reader.name}",
    )
Notice.add_index(Notice.link, where=Notice.read_at.is_null(), name="notice_unread_link")
Notice.add_index(Notice.id, where=Notice.mailed_at.is_null(), name="notice_unmailed")
