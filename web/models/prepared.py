"""What every request asks and every save stores, written as SQL once and read without detours:
peewee needs more time to write the text of a query and to look at its columns than SQLite to answer
it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from inspect import signature
from typing import Any, Generic, TypeVar

from peewee import BooleanField, Model, ModelSelect

from web.models.columns import InstantColumn, JSONColumn
from web.models.database import database

M = TypeVar("M", bound=Model)
READ_ANEW = (BooleanField, JSONColumn, InstantColumn)
"""Columns whose stored values are not what models hold."""


class Statement:
    """A select that is asked with texts and answers with rows as they are stored; `build` is given
    a stand-in for each text.

    Only the text of the query is kept, for each kind of database; every call asks anew.
    """

    def __init__(self, build: Callable[..., ModelSelect[Any]]) -> None:
        self._build = build
        self._stand_ins = tuple(f"\0{n}" for n in range(len(signature(build).parameters)))
        self._written: dict[type, tuple[str, list[Any], list[tuple[int, int]]]] = {}

    def rows(self, *values: str) -> list[tuple[Any, ...]]:
        """What is stored of what the query finds with these values, in its order."""
        sql, given, places = self._text()
        parameters = given.copy()
        for place, number in places:
            parameters[place] = values[number]
        found: list[tuple[Any, ...]] = database.execute_sql(sql, parameters).fetchall()
        return found

    def _text(self) -> tuple[str, list[Any], list[tuple[int, int]]]:
        """SQL, its parameters with stand-ins among them, where which value goes."""
        kind = type(database.obj)
        if kind not in self._written:
            sql, given = self._build(*self._stand_ins).sql()
            places = [
                (place, self._stand_ins.index(one))
                for place, one in enumerate(given)
                if one in self._stand_ins
            ]
            self._written[kind] = sql, list(given), places
        return self._written[kind]


class Prepared(Statement, Generic[M]):
    """A select of whole models of one kind; with `beside`, a foreign key of theirs, it selects the
    models that this leads to behind them."""

    def __init__(
        self, model: type[M], build: Callable[..., ModelSelect[M]], *, beside: str = ""
    ) -> None:
        super().__init__(build)
        self._model = model
        self._beside = beside
        self._columns = _columns(model)
        self._other = model._meta.fields[beside].rel_model if beside else None
        self._other_columns = _columns(self._other) if self._other else []

    def __call__(self, *values: str) -> list[M]:
        """What the query finds with these values, in its order."""
        return [self._made(row) for row in self.rows(*values)]

    def one(self, *values: str) -> M | None:
        """The first of what the query finds, None when it finds nothing."""
        return next(iter(self(*values)), None)

    def get(self, *values: str) -> M:
        """The first of what the query finds.

        :raises LookupError: it finds nothing
        """
        found = self.one(*values)
        if found is None:
            raise LookupError(f"no {self._model.__name__} of {values}")
        return found

    def _made(self, row: tuple[Any, ...]) -> M:
        """A model as peewee makes it of a row: nothing of it is changed yet."""
        if self._other is None:
            return _made(self._model, self._columns, row)
        own = len(self._columns)
        made = _made(self._model, self._columns, row[:own])
        made.__rel__[self._beside] = _made(self._other, self._other_columns, row[own:])
        return made


Columns = list[tuple[str, Callable[[Any], Any] | None]]


def _columns(model: type[Model]) -> Columns:
    """The names of a model's columns in their order, each with what reads its stored values."""
    return [
        (field.name, field.python_value if isinstance(field, READ_ANEW) else None)
        for field in model._meta.sorted_fields
    ]


def _made(model: type[M], columns: Columns, row: tuple[Any, ...]) -> M:
    made = model(__no_default__=True)
    made.__data__ = {
        name: value if read is None else read(value)
        for (name, read), value in zip(columns, row, strict=True)
    }
    return made


def by_key(model: type[M]) -> Prepared[M]:
    """A model by its primary key."""
    key = model._meta.primary_key
    return Prepared(model, lambda id: model.select().where(key == id))


class Stored(Generic[M]):
    """Stores rows of a model as `Model.create` and `Model.update` do, by SQL that is written once
    for each kind of database and set of columns."""

    def __init__(self, model: type[M]) -> None:
        self._model = model
        self._fields = model._meta.fields
        self._written: dict[tuple[object, ...], str] = {}

    def insert(self, **values: Any) -> M:
        """Store a row; a key that the database counts is left to it, and not in what is given."""
        made = self._model(**values)
        self._execute("insert", made.__data__, [])
        return made

    def update(self, key: object, **values: Any) -> None:
        """Change columns of the row with this primary key."""
        self._execute("update", values, [key])

    def _execute(self, verb: str, values: Mapping[str, Any], key: list[object]) -> None:
        kind = (type(database.obj), verb, *values)
        if kind not in self._written:
            self._written[kind] = self._write(verb, list(values))
        stored = [self._fields[name].db_value(value) for name, value in values.items()]
        database.execute_sql(self._written[kind], [*stored, *key])

    def _write(self, verb: str, names: list[str]) -> str:
        meta, mark = self._model._meta, database.obj.param
        columns = [f'"{self._fields[name].column_name}"' for name in names]
        if verb == "insert":
            marks = ", ".join([mark] * len(names))
            return f'insert into "{meta.table_name}" ({", ".join(columns)}) values ({marks})'
        changed = ", ".join(f"{column} = {mark}" for column in columns)
        key: Any = meta.primary_key
        return f'update "{meta.table_name}" set {changed} where "{key.column_name}" = {mark}'
