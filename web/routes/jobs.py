"""任务: what takes longer than a request; its owner sees how far it is and gets what it made."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.audience import APPLICANT, AUDIT, EXPERT, OPERATOR, SECURITY, STAFF, SYSTEM, admit_to
from web.context import site
from web.identity import current_account
from web.models import Job, write
from web.pages.jobs import build_job, build_jobs
from web.pages.paging import paged_query
from web.routes.disposition import disposition
from web.services import events, jobs, notices
from web.services.errors import NotFound

pages = admit_to(
    Blueprint("jobs", __name__, url_prefix="/jobs"),
    APPLICANT,
    OPERATOR,
    EXPERT,
    STAFF,
    SYSTEM,
    SECURITY,
    AUDIT,
)
SIZE = 20
REFRESH = 5
"""Seconds between two looks at a job, where the browser runs no scripts and was asked to."""

TYPES = {
    ".pdf": "application/pdf",
    ".zip": "application/zip",
    ".csv": "text/csv",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@pages.get("")
def index() -> ResponseReturnValue:
    """All jobs of the account, the newest first."""
    found = paged_query(jobs.jobs_of(current_account()), request.args.get("page", 1, type=int), 15)
    return render_template("jobs/index.html", found=found, cards=build_jobs(found.entries))


@pages.get("/<id>")
def show(id: str) -> ResponseReturnValue:
    """How far a job is; with `?refresh` the page loads itself again while it is under way."""
    account = current_account()
    job = jobs.get_job(account, id)
    if job.state != "open":
        _put_aside(job)
    page = request.args.get("page", 1, type=int)
    return render_template(
        "jobs/show.html",
        card=build_job(job),
        failed=paged_query(jobs.failed_items(job), page, SIZE),
        refresh=REFRESH if "refresh" in request.args and job.state == "open" else 0,
    )


def _put_aside(job: Job) -> None:
    """The notice that the job has ended was heeded."""
    with write(f"job:{job.id}"):
        notices.put_aside(link=f"/jobs/{job.id}", now=site().clock.now())


@pages.get("/<id>/progress")
def progress(id: str) -> ResponseReturnValue:
    """The part of the page that changes, for its script."""
    job = jobs.get_job(current_account(), id)
    return render_template("jobs/progress.html", card=build_job(job))


@pages.post("/<id>/cancel")
def cancel(id: str) -> ResponseReturnValue:
    """Stop what has not been begun."""
    jobs.cancel(current_account(), id, now=site().clock.now())
    flash("任务已取消；已经处理的项目保持不变。", "good")
    return redirect(url_for("jobs.show", id=id), 303)


@pages.post("/<id>/retry")
def retry(id: str) -> ResponseReturnValue:
    """Try again what failed."""
    jobs.retry(current_account(), id, now=site().clock.now())
    flash("已重新排队，只处理没有成功的项目。", "good")
    return redirect(url_for("jobs.show", id=id), 303)


@pages.get("/<id>/result")
def result(id: str) -> ResponseReturnValue:
    """What the job has made; that it was taken is recorded."""
    account = current_account()
    job = jobs.get_job(account, id)
    path = site().settings.results / job.file
    if not job.file or not path.is_file():
        raise NotFound("结果文件（可能已过期删除，请重新办理）")
    with write(f"account:{account.id}"):
        events.record(
            f"account:{account.id}",
            "take-result",
            actor=account,
            now=site().clock.now(),
            details={"job": job.id, "kind": job.kind, "title": job.title, "name": job.file_name},
        )
    answer = Response(path.open("rb"), mimetype=TYPES.get(path.suffix, "application/octet-stream"))
    answer.content_length = path.stat().st_size
    answer.headers["Content-Disposition"] = disposition("attachment", job.file_name)
    return answer
