"""Connections: taken when they are needed, given back, replaced when the server has ended them."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import psycopg
import pytest
from flask import Flask

from tests.web.steps import begin
from tests.web.visitor import Visitor
from web.models import Person, database
from web.models.postgres import CONNECTIONS
from web.site import Site


def test_request_gives_its_connection_back(visitor: Visitor) -> None:
    visitor.open("/applications")

    assert (visitor.status, database.is_closed(), len(database.obj._in_use)) == (200, True, 0)


def test_request_that_fails_gives_its_connection_back(
    app: Flask, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        Person.select().count()
        raise RuntimeError("a bug")

    monkeypatch.setitem(app.view_functions, "applications.index", fail)
    monkeypatch.setattr(app, "testing", False)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    visitor.client.get("/applications")

    assert (database.is_closed(), len(database.obj._in_use)) == (True, 0)


def test_body_is_taken_in_before_a_connection(app: Flask, visitor: Visitor) -> None:
    held: list[bool] = []

    class Slow(BytesIO):
        """A body that notes, each time it is read from, whether a connection is held."""

        def read(self, size: int | None = -1) -> bytes:
            held.append(not database.is_closed())
            return super().read(size)

        def readinto(self, buffer: Any) -> int:
            held.append(not database.is_closed())
            return super().readinto(buffer)

    body = b'{"version": 0, "data": {}}'
    visitor.open("/applications")
    with visitor.client.session_transaction() as session:
        session.setdefault("csrf", "token")
        token = session["csrf"]
    answer = visitor.client.patch(
        "/applications/none/sections/personal",
        input_stream=Slow(body),
        content_type="application/json",
        headers={"X-CSRF-Token": token, "Content-Length": str(len(body))},
    )

    assert answer.status_code == 404
    assert held
    assert not any(held)


@pytest.mark.databases("postgresql")
def test_request_after_the_server_ended_every_connection_works(
    site: Site, visitor: Visitor
) -> None:
    visitor.open("/applications")
    with psycopg.connect(database.obj.database, autocommit=True) as other:
        ended = other.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity"
            " where datname = current_database() and pid <> pg_backend_pid()"
        ).fetchall()

    visitor.open("/applications")

    assert (len(ended) > 0, visitor.status) == (True, 200)


@pytest.mark.databases("postgresql")
def test_postgres_ends_what_hangs(site: Site) -> None:
    with database.connection_context():
        shown = [
            database.execute_sql(f"show {name}").fetchone()[0]
            for name in ("lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout")
        ]

    assert shown == ["15s", "1min", "2min"]
    assert database.obj._max_connections == CONNECTIONS


@pytest.mark.parametrize("address", ["/applications?name=%00", "/applications/a%00b", "/%00"])
def test_address_with_a_character_that_postgres_cannot_store_is_refused(
    visitor: Visitor, address: str
) -> None:
    visitor.open(address)

    assert visitor.status == 400


@pytest.mark.parametrize(
    ("body", "type"),
    [
        (b'{"version": 0, "save_id": "\\u0000", "data": {}}', "application/json"),
        (b"birth_place=a%00b&version=0", "application/x-www-form-urlencoded"),
    ],
)
def test_body_with_a_character_that_postgres_cannot_store_is_refused(
    visitor: Visitor, body: bytes, type: str
) -> None:
    answer = visitor.client.patch(
        f"{begin(visitor)}/sections/personal",
        data=body,
        content_type=type,
        headers={"X-CSRF-Token": dict(visitor.form("/sections/personal").values)["csrf_token"]},
    )

    assert answer.status_code == 400
