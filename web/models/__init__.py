"""The tables of the site and what is stored in them. Rules about them live in services."""

from __future__ import annotations

from web.models.application import Answers, Application, Row, Snapshot, StoredBundle
from web.models.database import close_database, database, use_database, write
from web.models.file import FileUse, StoredFile
from web.models.person import Person, Record

TABLES = (
    Person,
    Record,
    StoredBundle,
    Application,
    Answers,
    Row,
    Snapshot,
    StoredFile,
    FileUse,
)

__all__ = [
    "TABLES",
    "Answers",
    "Application",
    "FileUse",
    "Person",
    "Record",
    "Row",
    "Snapshot",
    "StoredBundle",
    "StoredFile",
    "close_database",
    "create_tables",
    "database",
    "use_database",
    "write",
]


def create_tables() -> None:
    """Make the tables that are missing."""
    with database.connection_context():
        database.create_tables(TABLES, safe=True)
