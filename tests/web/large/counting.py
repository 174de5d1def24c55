"""Counting what a request asks the database: statements, and the rows that came back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from web.models import database


@dataclass(slots=True, kw_only=True)
class Asked:
    """The statements that were run, in order, and how many rows were read of their answers."""

    statements: list[str] = field(default_factory=list)
    rows: int = 0

    @property
    def number(self) -> int:
        """How many statements there were."""
        return len(self.statements)


class CountedCursor:
    """A cursor that notes how many rows are taken out of it."""

    def __init__(self, cursor: Any, asked: Asked) -> None:
        self._cursor = cursor
        self._asked = asked

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cursor, name)

    def __iter__(self) -> Iterator[Any]:
        for row in self._cursor:
            self._asked.rows += 1
            yield row

    def fetchone(self) -> Any:
        row = self._cursor.fetchone()
        self._asked.rows += row is not None
        return row

    def fetchmany(self, *size: int) -> Any:
        rows = self._cursor.fetchmany(*size)
        self._asked.rows += len(rows)
        return rows

    def fetchall(self) -> Any:
        rows = self._cursor.fetchall()
        self._asked.rows += len(rows)
        return rows


@contextmanager
def counting() -> Iterator[Asked]:
    """Note everything that is asked of the database in use."""
    asked, opened = Asked(), database.obj
    run = opened.execute_sql

    def noted(sql: str, *others: Any, **named: Any) -> Any:
        asked.statements.append(sql)
        return CountedCursor(run(sql, *others, **named), asked)

    opened.execute_sql = noted
    try:
        yield asked
    finally:
        del opened.execute_sql
