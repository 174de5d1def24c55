"""The database that every model is bound to, and the one way to write to it.

SQLite runs with WAL and synchronous=FULL: NORMAL forgets acknowledged saves on a power cut.
"""

from __future__ import annotations

import fcntl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from peewee import Database, DatabaseProxy, Model
from playhouse.cysqlite_ext import PooledCySqliteDatabase
from playhouse.db_url import connect
from playhouse.pool import PooledDatabase

PRAGMAS = (
    ("journal_mode", "wal"),
    ("synchronous", "full"),
    ("foreign_keys", 1),
    ("busy_timeout", 15_000),
)

database = DatabaseProxy()


class Base(Model):
    """A model of this site; which database it lives in is decided by `use_database`."""

    class Meta:
        database = database


class WriteQueue:
    """Lets one writer in at a time, threads by a lock and processes by a lock file.

    The kernel queues waiting processes in order; SQLite's own busy handler would let them sleep
    and retry, which costs seconds under load.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._threads = threading.Lock()
        self._file: IO[bytes] | None = None

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for the turn to write and hold it for the block."""
        if self._path is None:
            yield
            return
        with self._threads:
            if self._file is None:
                self._file = self._path.open("wb")
            fcntl.flock(self._file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.flock(self._file, fcntl.LOCK_UN)

    def close(self) -> None:
        """Let go of the lock file."""
        if self._file is not None:
            self._file.close()
            self._file = None


_queues: dict[int, WriteQueue] = {}


def use_database(url: str) -> Database:
    """Bind all models to the database at `url` (`sqlite:PATH`, or any URL that peewee knows)."""
    if url.startswith("sqlite:"):
        path = Path(url.removeprefix("sqlite:"))
        path.parent.mkdir(parents=True, exist_ok=True)
        opened: Database = PooledCySqliteDatabase(
            str(path), pragmas=PRAGMAS, max_connections=128, stale_timeout=None
        )
        queue = WriteQueue(path.with_name(path.name + ".lock"))
    else:
        opened, queue = connect(url), WriteQueue(None)
    close_database()
    database.initialize(opened)
    _queues[id(opened)] = queue
    return opened


def close_database() -> None:
    """Close every connection and the lock file of the database in use, if there is one."""
    for queue in _queues.values():
        queue.close()
    _queues.clear()
    if isinstance(database.obj, PooledDatabase):
        database.obj.close_all()


@contextmanager
def write() -> Iterator[None]:
    """A transaction that writes: committed when the block ends, rolled back when it raises."""
    if database.in_transaction():
        with database.atomic():
            yield
        return
    opened = database.obj
    with _queues[id(opened)].turn():
        immediate = ("IMMEDIATE",) if isinstance(opened, PooledCySqliteDatabase) else ()
        with opened.atomic(*immediate):
            yield
