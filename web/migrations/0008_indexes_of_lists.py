"""Indexes for the lists that grow: records that were not deleted, notices that were not read."""

from __future__ import annotations

from peewee import Database
from playhouse.migrate import SchemaMigrator


def up(migrator: SchemaMigrator, db: Database) -> None:
    """Add the indexes."""
    migrator.migrate(
        migrator.sql(
            "create index record_kept on record (person_id, status, kind, changed_at)"
            " where deleted_at is null"
        ),
        migrator.sql(
            "create index notice_unread_person on notice (person_id, made_at) where read_at is null"
        ),
        migrator.sql(
            "create index notice_unread_unit on notice (unit_id, made_at) where read_at is null"
        ),
    )
