"""kill -9 while applicants save: what was acknowledged is there, and nothing is there by half.

The short form always runs; the long one, with 200 applicants, is marked `slow` (`make soak`).
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from tests.crash.saving import FIELD, SECTION, Saving, save, saving, typed
from tests.crash.served import Applicant, ServedSite
from tests.postgres import PostgresServer
from web.models import Answers, Event, close_database, database, use_database
from web.models.database import Opened
from web.models.sqlite import SqliteFile
from web.services import events


@pytest.fixture
def own_database(
    database_url: str, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[str]:
    """The URL of a database of the test's own, of the kind that it runs on."""
    before = database.obj
    if database_url.startswith("sqlite"):
        yield f"sqlite:{tmp_path / 'zhiping.sqlite3'}"
    else:
        server: PostgresServer = request.getfixturevalue("durable_postgres")
        yield server.create(f"crash-{tmp_path.name}")
    if before is not None:
        database.initialize(before)


@pytest.fixture(scope="session")
def durable_postgres() -> Iterator[PostgresServer]:
    """A server that writes to the disk what it acknowledges."""
    server = PostgresServer(durable=True)
    yield server
    server.stop()


@pytest.fixture
def served(own_database: str, tmp_path: Path) -> Iterator[ServedSite]:
    """A site on this database, not started yet."""
    site = ServedSite(data=tmp_path, url=own_database)
    yield site
    site.kill()


def check_stored(url: str, applicants: Sequence[Applicant], known: Saving) -> int:
    """That the database holds every acknowledged save and no half of one; how many saves it
    holds that nobody was told of."""
    opened = use_database(url)
    with opened.connection_context():
        _check_integrity(opened)
        untold = sum(_check_applicant(one, known) for one in applicants)
        assert events.broken_chains() == {}
    close_database()
    return untold


def _check_integrity(opened: Opened) -> None:
    if isinstance(opened, SqliteFile):
        assert opened.execute_sql("pragma integrity_check").fetchall() == [("ok",)]


def _check_applicant(applicant: Applicant, known: Saving) -> int:
    told = known.acknowledged.get(applicant.application, 0)
    stored = Answers.get_or_none(
        Answers.application == applicant.application, Answers.section == SECTION
    )
    version = stored.version if stored else 0
    assert version in (told, told + 1), f"{applicant.number}: told {told}, stored {version}"
    if stored:
        assert stored.values == {FIELD: typed(applicant, version)}
    recorded = events.events_of(f"application:{applicant.application}")
    assert recorded.where(Event.action == "save").count() == version
    return version - told


def check_goes_on(site: ServedSite, applicant: Applicant, known: Saving) -> None:
    """That after a new start the applicant saves on where they were, as the script would: what
    may have been stored already is sent again."""
    told = known.acknowledged.get(applicant.application, 0)
    with closing(site.connect()) as connection:
        status, text = save(connection, applicant, told)
        assert status == 200, text
        assert save(connection, applicant, told + 1)[0] == 200


@pytest.mark.parametrize(
    ("count", "saves"),
    [
        pytest.param(24, 200, id="24 applicants"),
        pytest.param(200, 4000, id="200 applicants", marks=pytest.mark.slow),
    ],
)
def test_killed_server_has_lost_no_acknowledged_save(
    served: ServedSite, count: int, saves: int
) -> None:
    applicants = served.prepare(count)
    served.start()

    with saving(served, applicants) as known:
        known.wait_for(saves)
        served.kill()

    untold = check_stored(served.url, applicants, known)
    print(f"{known.count} saves acknowledged, none lost, {untold} stored that nobody was told of")
    assert known.refused == []
    served.start()
    check_goes_on(served, applicants[0], known)


@pytest.mark.slow
@pytest.mark.databases("postgresql")
def test_killed_postgres_has_lost_no_acknowledged_save(
    served: ServedSite, durable_postgres: PostgresServer
) -> None:
    applicants = served.prepare(200)
    served.start()

    with saving(served, applicants) as known:
        known.wait_for(4000)
        durable_postgres.kill()
        time.sleep(1)
        served.kill()
    durable_postgres.start_again()

    untold = check_stored(served.url, applicants, known)
    print(f"{known.count} saves acknowledged, none lost, {untold} stored that nobody was told of")


@pytest.mark.slow
@pytest.mark.databases("postgresql")
def test_site_goes_on_when_postgres_was_started_again(
    served: ServedSite, durable_postgres: PostgresServer
) -> None:
    applicants = served.prepare(40)
    served.start()
    with saving(served, applicants) as known:
        known.wait_for(200)

    durable_postgres.kill()
    durable_postgres.start_again()

    check_goes_on(served, applicants[0], known)
