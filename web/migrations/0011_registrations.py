"""Drafts of units' applications, and the directory that names and codes are matched with."""

from __future__ import annotations

from peewee import Database, Model, TextField
from playhouse.migrate import SchemaMigrator

from web.migrations.words import Key, Text, now


class ListedUnit(Model):
    id = Key()
    province = Text()
    name = Text()
    plain = Text()
    credit_code = Text()
    listed_at = Text(default=now)

    class Meta:
        indexes = ((("province", "credit_code"), True), (("province", "plain"), False))


def up(migrator: SchemaMigrator, db: Database) -> None:
    """Add the columns and make the table."""
    migrator.migrate(
        migrator.add_column("unit", "draft", TextField(default="{}")),
        migrator.add_column("unit", "matched", Text(default="")),
    )
    db.bind([ListedUnit])
    db.create_tables([ListedUnit])
