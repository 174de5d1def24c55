"""校验全部: every chain of a province's events verified by a job, some hundred at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from web.models import Account, Event, Job, JobItem, write
from web.services import events, jobs
from web.services.chain_ends import Head, head_of, told_subjects, wrong_at
from web.services.event_list import subjects_of
from web.services.staff_duties import check_duty

KIND = "verify-events"
AT_ONCE = 200
"""Subjects that one item of the job verifies."""
SHOWN = 5
"""How many verifications are listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """One verification: how far it is, how many events were read, and by subject the number of the
    first event that does not hold."""

    job: Job
    progress: jobs.Progress
    events: int
    broken: dict[str, int]


def begin(by: Account, *, now: datetime) -> Job:
    """Put the verification of all events of a province into the queue.

    :raises NotAdmitted: `by` is no audit administrator
    """
    check_duty(by, "audit")
    with write(f"account:{by.id}"):
        known = known_ends(by.province)
        found = sorted({*subjects_of(by.province), *told_subjects(by.province), *known})
        parts = [found[start : start + AT_ONCE] for start in range(0, len(found), AT_ONCE)]
        job = jobs.enqueue(
            KIND,
            f"校验操作记录（{len(found)} 条链）",
            [
                {"subjects": part, "known": {s: known[s] for s in part if s in known}}
                for part in parts
            ],
            account=by,
            now=now,
        )
        events.record(
            f"account:{by.id}", "verified", actor=by, now=now, details={"subjects": len(found)}
        )
    return job


def known_ends(province: str = "") -> dict[str, Head]:
    """Where the chains ended, as the verifications of a province (or of all of them) found them;
    the last counts."""
    query: Any = (
        JobItem.select(JobItem.result)
        .join(Job)
        .join(Account)
        .where(Job.kind == KIND, JobItem.state == "done")
        .order_by(JobItem.done_at, JobItem.id)
    )
    if province:
        query = query.where(Account.province == province)
    found: dict[str, Head] = {}
    for (result,) in query.tuples():
        heads = (result or {}).get("heads", {})
        found |= {subject: (number, hash) for subject, (number, hash) in heads.items()}
    return found


def verify(subjects: list[str], known: Mapping[str, Any]) -> dict[str, Any]:
    """What one item of the job finds, and where each chain that holds ends now; `known` is where
    they ended before."""
    broken: dict[str, int] = {}
    heads: dict[str, Head] = {}
    for subject in subjects:
        before = known.get(subject)
        wrong = wrong_at(subject, (before[0], before[1]) if before else None)
        head = head_of(subject)
        if wrong is not None:
            broken[subject] = wrong
        elif head is not None:
            heads[subject] = head
    number = Event.select().where(Event.subject << subjects).count()
    return {"events": number, "broken": broken, "heads": heads}


def verifications(by: Account) -> list[Verified]:
    """The last verifications of an auditor, the latest first."""
    query = Job.select().where(Job.account == by, Job.kind == KIND).order_by(Job.made_at.desc())
    return [_verified(job) for job in query.limit(SHOWN)]


def _verified(job: Job) -> Verified:
    query: Any = JobItem.select(JobItem.result).where(JobItem.job == job, JobItem.state == "done")
    results = [result for (result,) in query.tuples() if result]
    broken: dict[str, int] = {}
    for result in results:
        broken |= result["broken"]
    return Verified(
        job=job,
        progress=jobs.progress_of(job),
        events=sum(result["events"] for result in results),
        broken=broken,
    )
