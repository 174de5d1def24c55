"""The pages of jobs: progress, errors, cancelling, trying again, results."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.web.units.parties import make_operator, make_unit
from tests.web.visitor import Visitor
from web.jobs import Kind, Made, Worker, work_folder
from web.models import Account, Event, Job, JobItem, Notice, database, write
from web.services import jobs
from web.services.errors import NotWritable
from web.site import Site


@pytest.fixture
def operator(site: Site) -> Account:
    with database.connection_context():
        return make_operator(make_unit("青山小学", "qingshan"), "jobs1")


@pytest.fixture
def desk(app: Flask, operator: Account) -> Visitor:
    return Visitor(app.test_client()).sign_in_as("jobs1")


def put(operator: Account, site: Site, *items: dict[str, object]) -> Job:
    with database.connection_context(), write():
        return jobs.enqueue("test", "导出名单", items, account=operator, now=site.clock.now())


def work(site: Site) -> None:
    def refuse(parts: Site, job: Job, item: object, now: object) -> None:
        if item.values.get("refuse"):  # type: ignore[attr-defined]
            raise NotWritable("材料已被退回，请在提交后重试。")

    def finish(parts: Site, job: Job, now: object) -> Made:
        path = work_folder(parts, job) / "made.csv"
        path.write_text("姓名", encoding="utf-8")
        return Made(path=path, name="名单.csv")

    kind = Kind(name="test", do=refuse, names=lambda job, item: (), finish=finish)
    Worker(site, {"test": kind}).run_all()


def test_list_without_jobs_says_what_will_stand_there(desk: Visitor) -> None:
    desk.open("/jobs")

    assert "还没有任务" in desk.text
    assert desk.follow("账号安全").path == "/account/sessions"


def test_progress_and_place_are_shown_without_scripts(
    desk: Visitor, operator: Account, site: Site
) -> None:
    put(operator, site, {})
    second = put(operator, site, {}, {})

    desk.open(f"/jobs/{second.id}")

    assert "前面还有 1 个任务" in desk.text
    assert '<progress max="2" value="0"' in desk.html
    assert "http-equiv" not in desk.html
    desk.follow("每 5 秒自动刷新")
    assert '<meta http-equiv="refresh" content="5">' in desk.html


def test_reasons_are_shown_and_what_failed_is_tried_again(
    desk: Visitor, operator: Account, site: Site
) -> None:
    job = put(operator, site, {"name": "张明"}, {"name": "李晓", "refuse": True})
    work(site)

    desk.open(f"/jobs/{job.id}")
    assert "李晓" in desk.text
    assert "材料已被退回，请在提交后重试。" in desk.text
    assert "张明" not in desk.text
    with database.connection_context():
        assert [n.read_at is not None for n in Notice.select()] == [True]
        JobItem.update(values={"refuse": True}).execute()  # of a kind that says no names
    assert desk.open(f"/jobs/{job.id}").status == 200
    assert "对象 原因 2 — 材料已被退回" in desk.text
    with database.connection_context():
        JobItem.update(values={}).execute()
    desk.send("/retry")
    work(site)
    desk.open(f"/jobs/{job.id}")

    assert "成功 2 项" in desk.text


def test_result_is_downloaded_and_recorded(desk: Visitor, operator: Account, site: Site) -> None:
    job = put(operator, site, {})
    work(site)

    desk.open(f"/jobs/{job.id}/result")

    assert desk.page.data.decode() == "姓名"
    assert "filename" in desk.page.headers["Content-Disposition"]
    desk.page.close()
    with database.connection_context():
        assert Event.get(Event.action == "take-result").details["title"] == "导出名单"


def test_cancelled_job_says_so(desk: Visitor, operator: Account, site: Site) -> None:
    job = put(operator, site, {})

    desk.open(f"/jobs/{job.id}")
    desk.send("/cancel")

    assert "已取消" in desk.text
    assert "重试没有成功的" in desk.text


def test_jobs_of_others_are_not_found(
    desk: Visitor, app: Flask, operator: Account, site: Site
) -> None:
    job = put(operator, site, {})
    work(site)
    with database.connection_context():
        make_operator(operator.unit, "jobs2")
    other = Visitor(app.test_client()).sign_in_as("jobs2")

    for part in ("", "/progress", "/result"):
        other.open(f"/jobs/{job.id}{part}")
        assert other.status == 404
