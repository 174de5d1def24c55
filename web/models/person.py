"""A person who applies, and the records of their archive."""

from __future__ import annotations

from peewee import CharField, ForeignKeyField

from web.models.columns import InstantColumn, JSONColumn, new_id
from web.models.database import Base


class Person(Base):
    """An applicant of a province. `account` holds what the province's fixed sections show, by
    section id (`person`, `unit`); name, id number and sex are never changed by an application."""

    id = CharField(primary_key=True, max_length=26, default=new_id)
    login = CharField(unique=True)
    name = CharField()
    province = CharField()
    account = JSONColumn(default=dict)


class Record(Base):
    """One achievement of the archive (业绩库): its kind, its fields, who has verified it.

    `status` is one of STATUSES; `files` are FILE maps by slot of the kind.
    """

    person_id: str

    id = CharField(primary_key=True, max_length=26, default=new_id)
    person = ForeignKeyField(Person, backref="records", on_delete="CASCADE")
    kind = CharField()
    values = JSONColumn(default=dict)
    files = JSONColumn(default=dict)
    status = CharField()
    opinion = CharField(default="")
    changed_at = InstantColumn()
