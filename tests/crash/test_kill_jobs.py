"""kill -9 in the middle of a batch that is reported, or of certificates that are drawn: nothing is
lost, nothing is done twice."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from tests.crash import certifying
from tests.crash.reporting import Watch, prepare
from tests.crash.served import ServedSite
from tests.crash.test_kill import durable_postgres, own_database, served
from tests.postgres import children_of
from web.models import database

__all__ = ["durable_postgres", "own_database", "served"]
COUNT = 60


@pytest.mark.parametrize("count", [COUNT, pytest.param(1500, marks=pytest.mark.slow)])
def test_killed_worker_has_reported_everything_once(served: ServedSite, count: int) -> None:
    batch = prepare(served, count)
    log = served.data / "server.log"
    served.start()

    killed = set()
    with Watch(served.url) as watch:
        for part in (1, 2, 3):
            watch.wait_for(batch.job, count * part // 5, log)
            killed.add(watch.worker(batch.job))
            os.kill(watch.worker(batch.job), signal.SIGKILL)
        watch.wait_for_end(batch.job, log)

        print(f"{len(killed)} workers were killed in the middle of {count} applications")
        assert len(killed) >= 2
        watch.check(batch)


@pytest.mark.databases("sqlite")
def test_no_process_of_the_server_is_its_fork(served: ServedSite) -> None:
    # A fork holds on to what was just being opened, and a worker beside it may wait for that.
    served.start()
    assert served.process is not None
    own, *others = (
        Path(f"/proc/{pid}/cmdline").read_bytes()
        for pid in (served.process.pid, *children_of(served.process.pid))
    )
    assert len(others) >= 3
    assert own not in others


def test_killed_server_goes_on_where_it_was(served: ServedSite) -> None:
    batch = prepare(served, COUNT)
    log = served.data / "server.log"
    served.start()

    with Watch(served.url) as watch:
        watch.wait_for(batch.job, COUNT // 4, log)
        served.kill()
        done = watch.done(batch.job)
        served.start()
        watch.wait_for_end(batch.job, log)

        print(f"killed with {done} of {COUNT} done")
        assert done < COUNT
        watch.check(batch)


def test_killed_worker_and_server_have_drawn_every_certificate_once(served: ServedSite) -> None:
    count = 24
    job = certifying.prepare(served, count)
    log = served.data / "server.log"
    served.start()

    with Watch(served.url) as watch:
        watch.wait_for(job, 5, log)
        os.kill(watch.worker(job), signal.SIGKILL)
        watch.wait_for(job, 12, log)
        served.kill()
        assert watch.done(job) < count
        served.start()
        watch.wait_for_end(job, log)

        with database.connection_context():
            certifying.check(job, count, served)
