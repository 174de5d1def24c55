"""SQLite as the site's database: WAL, synchronous=FULL, one writer at a time, shared commits.

FULL, because NORMAL forgets acknowledged saves on a power cut. It is affordable because saves that
wait at the same time share one commit, and so one fsync (docs/decisions/0007).
"""

from __future__ import annotations

import fcntl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from peewee import OperationalError
from playhouse.cysqlite_ext import CySqliteDatabase, PooledCySqliteDatabase

from web.models.refusal import DatabaseRefused

PRAGMAS = (
    ("journal_mode", "wal"),
    ("synchronous", "full"),
    ("foreign_keys", 1),
    ("busy_timeout", 15_000),
)
CONNECTIONS = 256
"""More than a process has threads; a connection to SQLite costs a file handle and its cache."""

SHARED_SECONDS = 0.02
"""How long after its first save a transaction takes in more; it delays that save by as much."""

Version = tuple[int, int, int]
SAFE_VERSIONS: tuple[tuple[Version, Version], ...] = (
    ((3, 44, 6), (3, 45, 0)),
    ((3, 50, 7), (3, 51, 0)),
    ((3, 51, 3), (999, 0, 0)),
)
"""Half-open ranges of versions without the bug sqlite.org/wal.html#walresetbug: before them, a
checkpoint of one process beside a commit of another may lose committed pages."""


class UnsafeSqlite(DatabaseRefused):
    """This SQLite may lose what several processes have stored."""

    def __init__(self, version: Version) -> None:
        super().__init__(
            f"SQLite {'.'.join(map(str, version))} 在多进程写入时可能丢失已保存的数据"
            "（sqlite.org/wal.html#walresetbug），请安装带有 SQLite 3.51.3 或更新版本的 cysqlite。"
        )


def check_version(version: Version) -> None:
    """Refuse a SQLite with the WAL-reset bug.

    :raises UnsafeSqlite: several processes could lose data
    """
    if not any(first <= version < end for first, end in SAFE_VERSIONS):
        raise UnsafeSqlite(version)


class SqliteFile(PooledCySqliteDatabase):  # type: ignore[misc]  # playhouse carries no types
    """A database in one file: every thread reads by a connection of its own, all threads of a
    process write by one that they pass on."""

    def __init__(self, path: Path) -> None:
        check_version(self.server_version[:3])
        path.parent.mkdir(parents=True, exist_ok=True)
        super().__init__(str(path), pragmas=PRAGMAS, max_connections=CONNECTIONS)
        self._turns = WriteTurns(path.with_name(path.name + ".lock"), self._connect_alone)

    def _connect_alone(self) -> Any:
        return CySqliteDatabase._connect(self)  # beside the pool

    @contextmanager
    def writing(self, names: tuple[str, ...]) -> Iterator[None]:
        """A transaction that nobody else writes beside; `names` do not matter here."""
        with self._turns.take() as connection, self._lent(connection), self.savepoint():
            yield

    def hold(self, names: tuple[str, ...]) -> None:
        """Nothing to wait for: who writes is alone."""

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep all other processes and threads from writing, without a transaction."""
        with self._turns.alone():
            yield

    @contextmanager
    def _lent(self, connection: Any) -> Iterator[None]:
        """Let this thread work on the connection that writes; what nests gets savepoints."""
        state = self._state
        own, contexts, was_closed = state.conn, state.ctx, state.closed
        state.set_connection(connection)
        self.push_transaction(self)
        try:
            yield
        finally:
            state.reset()
            if not was_closed:
                state.set_connection(own)
                state.ctx = contexts

    def close_everything(self) -> None:
        """Close every connection and let go of the lock file."""
        self._turns.close()
        self.close_all()


class SharedCommit:
    """One transaction that several saves take part in; each waits until it is settled."""

    def __init__(self) -> None:
        self.until = time.monotonic() + SHARED_SECONDS
        self.settled = threading.Event()
        self.error: BaseException | None = None


class WriteTurns:
    """Lets one writer in at a time: threads by a lock, processes by a lock file.

    Who finishes while others wait leaves the transaction open for the next of them; the last one
    commits for all. Nobody returns before the commit is on the disk, and when it fails it fails
    for everyone in it. The kernel queues waiting processes in order; SQLite's own busy handler
    would let them sleep and retry, which costs seconds under load.
    """

    def __init__(self, path: Path, connect: Any) -> None:
        self._path = path
        self._connect = connect
        self._connection: Any = None
        self._turn = threading.Lock()
        self._counting = threading.Lock()
        self._waiting = 0
        self._shared: SharedCommit | None = None
        self._file: Any = None

    @contextmanager
    def take(self) -> Iterator[Any]:
        """Wait for the turn; the connection to write by. Ends when the commit is durable."""
        with self._counting:
            self._waiting += 1
        self._turn.acquire()
        with self._counting:
            self._waiting -= 1
        shared = self._join()
        try:
            yield self._connection
        finally:
            self._pass_on(shared)
            shared.settled.wait()
            if shared.error is not None:
                raise OperationalError("the shared commit failed") from shared.error

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Wait for the turn and keep it, with no transaction open."""
        with self._turn:
            self._lock_file()
            try:
                yield
            finally:
                fcntl.flock(self._file, fcntl.LOCK_UN)

    def _join(self) -> SharedCommit:
        if self._shared is None:
            try:
                self._begin()
            except BaseException:
                self._turn.release()
                raise
        assert self._shared is not None
        return self._shared

    def _begin(self) -> None:
        if self._connection is None:
            self._connection = self._connect()
        self._lock_file()
        try:
            self._connection.begin("immediate")
        except BaseException:
            fcntl.flock(self._file, fcntl.LOCK_UN)
            raise
        self._shared = SharedCommit()

    def _lock_file(self) -> None:
        if self._file is None:
            self._file = self._path.open("wb")
        fcntl.flock(self._file, fcntl.LOCK_EX)

    def _pass_on(self, shared: SharedCommit) -> None:
        # SQLite ends a transaction by itself when the disk is full or fails.
        is_lost = not self._connection.in_transaction
        if not is_lost and self._waiting and time.monotonic() < shared.until:
            self._turn.release()
            return
        try:
            if is_lost:
                raise OperationalError("the transaction was rolled back")
            self._connection.commit()
        except BaseException as error:
            shared.error = error
            if self._connection.in_transaction:
                self._connection.rollback()
        finally:
            self._shared = None
            fcntl.flock(self._file, fcntl.LOCK_UN)
            self._turn.release()
            shared.settled.set()

    def close(self) -> None:
        """Close the connection and let go of the lock file."""
        with self._turn:
            if self._connection is not None:
                self._connection.close()
                self._connection = None
            if self._file is not None:
                self._file.close()
                self._file = None
