"""Work that takes longer than a request: put into the queue, looked at, stopped, tried again.

What a kind of job does is declared in `web/jobs`; who works on the queue is `job_queue`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import JOIN, fn

from web.clock import machine_now
from web.models import Account, Job, JobItem, Unit, write
from web.models.columns import new_id
from web.services.errors import Decided, NotFound, NotWritable
from web.services.job_queue import in_queue, stands_before

MOST_ITEMS = 20_000
AT_ONCE = 500
"""How many rows one statement stores."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a job is, in items; `ahead` counts the jobs before it in the queue, `runs` is
    whether a worker has it in hand."""

    total: int
    done: int
    failed: int
    cancelled: int
    waiting: int
    ahead: int
    runs: bool

    @property
    def settled(self) -> int:
        """Items that nothing more happens to."""
        return self.total - self.waiting


def enqueue(
    kind: str,
    title: str,
    items: Sequence[Mapping[str, Any]],
    *,
    account: Account | None,
    unit: Unit | None = None,
    payload: Mapping[str, Any] | None = None,
    now: datetime,
) -> Job:
    """Put a job of this kind into the queue; `items` say what is to be done, one map each.

    Call it inside the `write()` of the change that it follows from: the job is there if and only
    if that is. `title` is what its owner reads.

    :raises NotWritable: these are more than one job takes
    """
    if len(items) > MOST_ITEMS:
        raise NotWritable(f"一次最多处理 {MOST_ITEMS} 项，请分几次办理。")
    job: Job = Job.create(
        kind=kind,
        title=title,
        account=account,
        unit=unit,
        payload=dict(payload or {}),
        total=len(items),
        made_at=now,
        queued_at=in_queue(),
    )
    rows = [
        {"id": new_id(), "job": job.id, "number": number, "values": dict(values)}
        for number, values in enumerate(items, start=1)
    ]
    for start in range(0, len(rows), AT_ONCE):
        JobItem.insert_many(rows[start : start + AT_ONCE]).execute()
    return job


def jobs_of(account: Account) -> Any:
    """The jobs of an account as a query, the newest first."""
    return Job.select().where(Job.account == account.id).order_by(Job.made_at.desc(), Job.id.desc())


def get_job(account: Account, id: str) -> Job:
    """A job of this account.

    :raises NotFound: there is none with this id, or it is somebody else's
    """
    job: Job | None = Job.get_or_none(Job.id == id, Job.account == account.id)
    if job is None:
        raise NotFound("任务")
    return job


def progress_of(job: Job) -> Progress:
    """How far a job is, now."""
    return progress_of_all([job])[job.id]


def progress_of_all(found: Sequence[Job]) -> dict[str, Progress]:
    """How far some jobs are, by their ids; two queries, however many there are."""
    ids = [job.id for job in found]
    counted: Any = (
        JobItem.select(JobItem.job, JobItem.state, fn.COUNT(JobItem.id))
        .where(JobItem.job << ids)
        .group_by(JobItem.job, JobItem.state)
    )
    numbers = {(job, state): number for job, state, number in counted.tuples()}
    ahead = _ahead_of(ids)
    return {
        job.id: Progress(
            total=job.total,
            done=numbers.get((job.id, "done"), 0),
            failed=numbers.get((job.id, "failed"), 0),
            cancelled=numbers.get((job.id, "cancelled"), 0),
            waiting=numbers.get((job.id, "waiting"), 0),
            ahead=ahead.get(job.id, 0),
            runs=job.lease_until is not None and job.lease_until >= machine_now(),
        )
        for job in found
    }


def _ahead_of(ids: Sequence[str]) -> dict[str, int]:
    """How many jobs are before each of these that waits."""
    other: Any = Job.alias()
    before = (other.state == "open") & stands_before(other, Job)
    query: Any = (
        Job.select(Job.id, fn.COUNT(other.id))
        .join(other, JOIN.LEFT_OUTER, on=before)
        .where(Job.id << list(ids), Job.state == "open")
        .group_by(Job.id)
    )
    return dict(query.tuples())


def failed_items(job: Job) -> Any:
    """The items that failed as a query, in their order."""
    query: Any = JobItem.select().where(JobItem.job == job.id, JobItem.state == "failed")
    return query.order_by(JobItem.number)


def cancel(account: Account, id: str, *, now: datetime) -> Job:
    """Stop a job: what is done stays done, what waits is not begun.

    :raises NotFound: it is not this account's
    :raises Decided: it has ended before
    """
    with write(f"job:{id}"):
        job = get_job(account, id)
        if job.state != "open":
            raise Decided("任务", STATES[job.state], "", job.finished_at)
        JobItem.update(state="cancelled", done_at=now).where(
            JobItem.job == job.id, JobItem.state == "waiting"
        ).execute()
        job.state, job.finished_at = "cancelled", now
        job.save(only=[Job.state, Job.finished_at])
    return job


def retry(account: Account, id: str, *, now: datetime) -> Job:
    """Put what failed, or was stopped, into the queue again.

    :raises NotFound: it is not this account's
    :raises NotWritable: there is nothing to try again
    """
    with write(f"job:{id}"):
        job = get_job(account, id)
        again = JobItem.update(state="waiting", error="", tries=0, done_at=None).where(
            JobItem.job == job.id, JobItem.state.in_(("failed", "cancelled"))
        )
        if job.state == "open" or not (again.execute() or job.error):
            raise NotWritable("这个任务没有需要重试的项目。")
        job.state, job.finished_at, job.error, job.file = "open", None, "", ""
        job.queued_at, job.lease_until = in_queue(), None
        job.save()
    return job


STATES = {"open": "进行中", "done": "已完成", "cancelled": "已取消"}
"""What the states of jobs are called."""
