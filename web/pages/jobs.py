"""A job as its owner sees it: how far it is, its place in the queue, what failed and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from web.models import Job
from web.services.jobs import Progress, progress_of_all

STANDING = {
    "queued": "排队中",
    "running": "正在处理",
    "finishing": "正在整理结果",
    "done": "已完成",
    "failed": "没有完成",
    "partly": "已完成，有没成功的",
    "cancelled": "已取消",
}

ROOMS = {
    "report": ("reports.index", "数据上报"),
    "publicity-end": ("committee_publicity.index", "结果公示"),
    "certificates": ("issuing.issued", "已发证书"),
    "certificate-files": ("issuing.issued", "已发证书"),
    "verify-events": ("audit.chains", "完整性校验"),
}
"""The page that a kind of job was begun on, and its name, where it is always the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JobCard:
    """A job with what it is called now; `tone` colours that."""

    job: Job
    progress: Progress
    standing: str
    tone: str

    @property
    def is_open(self) -> bool:
        """Whether something will still happen by itself."""
        return bool(self.job.state == "open")

    @property
    def room(self) -> tuple[str, str] | None:
        """The endpoint and the name of the page that leads on from here."""
        return ROOMS.get(self.job.kind)

    @property
    def can_retry(self) -> bool:
        """Whether there is something to try again."""
        tried = self.progress.failed or self.progress.cancelled or self.job.error
        return not self.is_open and bool(tried)


def build_job(job: Job) -> JobCard:
    """The card of a job as it is now."""
    return build_jobs([job])[0]


def build_jobs(jobs: Sequence[Job]) -> list[JobCard]:
    """The cards of some jobs, in their order."""
    progress = progress_of_all(jobs)
    return [_card(job, progress[job.id]) for job in jobs]


def _card(job: Job, progress: Progress) -> JobCard:
    standing = _standing(job, progress)
    tone = {"done": "good", "failed": "bad", "partly": "warn", "cancelled": "quiet"}
    return JobCard(
        job=job, progress=progress, standing=STANDING[standing], tone=tone.get(standing, "")
    )


def _standing(job: Job, progress: Progress) -> str:
    if job.state == "cancelled":
        return "cancelled"
    if job.state == "done":
        return "failed" if job.error else "partly" if progress.failed else "done"
    if progress.waiting == 0 and progress.total:
        return "finishing"
    return "running" if progress.runs else "queued"
