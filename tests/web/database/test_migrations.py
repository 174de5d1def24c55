"""Databases of earlier versions come up to date with all that is in them; newer are refused."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.web.database.released import make_released
from web.models import (
    TABLES,
    Account,
    Answers,
    Application,
    Binding,
    FileUse,
    Person,
    Record,
    Row,
    Snapshot,
    Unit,
    database,
)
from web.models.database import Opened, use_database, write
from web.models.refusal import DatabaseRefused
from web.models.schema import STEPS, bring_up_to_date, drift, steps

NAMES = tuple(sorted(path.stem for path in STEPS.glob("[0-9]*.py")))


@pytest.fixture
def empty(database_url: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Opened]:
    """An empty database, in use until the site that was in use before comes back."""
    before = database.obj
    if database_url.startswith("sqlite"):
        url = f"sqlite:{tmp_path / 'empty.sqlite3'}"
    else:
        url = request.getfixturevalue("postgres").create(f"empty-{tmp_path.name}")
    yield from _in_use(url, before)


@pytest.fixture
def released(tmp_path: Path) -> Iterator[Opened]:
    """A database that 0.2.0 made, with data."""
    path = tmp_path / "released.sqlite3"
    make_released(str(path))
    yield from _in_use(f"sqlite:{path}", database.obj)


def _in_use(url: str, before: Any) -> Iterator[Opened]:
    opened = use_database(url)
    yield opened
    opened.close_everything()
    if before is not None:
        database.initialize(before)


def columns_of(opened: Opened) -> dict[str, list[tuple[Any, ...]]]:
    """Columns with all that the database says of them, lengths of texts apart, by table."""
    with opened.connection_context():
        return {
            table: sorted(
                (c.name, str(c.data_type).partition("(")[0].lower(), c.null, c.primary_key)
                for c in opened.get_columns(table)
            )
            + sorted(
                (k.column, k.dest_table, k.dest_column) for k in opened.get_foreign_keys(table)
            )
            for table in opened.get_tables()
            if table != "schema_migration"
        }


def test_steps_make_the_tables_of_the_models(empty: Opened) -> None:
    assert bring_up_to_date(empty) == NAMES
    assert drift(empty, TABLES) == ()
    made = columns_of(empty)

    with empty.connection_context():
        empty.drop_tables(TABLES)
        empty.create_tables(TABLES)

    assert made == columns_of(empty)


def test_steps_are_taken_once(empty: Opened) -> None:
    bring_up_to_date(empty)

    assert bring_up_to_date(empty) == ()
    assert [(step.name, step.applied is not None) for step in steps(empty)] == [
        (name, True) for name in NAMES
    ]


def test_many_that_start_at_once_take_every_step_once(empty: Opened) -> None:
    taken: list[tuple[str, ...]] = []
    threads = [
        threading.Thread(target=lambda: taken.append(bring_up_to_date(empty))) for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert sorted(taken) == [(), (), (), (), (), NAMES]


def test_drift_names_what_is_different(empty: Opened) -> None:
    bring_up_to_date(empty)
    with empty.connection_context():
        empty.execute_sql("alter table notice add column extra text")
        empty.execute_sql("drop index binding_one_bound")

    assert drift(empty, TABLES) == (
        "drop column notice.extra",
        "add index binding.binding_one_bound",
    )


def test_database_of_a_newer_version_is_refused(empty: Opened) -> None:
    bring_up_to_date(empty)
    with empty.connection_context():
        empty.execute_sql(
            "insert into schema_migration (name, applied)"
            " values ('9999_from_the_future', '2030-01-01 00:00:00')"
        )

    with pytest.raises(DatabaseRefused, match=r"更新的版本.*9999_from_the_future.*恢复.*备份"):
        bring_up_to_date(empty)


def test_database_of_development_is_refused_with_what_to_do(empty: Opened) -> None:
    with empty.connection_context():
        empty.create_tables(TABLES)

    with pytest.raises(DatabaseRefused, match=r"开发中的版本.*删除"):
        bring_up_to_date(empty)


def test_released_database_keeps_everything_in_it(released: Opened) -> None:
    assert bring_up_to_date(released) == NAMES[1:]

    assert drift(released, TABLES) == ()
    with released.connection_context():
        assert [person.name for person in Person.select().order_by(Person.id)] == [
            "李晓", "王小", "赵某",
        ]  # fmt: skip
        applications = list(Application.select().order_by(Application.id))
        assert [(a.id, a.person_id, a.state, a.round, a.unit_id) for a in applications] == [
            ("a1", "p1", "submitted", 1, None),
            ("a2", "p1", "editing", 0, None),
        ]
        assert Answers.get().values == {"work_years": 12}
        assert (Row.get().snapshot, Row.get().version) == ({"kind": "education"}, 3)
        assert Snapshot.get().report == {"passed": True}
        assert FileUse.get().name == "承诺书.jpg"
        record = Record.get()
        assert (record.values, record.status, record.version, record.deleted_at) == (
            {"school": "安徽某大学"}, "passed", 1, None,
        )  # fmt: skip


def test_released_login_becomes_an_account_of_its_person(released: Opened) -> None:
    bring_up_to_date(released)

    with released.connection_context():
        accounts = Account.select().order_by(Account.login)
        assert [(a.login, a.person_id, a.province, a.role, a.state) for a in accounts] == [
            ("alone", "p3", "yunnan", "applicant", "active"),
            ("demo", "p1", "anhui", "applicant", "active"),
            ("other", "p2", "anhui", "applicant", "active"),
        ]
        # Two people gave one number: the first of them signs in by it.
        assert [(a.id_number, a.mobile) for a in accounts] == [
            (None, None), ("340104199006079988", "13800000000"), (None, None),
        ]  # fmt: skip
        assert {a.password for a in accounts} == {""}
        assert accounts[0].former_passwords == []


def test_released_unit_becomes_a_unit_with_those_who_named_it(released: Opened) -> None:
    bring_up_to_date(released)

    with released.connection_context():
        unit = Unit.get()
        assert (unit.name, unit.credit_code, unit.nature, unit.state) == (
            "蚌埠市青山小学", "12340300MB1XXX0293", "21", "active",
        )  # fmt: skip
        bindings = Binding.select().order_by(Binding.person)
        assert [(b.person_id, b.unit_id, b.state) for b in bindings] == [
            ("p1", unit.id, "bound"), ("p2", unit.id, "bound"),
        ]  # fmt: skip
        assert "unit" not in Person.get_by_id("p1").account
        assert Person.get_by_id("p1").account["person"]["name"] == "李晓"
        assert unit.created_at.utcoffset() is not None


def test_released_database_is_written_to_afterwards(released: Opened) -> None:
    bring_up_to_date(released)

    with released.connection_context():
        with write():
            Person.create(id="p4", name="钱某", province="anhui")
        assert Person.get_by_id("p4").series == []
        assert Person.get_by_id("p1").version == 1
