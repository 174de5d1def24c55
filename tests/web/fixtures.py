"""A site with an empty database for every test, one applicant with an archive, a visitor."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from engine.share import pack_folders
from tests.web.visitor import Visitor
from web.app import create_app
from web.models import TABLES, Person, StoredBundle, close_database, database
from web.models.postgres import PostgresServer
from web.services.demo import Demo
from web.settings import Settings
from web.site import Site

PACKS = Path(__file__).parent / "packs"
"""A plan that shows one question while another has a certain answer."""

NAMES = [one._meta.table_name for one in reversed(TABLES) if one is not StoredBundle]
"""The tables that a test may write, those that refer to others first."""

TODAY = "2022-07-01"
"""A day inside the window of the 2022 plan."""


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory, database_url: str) -> Iterator[Flask]:
    """One site for all tests of a process on one database: its packs are read once."""
    folder: Path = tmp_path_factory.mktemp("site")
    made = create_app(
        Settings(
            data=folder,
            database=database_url,
            today=TODAY,
            secret="for tests only",
            packs=(*pack_folders(), PACKS),
        )
    )
    made.testing = True
    yield made
    made.extensions["zhiping"].printer.close()
    close_database()


@pytest.fixture
def site(app: Flask) -> Site:
    """The site's parts, with an empty database; bundles stay, as they always do."""
    found: Site = app.extensions["zhiping"]
    # Quicker than TRUNCATE where there is little.
    emptied = [f'delete from "{name}"' for name in NAMES]
    if isinstance(database.obj, PostgresServer):
        emptied = ["; ".join(emptied)]  # in one round trip
    with database.connection_context(), database.atomic():
        for statement in emptied:
            database.execute_sql(statement)
    return found


@pytest.fixture
def applicant(site: Site) -> tuple[Person, dict[str, str]]:
    """The demonstration applicant and the ids of her records by name; no application yet."""
    demo = Demo(packs=site.packs, store=site.files, now=site.clock.now())
    with database.connection_context():
        return demo.make_applicant("demo")


@pytest.fixture
def records(applicant: tuple[Person, dict[str, str]]) -> dict[str, str]:
    """The ids of the applicant's records by name."""
    return applicant[1]


@pytest.fixture
def visitor(app: Flask, applicant: tuple[Person, dict[str, str]]) -> Visitor:
    """The applicant, signed in, in a browser without JavaScript."""
    return Visitor(app.test_client()).sign_in_as("demo")


@pytest.fixture
def beginner(visitor: Visitor) -> Visitor:
    """The applicant before anything of 个人信息 but the identity was answered."""
    with database.connection_context():
        person = Person.get(Person.name == "李晓")
        known = {"person": person.account["person"]}
        Person.update(account=known, series=[]).where(Person.id == person.id).execute()
    return visitor
