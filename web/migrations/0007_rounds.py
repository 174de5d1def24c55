"""Snapshots know which round of handing in they are of."""

from __future__ import annotations

from peewee import Database, IntegerField
from playhouse.migrate import SchemaMigrator


def up(migrator: SchemaMigrator, db: Database) -> None:
    """Add the column; what was handed in before was handed in once."""
    migrator.migrate(
        migrator.add_column("snapshot", "round", IntegerField(default=1)),
        migrator.sql("update application set round = 1 where state <> 'editing' and round = 0"),
    )
