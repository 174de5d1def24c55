"""Jobs: in their order, each item once, what fails is told and tried again, nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.web.units.parties import make_operator, make_unit
from web import jobs as kinds
from web.clock import machine_now
from web.jobs import Item, Kind, Made, Worker, work_folder
from web.models import Account, Job, JobItem, Notice, Unit, database, write
from web.services import job_queue, jobs
from web.services.errors import Decided, NotFound, NotWritable
from web.site import Site


@pytest.fixture
def opened(site: Site) -> Iterator[Site]:
    with database.connection_context():
        yield site


@pytest.fixture
def operator(opened: Site) -> Account:
    return make_operator(make_unit("青山小学", "qingshan"), "jobs1")


def rename(parts: Site, job: Job, item: Item, now: object) -> dict[str, object]:
    """A kind of job for tests: it names a unit, unless it is told to fail."""
    if item.values.get("refuse"):
        raise NotWritable("这所学校已经撤销。")
    if item.values.get("break"):
        raise ZeroDivisionError
    Unit.update(name=Unit.name + "一").where(Unit.id == job.unit_id).execute()
    return {"number": item.number, "prepared": item.prepared}


RENAME = Kind(name="rename", do=rename, names=lambda job, item: (f"unit:{job.unit_id}",))


def put(operator: Account, site: Site, *items: dict[str, object], title: str = "改名") -> Job:
    with write(f"unit:{operator.unit_id}"):
        return jobs.enqueue(
            "rename",
            title,
            items,
            account=operator,
            unit=operator.unit,
            now=site.clock.now(),
        )


def work(site: Site, kind: Kind = RENAME) -> Worker:
    worker = Worker(site, {"rename": kind})
    worker.run_all()
    return worker


def states(job: Job) -> list[str]:
    query = JobItem.select().where(JobItem.job == job.id).order_by(JobItem.number)
    return [item.state for item in query]


def name_of(operator: Account) -> str:
    return str(Unit.get_by_id(operator.unit_id).name)


def test_every_item_is_done_once_and_its_result_kept(opened: Site, operator: Account) -> None:
    job = put(operator, opened, {}, {}, {})

    work(opened, replace(RENAME, prepare=lambda *_: "drawn"))
    work(opened)

    assert name_of(operator) == "青山小学一一一"
    assert [item.result for item in JobItem.select().order_by(JobItem.number)] == [
        {"number": n, "prepared": "drawn"} for n in (1, 2, 3)
    ]
    assert Job.get_by_id(job.id).state == "done"
    assert [(n.account_id, n.text) for n in Notice.select()] == [
        (operator.id, "“改名”已处理完，可以查看结果。")
    ]


def test_item_that_is_refused_says_why_and_the_others_are_done(
    opened: Site, operator: Account
) -> None:
    job = put(operator, opened, {}, {"refuse": True}, {"break": True}, {})

    work(opened)

    assert states(job) == ["done", "failed", "failed", "done"]
    refused, broken = jobs.failed_items(job)
    assert refused.error == "这所学校已经撤销。"
    assert "系统没能完成这一项" in broken.error
    assert name_of(operator) == "青山小学一一"
    assert "其中 2 项没有成功" in Notice.get().text


def test_what_failed_is_tried_again_alone(opened: Site, operator: Account) -> None:
    job = put(operator, opened, {}, {"refuse": True})
    work(opened)
    JobItem.update(values={}).execute()

    jobs.retry(operator, job.id, now=opened.clock.now())
    work(opened)

    assert (states(job), name_of(operator)) == (["done", "done"], "青山小学一一")
    with pytest.raises(NotWritable):
        jobs.retry(operator, job.id, now=opened.clock.now())


def test_cancelled_job_leaves_what_waits_undone(opened: Site, operator: Account) -> None:
    job = put(operator, opened, {}, {})

    jobs.cancel(operator, job.id, now=opened.clock.now())
    work(opened)

    assert (states(job), name_of(operator)) == (["cancelled", "cancelled"], "青山小学")
    with pytest.raises(Decided):
        jobs.cancel(operator, job.id, now=opened.clock.now())


def test_job_belongs_to_its_account_alone(opened: Site, operator: Account) -> None:
    job = put(operator, opened, {})
    colleague = make_operator(operator.unit, "jobs2")

    for do in (jobs.cancel, jobs.retry):
        with pytest.raises(NotFound):
            do(colleague, job.id, now=opened.clock.now())
    with pytest.raises(NotFound):
        jobs.get_job(colleague, job.id)


def test_place_in_the_queue_is_told(opened: Site, operator: Account) -> None:
    first, second, third = (put(operator, opened, {}) for _ in range(3))

    assert [jobs.progress_of(one).ahead for one in (first, second, third)] == [0, 1, 2]
    work(opened)
    assert jobs.progress_of(Job.get_by_id(third.id)).ahead == 0


def test_job_is_there_only_if_its_change_is(opened: Site, operator: Account) -> None:
    def change() -> None:
        with write():
            jobs.enqueue("rename", "改名", [{}], account=operator, now=opened.clock.now())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change()

    assert Job.select().count() == JobItem.select().count() == 0


def test_two_workers_do_not_take_the_same_job(opened: Site, operator: Account) -> None:
    put(operator, opened, {})

    first, second = job_queue.claim("one"), job_queue.claim("two")

    assert (first is not None, second) == (True, None)


def test_job_of_a_worker_that_ended_goes_on_elsewhere(opened: Site, operator: Account) -> None:
    job = put(operator, opened, {}, {})
    held = job_queue.claim("one")
    assert held is not None
    Job.update(lease_until=machine_now() - timedelta(seconds=1)).execute()

    work(opened)

    assert (states(job), name_of(operator)) == (["done", "done"], "青山小学一一")
    assert not job_queue.hold_on(held)


def test_item_that_ends_workers_again_and_again_is_put_aside(
    opened: Site, operator: Account
) -> None:
    job = put(operator, opened, {}, {})
    for _ in range(job_queue.MOST_TRIES):
        assert job_queue.claim("one") is not None
        Job.update(lease_until=machine_now() - timedelta(seconds=1)).execute()

    work(opened)

    assert states(job) == ["failed", "done"]
    assert jobs.failed_items(job).get().error == job_queue.INTERRUPTED


def test_late_worker_does_nothing_to_a_settled_item(opened: Site, operator: Account) -> None:
    put(operator, opened, {})
    late = Worker(opened, {"rename": RENAME})
    item = JobItem.get()
    work(opened)

    late._do(Job.get(), item)

    assert name_of(operator) == "青山小学一"


def test_file_that_a_job_makes_is_kept_for_its_owner(opened: Site, operator: Account) -> None:
    def write_up(parts: Site, job: Job, now: object) -> Made:
        path = work_folder(parts, job) / "names.csv"
        path.write_text("青山小学", encoding="utf-8")
        return Made(path=path, name="名单.csv")

    job = put(operator, opened, {})
    work(opened, replace(RENAME, finish=write_up))

    made = Job.get_by_id(job.id)
    assert (made.file, made.file_name) == (f"{job.id}/result.csv", "名单.csv")
    assert (opened.settings.results / made.file).read_text(encoding="utf-8") == "青山小学"
    assert not (opened.settings.results / job.id / "parts").exists()


def test_end_that_fails_says_so_and_can_be_tried_again(opened: Site, operator: Account) -> None:
    def refuse(parts: Site, job: Job, now: object) -> None:
        raise NotWritable("没有可以导出的内容。")

    job = put(operator, opened, {})
    work(opened, replace(RENAME, finish=refuse))
    assert Job.get_by_id(job.id).error == "没有可以导出的内容。"

    jobs.retry(operator, job.id, now=opened.clock.now())
    work(opened)

    ended = Job.get_by_id(job.id)
    assert (ended.state, ended.error, name_of(operator)) == ("done", "", "青山小学一")


def test_kind_that_this_version_does_not_know_is_an_error_and_no_end(
    opened: Site, operator: Account
) -> None:
    job = put(operator, opened, {})

    kinds.run_all(opened)

    assert states(job) == ["failed"]
