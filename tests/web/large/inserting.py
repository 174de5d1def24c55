"""Many rows at once, as they are stored."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from peewee import Model

from web.models import database

INSERTED = 250
"""Rows in one statement: neither database takes more than some ten thousand values."""


def id_of(letter: str, number: int) -> str:
    """The id of the row of that number; letters tell tables apart."""
    return f"{letter}{number:025}"


def insert(table: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows of values as they are stored, many at a time; what is not named is as new."""
    left = [
        field
        for name, field in table._meta.fields.items()
        if name not in columns and not field.null and field.default is not None
    ]
    usual = [field.db_value(_as_new(field.default)) for field in left]
    fields = [*(table._meta.fields[name] for name in columns), *left]
    names = ", ".join(f'"{field.column_name}"' for field in fields)
    line = "(" + ", ".join([database.param] * len(fields)) + ")"
    coming = iter(rows)
    while some := tuple(islice(coming, INSERTED)):
        database.execute_sql(
            f'insert into "{table._meta.table_name}" ({names}) values '
            + ", ".join([line] * len(some)),
            [value for row in some for value in (*row, *usual)],
        )


def _as_new(default: Any) -> Any:
    return default() if callable(default) else default
