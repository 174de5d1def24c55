"""A person who applies, and the records of their archive."""

from __future__ import annotations

from typing import Any

from peewee import CharField, ForeignKeyField, IntegerField

from web.models.columns import InstantColumn, JSONColumn, new_id
from web.models.database import Base


class Person(Base):
    """An applicant of a province. `account` holds the answers of 个人信息 by section id (`person`
    and the province's profile sections), `series` at most three ids of series."""

    accounts: Any

    id = CharField(primary_key=True, max_length=26, default=new_id)
    name = CharField()
    province = CharField(index=True)
    account = JSONColumn(default=dict)
    series = JSONColumn(default=list)
    version = IntegerField(default=1)


class Record(Base):
    """One achievement of the archive (业绩库): its kind, its fields, who has verified it.

    `status` is one of pending, unreviewed, passed, failed, returned (云南手册 L21-26); `files` are
    FILE maps by slot of the kind. A deleted record lies in the recycle bin.
    """

    person_id: str

    id = CharField(primary_key=True, max_length=26, default=new_id)
    person = ForeignKeyField(Person, backref="records", on_delete="CASCADE")
    kind = CharField()
    values = JSONColumn(default=dict)
    files = JSONColumn(default=dict)
    status = CharField(index=True)
    opinion = CharField(max_length=2000, default="")
    version = IntegerField(default=1)
    save_id = CharField(default="")
    origin = CharField(default="")
    created_at = InstantColumn(null=True)
    changed_at = InstantColumn()
    verified_by = CharField(default="")
    verified_at = InstantColumn(null=True)
    deleted_at = InstantColumn(null=True)


Record.add_index(
    Record.person,
    Record.status,
    Record.kind,
    Record.changed_at,
    where=Record.deleted_at.is_null(),
    name="record_kept",  # counting and ordering thousands never reads the records themselves
)
