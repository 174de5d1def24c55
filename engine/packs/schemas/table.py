"""Schema of a printed table: the keys that `engine.tables.schema` declares."""

from __future__ import annotations

from engine.packs.schemas.words import Schema
from engine.tables.schema import TABLE_REQUIRED, TABLE_SCHEMA


def table_keys() -> Schema:
    """The keys of a table beside those of every pack."""
    return dict(TABLE_SCHEMA)


def table_required() -> tuple[str, ...]:
    """Those that no table can do without."""
    return TABLE_REQUIRED
