"""An index for putting aside whatever leads to a page, however many notices there are."""

from __future__ import annotations

from peewee import Database
from playhouse.migrate import SchemaMigrator


def up(migrator: SchemaMigrator, db: Database) -> None:
    """Add the index."""
    migrator.migrate(
        migrator.sql("create index notice_unread_link on notice (link) where read_at is null")
    )
