"""The database that every model is bound to, and the one way to write to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from peewee import CharField, DatabaseProxy, Metadata, Model

from web.models.postgres import PostgresServer
from web.models.refusal import DatabaseRefused
from web.models.sqlite import SqliteFile

Opened = SqliteFile | PostgresServer

database = DatabaseProxy()


class UnknownDatabase(DatabaseRefused):
    """The database URL names a database that the site does not know."""

    def __init__(self, url: str) -> None:
        scheme = url.partition(":")[0]
        super().__init__(
            f"不认识的数据库 “{scheme}:…”。ZHIPING_DATABASE 可以是 sqlite:文件路径，"
            "或 postgresql://用户:密码@主机:端口/数据库。"
        )


class TextWithoutLength(Metadata):
    """Columns of text as long as what is stored, as SQLite has it anyway: how long an answer may
    be is said by packs and services, not by a column."""

    def add_field(self, field_name: str, field: Any, set_attribute: bool = True) -> None:
        """Add a field to the model."""
        if isinstance(field, CharField):
            field.max_length = None  # type: ignore[assignment]  # peewee itself knows None
        super().add_field(field_name, field, set_attribute)


class Base(Model):
    """A model of this site; which database it lives in is decided by `use_database`."""

    class Meta:
        database = database
        model_metadata_class = TextWithoutLength


def use_database(url: str) -> Opened:
    """Bind all models to the database at `url`: `sqlite:PATH` or `postgresql://…`.

    :raises UnknownDatabase: it is another kind of database
    :raises UnsafeSqlite: this SQLite may lose data
    """
    scheme, _, rest = url.partition(":")
    opened: Opened
    if scheme == "sqlite":
        opened = SqliteFile(Path(rest))
    elif scheme in ("postgresql", "postgres"):
        opened = PostgresServer(url)
    else:
        raise UnknownDatabase(url)
    close_database()
    database.initialize(opened)
    return opened


def close_database() -> None:
    """Close every connection of the database in use, if there is one."""
    if database.obj is not None:
        database.obj.close_everything()


@contextmanager
def write(*names: str) -> Iterator[None]:
    """A transaction that writes: committed when the block ends, rolled back when it raises.

    What the block reads stays true until it has written. Without names it is alone: nobody else
    writes. With names (`application:<id>`, `person:<id>`, …) it is only alone among those who say
    one of them, and others write beside it where the database can do that; so name everything
    that is looked at before it is changed. Inside another `write()` it is a part of that one.
    """
    opened: Opened = database.obj
    if opened.in_transaction():
        with opened.atomic():
            opened.hold(names)
            yield
        return
    with opened.writing(names):
        yield


def hold(*names: str) -> None:
    """Inside a `write()`: from here on be alone under these names, too."""
    opened: Opened = database.obj
    opened.hold(names)
