"""数据上报: many at once along the only path, each once, never without a path."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from tests.web.chains import act, holder
from tests.web.units.parties import make_operator
from tests.web.visitor import Visitor
from web.jobs import run_all
from web.models import Account, Application, Job, JobItem, Path, Task, Unit, database
from web.services.demo import Demo
from web.services.events import broken_at
from web.services.reporting import RANKS, Ready, ReportSearch, Target, ready_of
from web.site import Site

Enter = Callable[..., Visitor]


@pytest.fixture
def enter(app: Flask) -> Enter:
    """A browser that is signed in."""
    return lambda login: Visitor(app.test_client()).sign_in_as(login)


@pytest.fixture
def passed(site: Site) -> str:
    """The id of an application that its unit let pass and has to report."""
    with database.connection_context():
        demo = Demo(packs=site.packs, store=site.files, now=site.clock.now())
        person = demo.make_applications("demo-shandong-done")
        id: str = Application.get(Application.person == person).id
        act(site.packs, id, "pass")
        return id


@pytest.mark.requirement("SD-31", "SD-32", "SD-33", "SD-34", "SD-35", "SD-42")
def test_what_passed_is_reported_along_its_path(enter: Enter, site: Site, passed: str) -> None:
    unit = enter("demo-shandong-company").open("/unit").follow("数据上报")
    assert unit.path == "/unit/reports"
    for column in ("申报时间", "申报级别", "职称名称", "姓名", "工作单位"):
        assert f"按{column}升序" in unit.text
        assert f"按{column}降序" in unit.text
    unit.send("/unit/reports", year="2026", level="高级", title="高级工程师", unit="信息技术")
    assert "曲莉" in unit.text

    unit.send("/unit/reports/confirm", application=[passed])
    assert "济南市某主管部门： 1 份" in unit.text
    with database.connection_context():
        assert Application.get_by_id(passed).node == "unit_report"  # nothing has happened yet
    unit.send("/unit/reports")
    assert unit.path.startswith("/jobs/")
    run_all(site)

    assert "已完成" in unit.open(unit.path).text
    with database.connection_context():
        assert Application.get_by_id(passed).node == "department"
        assert holder(passed).name == "济南市某主管部门"
        assert broken_at(f"application:{passed}") is None
    assert "没有等待上报的数据" in unit.open("/unit/reports").text
    lower = enter("demo-shandong-department").open("/unit").follow("下一级单位")
    assert "工程技术人员、全部等级" in lower.text


@pytest.mark.requirement("SD-36")
def test_without_a_path_nothing_is_reported_and_the_reason_is_told(
    enter: Enter, site: Site, passed: str
) -> None:
    with database.connection_context():
        Path.update(state="ended").where(Path.series == "engineering").execute()
    unit = enter("demo-shandong-company").open("/unit/reports")
    assert "未开通路径" in unit.text

    unit.send("/unit/reports/confirm", application=[passed])

    assert "没有开通上报路径，不能上报" in unit.text
    assert "曲莉，高级工程师（工程技术人员、高级）" in unit.text
    unit.follow("申请路径")
    assert unit.path == "/unit/paths/new"
    token = dict(unit.form("/signout").values)["csrf_token"]
    unit.post("/unit/reports", {"csrf_token": token, "application": passed})
    assert (unit.status, "请先申请路径" in unit.text) == (422, True)
    with database.connection_context():
        assert Job.select().count() == 0


@pytest.mark.requirement("SD-34", "SD-36")
def test_path_that_ends_or_leads_elsewhere_meanwhile_stops_its_items(
    enter: Enter, site: Site, passed: str
) -> None:
    unit = send(enter, passed)
    with database.connection_context():
        path = Path.get(Path.series == "engineering")
        Path.update(upper=Unit.get(Unit.name == "山东省某呈报部门")).where(
            Path.id == path.id
        ).execute()
    run_all(site)
    assert "上报路径在确认之后有了变更" in unit.open(unit.path).text

    with database.connection_context():
        Path.update(state="ended").where(Path.id == path.id).execute()
    unit.send("/retry")
    run_all(site)

    assert "尚未开通" in unit.open(unit.path).text
    with database.connection_context():
        assert Application.get_by_id(passed).node == "unit_report"
        assert Task.select().where(Task.application == passed, Task.done_at.is_null()).count() == 1


def send(enter: Enter, *ids: str, login: str = "demo-shandong-company") -> Visitor:
    unit = enter(login).open("/unit/reports")
    return unit.send("/unit/reports/confirm", application=list(ids)).send("/unit/reports")


def test_two_reports_of_the_same_move_it_once(enter: Enter, site: Site, passed: str) -> None:
    first, second = send(enter, passed), send(enter, passed)
    run_all(site)

    assert "已完成" in first.open(first.path).text
    assert "已经处理过" in second.open(second.path).text
    with database.connection_context():
        assert Application.get_by_id(passed).node == "department"
        assert [one.state for one in JobItem.select().order_by(JobItem.id)] == ["done", "failed"]


def test_operator_without_the_duty_only_looks(enter: Enter, site: Site, passed: str) -> None:
    with database.connection_context():
        unit = Unit.get(Unit.name == "济南某信息技术有限公司")
        other = make_operator(unit, "looks")
        other.duties = ["review"]
        other.save()
    looks = enter("looks").open("/unit/reports")

    assert ("只能查看" in looks.text, "数据上报</button>" in looks.html) == (True, False)
    token = dict(looks.form("/signout").values)["csrf_token"]
    for page in ("/unit/reports", "/unit/reports/confirm"):
        looks.post(page, {"csrf_token": token, "application": passed})
        assert (looks.status, "没有“数据上报”权限" in looks.text) == (403, True)


def test_account_that_loses_the_duty_meanwhile_reports_nothing(
    enter: Enter, site: Site, passed: str
) -> None:
    unit = send(enter, passed)
    with database.connection_context():
        operator = Account.get(Account.login == "demo-shandong-company")
        operator.duties = ["manage"]
        operator.save()
    run_all(site)

    assert "没有“数据上报”权限" in unit.open(unit.path).text


def test_nothing_is_chosen_or_it_is_another_units(enter: Enter, site: Site, passed: str) -> None:
    unit = enter("demo-shandong-company").open("/unit/reports")
    unit.send("/unit/reports/confirm")
    assert (unit.status, "请先勾选要上报的数据" in unit.text) == (422, True)

    other = enter("demo-agency").open("/unit/reports")
    token = dict(other.form("/signout").values)["csrf_token"]
    other.post("/unit/reports", {"csrf_token": token, "application": passed})
    assert (other.status, "已经上报或退回" in other.text) == (422, True)


def test_province_without_such_steps_has_no_such_page(enter: Enter, site: Site) -> None:
    with database.connection_context():
        Demo(packs=site.packs, store=site.files, now=site.clock.now()).make_applicant("demo")
    unit = enter("demo-qingshan").open("/unit")

    assert "数据上报" not in unit.text
    assert unit.open("/unit/reports").status == 404


@pytest.mark.requirement("SD-33")
def test_list_is_sorted_by_every_column_both_ways(site: Site) -> None:
    target = Target(unit=None, name="", what="")
    lines = [
        Ready(
            id=str(at), year=2026, plan="", level=level, rank=RANKS[level], title=title,
            name=name, unit=unit, submitted_at=site.clock.now().replace(day=at), target=target,
        )
        for at, level, title, name, unit in (
            (1, "中级", "工程师", "丙", "甲厂"),
            (2, "正高级", "正高级工程师", "乙", "乙厂"),
            (3, "副高级", "高级工程师", "甲", "丙厂"),
        )
    ]  # fmt: skip

    def order(by: str) -> str:
        return "".join(one.id for one in ReportSearch(order=by).sort(lines))

    assert {by: order(by) for by in ("submitted_at", "-submitted_at", "level", "-level")} == {
        "submitted_at": "123", "-submitted_at": "321", "level": "231", "-level": "132",
    }  # fmt: skip
    assert (order("name"), order("-unit"), order("nonsense")) == ("132", "213", "123")


def test_department_reports_what_it_let_pass(enter: Enter, site: Site, passed: str) -> None:
    with database.connection_context():
        act(site.packs, passed, "report")
        act(site.packs, passed, "pass")
        upper = Unit.get(Unit.name == "济南市某主管部门")
        ready = ready_of(site.packs, upper)
        assert [(one.id, one.target.name) for one in ready] == [(passed, "山东省某呈报部门")]
    send(enter, passed, login="demo-shandong-department")
    run_all(site)

    with database.connection_context():
        assert (Application.get_by_id(passed).node, holder(passed).name) == (
            "presenting", "山东省某呈报部门",
        )  # fmt: skip
