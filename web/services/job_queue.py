"""Who works on which job: taken for some seconds, held on to, let go; each item settled once.

Times are those of the machine, never of a stopped calendar: they only say who is still alive.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from web.clock import machine_now
from web.models import Job, JobItem, write
from web.services.notices import notify

LEASE = timedelta(seconds=15)
"""After this time without a sign of life another worker goes on with a job."""

MOST_TRIES = 3
"""So often a worker may end with the same item in hand before it is put aside."""

INTERRUPTED = "处理这一项时多次意外中断，已跳过。请稍后重试；如仍出错，请告诉技术支持。"


def in_queue() -> str:
    """The present moment as the queue is ordered by it."""
    return machine_now().isoformat(timespec="microseconds")


def stands_before(one: Any, other: Any) -> Any:
    """The condition that one job comes before another in the queue; tables or rows."""
    same = (one.queued_at == other.queued_at) & (one.id < other.id)
    return (one.queued_at < other.queued_at) | same


def claim(worker: str) -> Job | None:
    """Take the first job that waits, None when there is none.

    Where a worker ended with the job in hand, its first open item is counted as interrupted.
    """
    waiting: Any = (
        Job.select(Job.id).where(_is_free(machine_now())).order_by(Job.queued_at, Job.id).limit(5)
    )
    for (id,) in list(waiting.tuples()):
        with write(f"job:{id}"):
            now = machine_now()
            job: Job | None = Job.get_or_none((Job.id == id) & _is_free(now))
            if job is None:
                continue
            if job.lease_until is not None:
                _count_interrupted(job, now)
            job.worker, job.lease_until = worker, now + LEASE
            job.save(only=[Job.worker, Job.lease_until])
            return job
    return None


def free_dead() -> None:
    """End the leases of workers of this machine that are no more, so that nobody waits for them.
    Should one of them live after all, its items are still settled once."""
    now = machine_now()
    held = Job.select().where(Job.state == "open", Job.lease_until >= now)
    for job in list(held):
        if _has_ended(job.worker):
            with write(f"job:{job.id}"):
                over = now - timedelta(seconds=1)
                Job.update(lease_until=over).where(
                    Job.id == job.id, Job.worker == job.worker
                ).execute()


def _has_ended(worker: str) -> bool:
    """Whether a worker, named `host:pid:…`, ran on this machine and runs no more."""
    host, _, rest = worker.partition(":")
    pid = rest.partition(":")[0]
    if host != socket.gethostname() or not pid.isdigit():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        pass  # somebody else's process has that number now, or it lives
    return False


def _is_free(now: datetime) -> Any:
    return (Job.state == "open") & (Job.lease_until.is_null() | (Job.lease_until < now))


def _count_interrupted(job: Job, now: datetime) -> None:
    first = next(iter(next_items(job, 1)), None)
    if first is None:
        return
    first.tries += 1
    if first.tries >= MOST_TRIES:
        first.state, first.error, first.done_at = "failed", INTERRUPTED, now
    first.save(only=[JobItem.tries, JobItem.state, JobItem.error, JobItem.done_at])


def hold_on(job: Job) -> bool:
    """Say that the job is still in hand; whether it is still this worker's."""
    with write(f"job:{job.id}"):
        held = Job.update(lease_until=machine_now() + LEASE).where(
            Job.id == job.id, Job.worker == job.worker, Job.state == "open"
        )
        return bool(held.execute())


def let_go(job: Job) -> None:
    """Put the job back, behind those that wait."""
    with write(f"job:{job.id}"):
        Job.update(lease_until=None, queued_at=in_queue()).where(
            Job.id == job.id, Job.worker == job.worker, Job.state == "open"
        ).execute()


def next_items(job: Job, limit: int) -> list[JobItem]:
    """The first items that wait."""
    query: Any = JobItem.select().where(JobItem.job == job.id, JobItem.state == "waiting")
    return list(query.order_by(JobItem.number).limit(limit))


def take(item: JobItem, *, now: datetime) -> bool:
    """Mark an item as done, inside the `write()` that does it; False where it was settled before,
    so that nothing may be done."""
    taken = JobItem.update(state="done", error="", done_at=now).where(
        JobItem.id == item.id, JobItem.state == "waiting"
    )
    return bool(taken.execute())


def keep_result(item: JobItem, result: Mapping[str, Any] | None) -> None:
    """Keep what came of an item, inside the same `write()`."""
    if result is not None:
        JobItem.update(result=dict(result)).where(JobItem.id == item.id).execute()


def fail(item: JobItem, error: str, *, now: datetime) -> None:
    """Keep why an item could not be done."""
    with write(f"job-item:{item.id}"):
        JobItem.update(state="failed", error=error[:1000], done_at=now).where(
            JobItem.id == item.id, JobItem.state == "waiting"
        ).execute()


def has_failed(job: Job) -> bool:
    """Whether an item of the job failed, so that it may be tried again."""
    return bool(_failed(job).exists())


def _failed(job: Job) -> Any:
    return JobItem.select().where(JobItem.job == job.id, JobItem.state == "failed")


def end(job: Job, *, file: str = "", name: str = "", error: str = "", now: datetime) -> None:
    """Close a job when all of its items are settled, and tell its owner; no more than once."""
    with write(f"job:{job.id}"):
        ended = Job.update(
            state="done",
            lease_until=None,
            finished_at=now,
            file=file,
            file_name=name,
            error=error[:1000],
        ).where(Job.id == job.id, Job.worker == job.worker, Job.state == "open")
        if not ended.execute() or job.account is None:
            return
        failed = _failed(job).count()
        said = f"，其中 {failed} 项没有成功，请查看原因" if failed else "，可以查看结果"
        text = f"“{job.title}”已处理完{said}。" if not error else f"“{job.title}”没有完成：{error}"
        notify(job.account, text[:500], link=f"/jobs/{job.id}", key=f"job:{job.id}:{now}", now=now)


def forget_results(id: str) -> None:
    """Note that the result of a job is kept no longer."""
    with write(f"job:{id}"):
        Job.update(file="").where(Job.id == id).execute()
