"""Tests that touch the database run twice: on SQLite and on PostgreSQL.

A test that takes the fixture `database_url`, mostly by way of `app` or `site`, is run once for each
of `--databases` (both). The marker `databases` names those that a test is about; without it, tests
in a browser run on SQLite alone, since they take their time.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest

from tests.absent import absent
from tests.postgres import NoPostgres, PostgresServer

KINDS = ("sqlite", "postgresql")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--databases",
        default=",".join(KINDS),
        help="which databases tests run on, separated by commas (default: %(default)s)",
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "databases(*kinds): the databases that the test runs on")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database_url" not in metafunc.fixturenames:
        return
    named = metafunc.definition.get_closest_marker("databases")
    in_browser = metafunc.definition.get_closest_marker("browser")
    about = named.args if named else KINDS[:1] if in_browser else KINDS
    asked = metafunc.config.getoption("databases").split(",")
    kinds = [kind for kind in about if kind in asked]
    metafunc.parametrize("database_url", kinds, indirect=True, scope="session")


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """The PostgreSQL server of this process, started when a test first needs it."""
    try:
        server = PostgresServer()
    except NoPostgres as missing:
        absent(str(missing))
    yield server
    server.stop()


_numbers = count(1)


@pytest.fixture(scope="session")
def database_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The URL of an empty database of the kind that the test runs on."""
    if request.param == "sqlite":
        return f"sqlite:{tmp_path_factory.mktemp('database') / 'zhiping.sqlite3'}"
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.create(f"zhiping{next(_numbers)}")
