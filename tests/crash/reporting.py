"""A batch of applications that a unit reports upward, for killing whoever does it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tests.crash.served import SECRET, ServedSite
from web.app import create_app
from web.models import (
    Account,
    Application,
    Event,
    Job,
    JobItem,
    Notice,
    Person,
    Review,
    Snapshot,
    Task,
    Unit,
    close_database,
    database,
    use_database,
    write,
)
from web.services import events, jobs
from web.services.demo import Demo
from web.services.reporting import KIND
from web.settings import Settings
from web.site import Site

DAY = "2026-11-02"
APPLICANT, NODE, LEADS_TO = "demo-shandong-done", "unit_report", "department"
PATIENCE = 120.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """The job and the applications that it reports."""

    job: str
    applications: tuple[str, ...]


def prepare(site: ServedSite, count: int) -> Batch:
    """Store so many applications that wait to be reported, and the job that reports them."""
    app = create_app(Settings(data=site.data, database=site.url, today=DAY, secret=SECRET))
    parts: Site = app.extensions["zhiping"]
    try:
        with database.connection_context():
            return _prepare(parts, count)
    finally:
        parts.printer.close()
        close_database()


def _prepare(parts: Site, count: int) -> Batch:
    now = parts.clock.now()
    demo = Demo(packs=parts.packs, store=parts.files, now=now)
    first: Application = demo.make_applications(APPLICANT).applications.get()
    snapshot = first.snapshots.get()
    unit = Unit.get_by_id(first.unit_id)
    operator = Account.get(Account.unit == unit.id)
    with write():
        ids = tuple(_like(first, snapshot, unit, number, now) for number in range(count))
        items = [{"application": id, "name": id} for id in ids]
        job = jobs.enqueue(KIND, "数据上报", items, account=operator, unit=unit, now=now)
    return Batch(job=job.id, applications=ids)


def _like(first: Application, snapshot: Snapshot, unit: Unit, number: int, now: datetime) -> str:
    """Somebody else's application with the same material, passed and not yet reported."""
    person = Person.create(
        name=f"申报人{number}", province=first.province, account=first.person.account
    )
    made = Application.create(
        person=person, plan=first.plan, province=first.province, year=first.year,
        bundle=first.bundle_id, choice=first.choice, state="submitted", node=NODE, round=1,
        unit=unit, begun_at=now, submitted_at=now,
    )  # fmt: skip
    Snapshot.create(
        application=made, round=1, bundle=snapshot.bundle, dossier=snapshot.dossier,
        report=snapshot.report, digest=snapshot.digest, taken_at=now,
    )  # fmt: skip
    Task.create(application=made, round=1, node=NODE, unit=unit, arrived_at=now)
    return str(made.id)


class Watch:
    """Looks at the database of a site that is served by other processes."""

    def __init__(self, url: str) -> None:
        self._opened = use_database(url)

    def __enter__(self) -> Watch:
        return self

    def __exit__(self, *error: object) -> None:
        self._opened.close_everything()

    def done(self, job: str) -> int:
        """How many items of a job are settled."""
        with self._opened.connection_context():
            query = JobItem.select().where(JobItem.job == job, JobItem.state != "waiting")
            return int(query.count())

    def worker(self, job: str) -> int:
        """The process that has a job in hand."""
        with self._opened.connection_context():
            return int(Job.get_by_id(job).worker.split(":")[1])

    def wait_for(self, job: str, count: int, log: Path) -> None:
        """Wait until so many items are settled."""
        until = time.monotonic() + PATIENCE
        while self.done(job) < count:
            assert time.monotonic() < until, log.read_text()[-3000:]
            time.sleep(0.02)

    def wait_for_end(self, job: str, log: Path) -> None:
        """Wait until the job is closed."""
        until = time.monotonic() + PATIENCE
        while True:
            with self._opened.connection_context():
                if Job.get_by_id(job).state == "done":
                    return
            assert time.monotonic() < until, log.read_text()[-3000:]
            time.sleep(0.05)

    def check(self, batch: Batch) -> None:
        """That everything of a batch was reported, and nothing twice."""
        with self._opened.connection_context():
            items = JobItem.select().where(JobItem.job == batch.job)
            assert {(item.state, item.error) for item in items} == {("done", "")}
            for id in batch.applications:
                _check_once(id)
            assert Notice.select().where(Notice.link == f"/jobs/{batch.job}").count() == 1
            assert events.broken_chains() == {}


def _check_once(id: str) -> None:
    application = Application.get_by_id(id)
    tasks = Task.select().where(Task.application == id).order_by(Task.arrived_at)
    standing = sorted((task.node, task.done_at is None) for task in tasks)
    reviews = Review.select().where(Review.application == id)
    reported = Event.select().where(Event.subject == f"application:{id}", Event.action == "report")
    assert (application.state, application.node) == ("submitted", LEADS_TO)
    assert standing == sorted([(NODE, False), (LEADS_TO, True)])
    assert (reviews.count(), reported.count()) == (1, 1)
