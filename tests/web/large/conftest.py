"""One site with the data of a whole province; seeded once for each database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from engine.share import pack_folders
from tests.postgres import PostgresServer
from tests.web.fixtures import TODAY
from tests.web.large.seed import Large, ManyPlans, seed
from web.app import create_app
from web.models import database
from web.settings import Settings


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def large(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Flask, Large]]:
    """A site beside that of other tests, whose database is put back in the end."""
    if request.param not in request.config.getoption("databases").split(","):
        pytest.skip("another database was asked for")
    folder, before = tmp_path_factory.mktemp("large"), database.obj
    url = f"sqlite:{folder / 'zhiping.sqlite3'}"
    if request.param == "postgresql":
        server: PostgresServer = request.getfixturevalue("postgres")
        url = server.create("large")
    app = create_app(
        Settings(data=folder, database=url, today=TODAY, secret="for tests only", packs=())
    )
    packs = ManyPlans(pack_folders())
    app.extensions["zhiping"] = replace(app.extensions["zhiping"], packs=packs)
    app.testing = True
    with database.connection_context():
        made = seed(packs)
    yield app, made
    app.extensions["zhiping"].printer.close()
    database.obj.close_everything()
    if before is not None:
        database.initialize(before)
