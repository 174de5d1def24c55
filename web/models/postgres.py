"""PostgreSQL as the site's database: a pool of connections, and locks by name in place of one
writer at a time (docs/decisions/0007)."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from playhouse.pool import PooledPostgresqlDatabase

CONNECTIONS = 20
"""Per process. The server's usual limit is 100 for all of them; a request holds a connection only
while it works with the database, never while it takes in a slow upload."""

WAIT_SECONDS = 15
"""How long a request waits for a connection of the pool, and a statement for a lock."""

SETTINGS = {
    "lock_timeout": WAIT_SECONDS * 1000,
    "statement_timeout": 60_000,
    "idle_in_transaction_session_timeout": 120_000,
}
"""Milliseconds; so that what hangs in one request ends there."""

EVERYTHING = "everything"
"""The name that every writer holds: shared when it says what else it waits for, alone when not."""


class PostgresServer(PooledPostgresqlDatabase):  # type: ignore[misc]  # playhouse carries no types
    """A database on a PostgreSQL server. Connections are tried when they leave the pool, so that
    a server that was restarted costs nobody an error."""

    def __init__(self, url: str) -> None:
        super().__init__(
            "postgresql://" + url.partition("://")[2],
            prefer_psycopg3=True,
            max_connections=CONNECTIONS,
            timeout=WAIT_SECONDS,
            connect_timeout=WAIT_SECONDS,
            options=" ".join(f"-c {name}={value}" for name, value in SETTINGS.items()),
        )
        self._held = threading.local()

    @contextmanager
    def writing(self, names: tuple[str, ...]) -> Iterator[None]:
        """A transaction beside which nobody else writes under one of these names, or, without
        any, nobody else writes at all."""
        with self.atomic():
            shared = "_shared" if names else ""
            self._take(f"pg_advisory_xact_lock{shared}(%s)", names)
            self._held.names = frozenset(names)
            try:
                yield
            finally:
                self._held.names = frozenset()

    def hold(self, names: tuple[str, ...]) -> None:
        """Wait, within a transaction, until nobody else writes under these names; in one order,
        so that two who want the same names never wait for each other."""
        wanted = tuple(name for name in names if name not in self._held_names)
        if wanted:
            self._take("", wanted)

    @property
    def _held_names(self) -> frozenset[str]:
        """What the transaction has held from its beginning. A lock that was taken in a savepoint
        ends with it, so those are not remembered."""
        names: frozenset[str] = getattr(self._held, "names", frozenset())
        return names

    def _take(self, before: str, names: tuple[str, ...]) -> None:
        """Take locks one after the other in one round trip: `before`, which locks everything, and
        the names in order."""
        keys = sorted(map(_key, names))
        locks = [before] * bool(before) + ["pg_advisory_xact_lock(%s)"] * len(keys)
        taken = [_key(EVERYTHING)] * bool(before) + keys
        self.execute_sql(f"select {', '.join(locks)}", taken)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep all other writers out, without a transaction; the block may take its time."""
        self.execute_sql("set statement_timeout = 0")
        self.execute_sql("set lock_timeout = 0")
        self.execute_sql("select pg_advisory_lock(%s)", (_key(EVERYTHING),))
        try:
            yield
        finally:
            self.manual_close()  # ends the lock and the settings with the session

    def close_everything(self) -> None:
        """Close every connection."""
        self.close_all()


def _key(name: str) -> int:
    """The number that PostgreSQL locks for a name: 64 bits of its sha256."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)
