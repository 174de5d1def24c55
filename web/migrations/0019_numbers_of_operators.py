"""The identity numbers of operators, by which nobody decides about themselves."""

from __future__ import annotations

from peewee import Database
from playhouse.migrate import SchemaMigrator

from web.migrations.words import Text


def up(migrator: SchemaMigrator, db: Database) -> None:
    """Add the column; whoever has none is known by name until it is registered."""
    migrator.migrate(migrator.add_column("account", "own_number", Text(default="")))
