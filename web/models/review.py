"""What reviewers say of an application, and who may not apply."""

from __future__ import annotations

from typing import Any

from peewee import CharField, ForeignKeyField, IntegerField, TextField

from web.models.application import Application
from web.models.columns import InstantColumn, new_id
from web.models.database import Base


class Review(Base):
    """One decision at a node of the chain: action, opinion, who and when; `round` counts the
    times that the application was handed in. `behalf` is the account in whose place `actor`
    decided, "" for nobody (代办)."""

    id = CharField(primary_key=True, max_length=26, default=new_id)
    application = ForeignKeyField(Application, backref="reviews", on_delete="CASCADE")
    round = IntegerField()
    node = CharField()
    action = CharField()
    opinion = TextField(default="")
    actor = CharField()
    behalf = CharField(default="")
    at = InstantColumn()


class Mark(Base):
    """A part that a return opens for correction, with what is wrong with it; `path` is a section,
    `section.field`, a list and row, or a slot."""

    id: Any

    review = ForeignKeyField(Review, backref="marks", on_delete="CASCADE")
    path = CharField()
    comment = CharField(max_length=1000, default="")

    class Meta:
        indexes = ((("review", "path"), True),)


class Ban(Base):
    """A time in which an identity number may not apply (诚信档案, 安徽手册 L785); ISO days, both
    included, an empty end is open."""

    province = CharField()
    id_number = CharField()
    start = CharField()
    end = CharField(default="")
    reason = CharField(max_length=500, default="")

    class Meta:
        indexes = ((("province", "id_number"), False),)
