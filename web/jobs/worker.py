"""A worker: takes a job, does its items one by one, closes it; then the next one.

Everything is exactly once: an item's changes and the mark that it is done are one transaction, so
that a worker that is killed repeats only what was not settled.
"""

from __future__ import annotations

import logging
import os
import secrets
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from peewee import OperationalError

from web.errors import said
from web.jobs.kind import Item, Kind, work_folder
from web.jobs.sweep import Sweep, sweep_due
from web.models import Job, JobItem, database, write
from web.services import job_queue
from web.services.errors import ServiceError
from web.site import Site

log = logging.getLogger(__name__)
TURN = 10.0
"""Seconds that a job is worked on before those that wait get their turn."""

IDLE = 0.5
"""Seconds between two looks at an empty queue."""

AT_ONCE = 20


class Worker:
    """One worker of a site; `now` is the site's clock unless a test says otherwise."""

    def __init__(
        self,
        parts: Site,
        kinds: Mapping[str, Kind],
        sweeps: tuple[Sweep, ...] = (),
        now: Callable[[], datetime] | None = None,
    ) -> None:
        self._parts, self._kinds, self._sweeps = parts, kinds, sweeps
        self._now = now or parts.clock.now
        self.name = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
        self.stopping = threading.Event()

    def run(self) -> None:
        """Work until told to stop; a database that does not answer is waited for."""
        freed = False
        while not self.stopping.is_set():
            try:
                with connected():
                    if not freed:
                        job_queue.free_dead()
                        freed = True
                    sweep_due(self._parts, self._sweeps, self._now())
                    busy = self.take_turn()
            except OperationalError as error:
                log.error("the database does not answer: %s", error)
                self.stopping.wait(2)
                continue
            if not busy:
                self.stopping.wait(IDLE)

    def run_all(self) -> int:
        """Work until nothing waits; how many turns that took."""
        turns = 0
        with connected():
            while not self.stopping.is_set() and self.take_turn():
                turns += 1
        return turns

    def take_turn(self) -> bool:
        """Work on the first job that waits, until it ends or its turn is over; False if none."""
        job = job_queue.claim(self.name)
        if job is None:
            return False
        until = time.monotonic() + TURN
        with Grip(job) as grip:
            while not self.stopping.is_set() and time.monotonic() < until and not grip.lost:
                items = job_queue.next_items(job, AT_ONCE)
                if not items:
                    self._end(job)
                    return True
                for item in items:
                    if self.stopping.is_set() or time.monotonic() >= until or grip.lost:
                        break
                    self._do(job, item)
        job_queue.let_go(job)
        return True

    def _do(self, job: Job, stored: JobItem) -> None:
        now = self._now()
        try:
            kind = self._kinds[job.kind]
            self._do_once(kind, job, stored, now)
        except OperationalError:
            raise
        except ServiceError as error:
            job_queue.fail(stored, said(error), now=now)
        except Exception:
            job_queue.fail(stored, self._bug(job, stored.number), now=now)

    def _do_once(self, kind: Kind, job: Job, stored: JobItem, now: datetime) -> None:
        item = Item(id=stored.id, number=stored.number, values=stored.values)
        if kind.prepare is not None:
            prepared = kind.prepare(self._parts, job, item, now)
            item = Item(id=item.id, number=item.number, values=item.values, prepared=prepared)
        with write(*(kind.names(job, item) or (f"job-item:{item.id}",))):
            if job_queue.take(stored, now=now):
                job_queue.keep_result(stored, kind.do(self._parts, job, item, now))

    def _end(self, job: Job) -> None:
        now = self._now()
        file = name = error = ""
        try:
            finish = self._kinds[job.kind].finish if job.kind in self._kinds else None
            made = finish(self._parts, job, now) if finish else None
            if made is not None:
                target = self._parts.settings.results / job.id / f"result{made.path.suffix}"
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.move(made.path, target)
                file, name = f"{job.id}/{target.name}", made.name
        except OperationalError:
            raise
        except ServiceError as mistake:
            error = said(mistake)
        except Exception:
            error = self._bug(job, 0)
        job_queue.end(job, file=file, name=name, error=error, now=now)
        if not error and not job_queue.has_failed(job):  # else what is there is needed once more
            shutil.rmtree(work_folder(self._parts, job), ignore_errors=True)

    def _bug(self, job: Job, number: int) -> str:
        """Log what went wrong under a number; the sentence that tells of it."""
        reference = secrets.token_hex(4)
        log.exception("job %s (%s), item %s failed: %s", job.id, job.kind, number, reference)
        return f"系统没能完成这一项，请稍后重试；如仍出错，请把编号 {reference} 告诉技术支持。"


class Grip:
    """Holds on to a job while the block lasts; `lost` once somebody else has taken it."""

    def __init__(self, job: Job) -> None:
        self._job, self._over, self.lost = job, threading.Event(), False
        self._thread = threading.Thread(target=self._hold_on, daemon=True)

    def __enter__(self) -> Grip:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._over.set()
        self._thread.join()

    def _hold_on(self) -> None:
        while not self._over.wait(job_queue.LEASE.total_seconds() / 3):
            try:
                with connected():
                    self.lost = not job_queue.hold_on(self._job)
            except OperationalError as error:
                log.error("could not hold on to job %s: %s", self._job.id, error)


@contextmanager
def connected() -> Iterator[None]:
    """A connection to the database while the block lasts, the one that is open if there is one."""
    is_new = database.connect(reuse_if_open=True)
    try:
        yield
    finally:
        if is_new:
            database.close()
