"""What was done, chained, and what somebody must be told."""

from __future__ import annotations

from peewee import Database, ForeignKeyField, IntegerField, Model, TextField
from playhouse.migrate import SchemaMigrator

from web.migrations.words import Key, Text


class Person(Model):
    id = Key()


class Unit(Model):
    id = Key()


class Account(Model):
    id = Key()


class Event(Model):
    subject = Text()
    number = IntegerField()
    at = Text()
    actor = Text()
    action = Text()
    details = TextField()
    previous = Text()
    hash = Text()

    class Meta:
        indexes = ((("subject", "number"), True),)


class Notice(Model):
    id = Key()
    person = ForeignKeyField(Person, null=True, on_delete="CASCADE")
    unit = ForeignKeyField(Unit, null=True, on_delete="CASCADE")
    account = ForeignKeyField(Account, null=True, on_delete="CASCADE")
    text = Text()
    link = Text()
    key = Text(unique=True)
    made_at = Text()
    read_at = Text(null=True)


def up(migrator: SchemaMigrator, db: Database) -> None:
    """Make the tables."""
    db.bind([Person, Unit, Account, Event, Notice])
    db.create_tables([Event, Notice])
