"""The form of sixty questions: the site against a minimal Django application with crispy-forms.

Both are served by granian (two processes of 64 threads) on the same database, in one run and in
turns. Processor time per request is what counts: the client runs on the same processors.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

from bench.form import client, our_site
from bench.form.client import Load, Next, Request, Visit
from bench.form.questions import QUESTIONS
from bench.form.server import processor_seconds, serving
from bench.measure import Line, print_lines
from tests.postgres import PostgresServer

APPLICANTS = 64
SECONDS = 4.0
ROUNDS = 3
FORM = (("Content-Type", "application/x-www-form-urlencoded"),)
AIMS = {"GET": 15.0, "POST": 2.0}
PATCH_AIM = 2.0
CSRF = "t" * 32


@dataclass(slots=True, kw_only=True)
class Measured:
    """What one kind of request cost one site."""

    processor: list[float] = field(default_factory=list)
    loads: list[Load] = field(default_factory=list)

    @property
    def per_request(self) -> float:
        """Seconds of processor time, of the best round."""
        return min(self.processor)

    @property
    def best(self) -> Load:
        """The load with the highest rate."""
        return max(self.loads, key=lambda load: load.rate)


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """A site that is being served, and the requests that it is asked."""

    name: str
    port: int
    group: int
    visits: list[Visit]
    asks: dict[str, tuple[Callable[[Visit], Next], int]]


def main() -> int:
    """Print the bench on both databases."""
    for name, database in (("SQLite", _sqlite), ("PostgreSQL", _postgres)):
        with database() as (ours, theirs, folder):
            results = measure(ours, theirs, folder)
        show(name, results)
    return 0


@contextmanager
def _sqlite() -> Iterator[tuple[str, str, Path]]:
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        yield f"sqlite:{folder / 'ours.sqlite3'}", f"sqlite:{folder / 'django.sqlite3'}", folder


@contextmanager
def _postgres() -> Iterator[tuple[str, str, Path]]:
    server = PostgresServer(durable=True)
    try:
        with TemporaryDirectory() as temporary:
            yield server.create("ours"), server.create("django"), Path(temporary)
    finally:
        server.stop()


def measure(ours: str, theirs: str, folder: Path) -> dict[tuple[str, str], Measured]:
    """What every kind of request costs both sites, measured in turns."""
    environ = our_site.environment(folder, ours)
    own_visits = our_site.prepare(environ, APPLICANTS)
    django = {**os.environ, "BENCH_DATABASE": theirs}
    their_visits = _prepare_django(django)
    results: dict[tuple[str, str], Measured] = {}
    with (
        serving(our_site.TARGET, environ, factory=True) as (port, group),
        serving("bench.peers.django_form.site:application", django, factory=False) as other,
    ):
        peers = (
            Peer(
                name="ours", port=port, group=group, visits=own_visits,
                asks={"GET": (_get, 200), "POST": (_post, 303), "PATCH": (_patch, 200)},
            ),
            Peer(
                name="django", port=other[0], group=other[1], visits=their_visits,
                asks={"GET": (_get, 200), "POST": (_post, 302)},
            ),
        )  # fmt: skip
        _versions.clear()
        for turn in range(ROUNDS + 1):
            for peer in peers:
                for kind, (ask, expected) in peer.asks.items():
                    visitors = [(visit, ask(visit)) for visit in peer.visits]
                    before = processor_seconds(peer.group)
                    load = client.run(peer.port, visitors, SECONDS, expected)
                    used = processor_seconds(peer.group) - before
                    if load.refused:
                        raise SystemExit(f"{peer.name} {kind}: answered {set(load.refused)}")
                    if turn:  # the first round warms up
                        found = results.setdefault((peer.name, kind), Measured())
                        found.processor.append(used / len(load.seconds))
                        found.loads.append(load)
    return results


def _prepare_django(environ: dict[str, str]) -> list[Visit]:
    command = [sys.executable, "-m", "bench.peers.django_form.prepare", str(APPLICANTS)]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=True)
    return [
        Visit(
            page=f"/drafts/{one['id']}",
            save=f"/drafts/{one['id']}",
            cookie=f"sessionid={one['session']}; csrftoken={CSRF}",
            csrf={"csrfmiddlewaretoken": CSRF},
            number=one["number"],
        )
        for one in json.loads(done.stdout)
    ]


_versions: dict[str, int] = {}
"""The version that each application was saved with last, by its address."""


def _get(visit: Visit) -> Next:
    request = Request(method="GET", path=visit.page)
    return lambda: request


def _post(visit: Visit) -> Next:
    def ask() -> Request:
        version = _versions.get(visit.save, 1)
        _versions[visit.save] = version + 1
        values = {question.id: question.answer(visit.number) for question in QUESTIONS}
        values["q01"] = f"改动{version}"
        sent = urlencode({**values, **visit.csrf, "version": str(version)})
        return Request(method="POST", path=visit.save, body=sent.encode(), headers=FORM)

    return ask


def _patch(visit: Visit) -> Next:
    headers = (
        ("Content-Type", "application/json"),
        ("X-CSRF-Token", visit.csrf["csrf_token"]),
        ("X-Requested-With", "fetch"),
    )

    def ask() -> Request:
        version = _versions.get(visit.save, 1)
        _versions[visit.save] = version + 1
        data = {"q02": [f"改动{version}"], "q03": [f"另一处{version}"]}
        sent = {"version": version, "save_id": f"{visit.number}-{version}", "data": data}
        return Request(
            method="PATCH", path=visit.save, body=json.dumps(sent).encode(), headers=headers
        )

    return ask


def show(database: str, results: dict[tuple[str, str], Measured]) -> None:
    """Print processor time per request and the ratios, then the times that visitors waited."""
    lines = []
    for kind, aim in AIMS.items():
        own, other = results["ours", kind], results["django", kind]
        ratio = other.per_request / own.per_request
        lines.append(Line(label=f"{kind}, Django + crispy-forms", seconds=other.per_request))
        lines.append(
            Line(
                label=f"{kind}, ours", seconds=own.per_request, ratio=ratio,
                aim=f"≥ {aim:g}×", met=ratio >= aim,
            )
        )  # fmt: skip
    patch = results["ours", "PATCH"]
    ratio = results["ours", "POST"].per_request / patch.per_request
    lines.append(
        Line(
            label="autosave PATCH, ours, against the full POST", seconds=patch.per_request,
            ratio=ratio, aim=f"≥ {PATCH_AIM:g}×", met=ratio >= PATCH_AIM,
        )
    )  # fmt: skip
    print_lines(f"Form of 60 questions on {database}: processor time per request", lines)
    print(f"  at {APPLICANTS} connections:")
    for (site, kind), found in results.items():
        load = found.best
        print(
            f"    {site:7} {kind:6} {load.rate:7.0f}/s   "
            f"p50 {load.at(0.5) * 1000:6.0f} ms   p99 {load.at(0.99) * 1000:6.0f} ms"
        )


if __name__ == "__main__":
    sys.exit(main())
