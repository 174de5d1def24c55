"""Our pages with the data of a whole province: processor time of a request, on both databases.

In one process, without a server; the client's work is in it, about half a millisecond. What each
page asks is counted by `tests/web/large`, on the same data.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Flask
from flask.testing import FlaskClient

from engine.share import pack_folders
from tests.postgres import PostgresServer
from tests.web.fixtures import TODAY
from tests.web.large.counting import counting
from tests.web.large.pages import LISTS, OWN, REVIEWS
from tests.web.large.seed import ManyPlans, seed
from tests.web.visitor import Visitor
from web.app import create_app
from web.models import close_database, database
from web.settings import Settings

ROUNDS = 5
AIM_MS = {LISTS: 50.0, OWN: 100.0, REVIEWS: 150.0}
"""What a request of each group may take: lists, pages of 500 records, of 400 picks handed in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What one page took: milliseconds of processor time, statements, rows and kilobytes."""

    address: str
    milliseconds: float
    statements: int
    rows: int
    kilobytes: int
    aim: float


def main() -> int:
    """Print the bench; 1 when a page takes longer than it may."""
    found = []
    for name, url_in in (("SQLite", _sqlite), ("PostgreSQL", _postgres)):
        with TemporaryDirectory() as folder, url_in(Path(folder)) as url:
            measured = measure(Path(folder), url)
        show(name, measured)
        found += measured
    return int(any(one.milliseconds > one.aim for one in found))


@contextmanager
def _sqlite(folder: Path) -> Iterator[str]:
    yield f"sqlite:{folder / 'zhiping.sqlite3'}"


@contextmanager
def _postgres(folder: Path) -> Iterator[str]:
    server = PostgresServer(durable=True)
    try:
        yield server.create("pages")
    finally:
        server.stop()


def measure(folder: Path, url: str) -> list[Measured]:
    """Every page once to warm up, then the best of some rounds."""
    app = create_app(Settings(data=folder, database=url, today=TODAY, secret="bench", packs=()))
    packs = ManyPlans(pack_folders())
    app.extensions["zhiping"] = replace(app.extensions["zhiping"], packs=packs)
    with database.connection_context():
        large = seed(packs)
    try:
        return [
            _page(app, page.login, page.address.format(large=large), aim)
            for pages, aim in AIM_MS.items()
            for page in pages
        ]
    finally:
        app.extensions["zhiping"].printer.close()
        close_database()


def _page(app: Flask, login: str, address: str, aim: float) -> Measured:
    visitor = Visitor(app.test_client()).sign_in_as(login)
    visitor.open(address)
    with counting() as asked:
        visitor.open(address)
    if visitor.status != 200:
        raise SystemExit(f"{address}: answered {visitor.status}")
    return Measured(
        address=address,
        milliseconds=min(_milliseconds(visitor.client, address) for _ in range(ROUNDS)),
        statements=asked.number,
        rows=asked.rows,
        kilobytes=len(visitor.page.data) // 1024,
        aim=aim,
    )


def _milliseconds(client: FlaskClient, address: str) -> float:
    start = time.process_time()
    client.get(address)
    return (time.process_time() - start) * 1000


def show(name: str, measured: list[Measured]) -> None:
    """Print a table, the slowest page first."""
    print(f"\nPages of a whole province on {name}: processor time per request")
    print("     CPU ms  statements   rows     KB")
    for one in sorted(measured, key=lambda one: -one.milliseconds):
        late = "" if one.milliseconds <= one.aim else f"  aim ≤ {one.aim:g} ms: NOT met"
        print(
            f"  {one.milliseconds:9.1f} {one.statements:11} {one.rows:6} {one.kilobytes:6}"
            f"  {one.address}{late}"
        )


if __name__ == "__main__":
    sys.exit(main())
