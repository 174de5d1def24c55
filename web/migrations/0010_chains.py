"""Who stands in for whom, the title in lists, and the tasks of what was decided before there were
any: whoever decided goes on seeing it."""

from __future__ import annotations

import json
from typing import Any

from peewee import Database, ForeignKeyField, IntegerField, Model
from playhouse.migrate import SchemaMigrator

from web.migrations.words import Key, Text, now
from web.models.columns import new_id


class Unit(Model):
    id = Key()


class Account(Model):
    id = Key()


class Application(Model):
    id = Key()
    choice = Text()
    title = Text(default="")
    round = IntegerField(default=0)
    unit = ForeignKeyField(Unit, null=True)
    submitted_at = Text(null=True)


class Review(Model):
    id = Key()
    application = ForeignKeyField(Application)
    round = IntegerField()
    node = Text()
    action = Text()
    at = Text()


class Task(Model):
    id = Key()
    application = ForeignKeyField(Application)
    round = IntegerField()
    node = Text()
    unit = ForeignKeyField(Unit, null=True)
    arrived_at = Text(default=now)
    due_on = Text(default="")
    taken_by = Text(default="")
    done_at = Text(null=True)
    action = Text(default="")


class Delegation(Model):
    id = Key()
    unit = ForeignKeyField(Unit, on_delete="CASCADE")
    absent = ForeignKeyField(Account, on_delete="CASCADE")
    delegate = ForeignKeyField(Account, on_delete="CASCADE")
    first_day = Text()
    last_day = Text()
    reason = Text(default="")
    made_at = Text(default=now)
    made_by = Text()
    ended_at = Text(null=True)

    class Meta:
        indexes = ((("unit", "last_day"), False),)


def up(migrator: SchemaMigrator, db: Database) -> None:
    """Add the columns, make the table, and the tasks of what was decided."""
    migrator.migrate(
        migrator.add_column("application", "title", Text(default="")),
        migrator.add_column("review", "behalf", Text(default="")),
    )
    db.bind([Unit, Account, Application, Review, Task, Delegation])
    db.create_tables([Delegation])
    handed_in: Any = Application.select().where(Application.submitted_at.is_null(False))
    for one in handed_in:
        choice = json.loads(one.choice or "{}")
        title = choice.get("title") if isinstance(choice, dict) else ""
        Application.update(title=title or "").where(Application.id == one.id).execute()
        if one.unit_id is not None:
            _decided(one)


def _decided(application: Any) -> None:
    reviews: Any = Review.select().where(Review.application == application)
    for review in reviews.order_by(Review.at, Review.id):
        Task.create(
            id=new_id(),
            application=application,
            round=review.round,
            node=review.node,
            unit=application.unit_id,
            arrived_at=application.submitted_at or review.at,
            done_at=review.at,
            action=review.action,
        )
