"""Whom what was handed in names as collaborators, so that none of them judges it.

Nothing is filled in for what was handed in before: the packs that it is pinned to mark no such
fields.
"""

from __future__ import annotations

from peewee import Database, ForeignKeyField, Model
from playhouse.migrate import SchemaMigrator

from web.migrations.words import Key, Text


class Snapshot(Model):
    id = Key()


class Collaborator(Model):
    snapshot = ForeignKeyField(Snapshot, on_delete="CASCADE")
    key = Text()
    name = Text()
    achievement = Text()

    class Meta:
        indexes = ((("snapshot", "key"), False),)


def up(migrator: SchemaMigrator, db: Database) -> None:
    """Make the table."""
    db.bind([Snapshot, Collaborator])
    db.create_tables([Collaborator])
