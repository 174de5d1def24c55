"""People keep their series and a version; records who verified them, and a recycle bin."""

from __future__ import annotations

from peewee import Database, IntegerField, TextField
from playhouse.migrate import SchemaMigrator

from web.migrations.words import Text


def up(migrator: SchemaMigrator, db: Database) -> None:
    """Add the columns."""
    migrator.migrate(
        migrator.add_column("person", "series", TextField(default="[]")),
        migrator.add_column("person", "version", IntegerField(default=1)),
        migrator.add_index("person", ("province",)),
        migrator.add_column("record", "version", IntegerField(default=1)),
        migrator.add_column("record", "save_id", Text(default="")),
        migrator.add_column("record", "origin", Text(default="")),
        migrator.add_column("record", "created_at", Text(null=True)),
        migrator.add_column("record", "verified_by", Text(default="")),
        migrator.add_column("record", "verified_at", Text(null=True)),
        migrator.add_column("record", "deleted_at", Text(null=True)),
        migrator.add_index("record", ("status",)),
    )
