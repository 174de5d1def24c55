"""路径申请: asked for by a unit, answered by its upper unit, ended; staff open them elsewhere.

Today is a Friday, so that one working day later is Monday, 2022-07-04."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask

from tests.web.units.parties import NOW, make_person, make_staff, make_unit
from tests.web.visitor import Visitor
from web.clock import ZONE, Clock
from web.models import Binding, Notice, Path, Unit, database
from web.services.events import broken_at
from web.services.path_reminders import remind_paths
from web.services.paths import leads_back, upper_of
from web.site import Site

Enter = Callable[..., Visitor]


@pytest.fixture
def enter(app: Flask) -> Enter:
    """A browser that is signed in."""
    return lambda login: Visitor(app.test_client()).sign_in_as(login)


@pytest.fixture
def parties(site: Site) -> dict[str, Unit]:
    """A company, a department and one above it."""
    with database.connection_context():
        return {
            "company": make_unit("济南某公司", "company", province="shandong"),
            "city": make_unit("济南市某局", "city", province="shandong", kind="department"),
            "province": make_unit("山东省某厅", "province", province="shandong", kind="department"),
            "closed": make_unit(
                "济南停用局", "closed", province="shandong", kind="department", state="closed"
            ),
            "jury": make_unit("山东某评委会", "jury", province="shandong", kind="committee"),
        }


def ask(
    visitor: Visitor, upper: Unit, series: str = "engineering", level: str = "副高级"
) -> Visitor:
    visitor.open("/unit/paths").follow("新增路径")
    return visitor.send("/unit/paths", upper=upper.id, series=series, level=level)


@pytest.mark.requirement("SD-37", "SD-38", "SD-39", "SD-40", "AMB-19")
def test_unit_asks_for_a_path_and_its_upper_unit_accepts(
    enter: Enter, parties: dict[str, Unit], site: Site
) -> None:
    company = enter("company").open("/unit/paths")
    assert "没有路径的系列、等级不能上报" in company.text

    company.follow("新增路径").send("/unit/paths/new", words="某局")  # 按单位名称
    assert ("济南市某局" in company.text, "山东省某厅" in company.text) == (True, False)
    company.send("/unit/paths", upper=parties["city"].id, series="engineering", level="副高级")

    assert "已自动提交“济南市某局”审核，审核期限 2022-07-04" in company.text
    assert "工程技术人员、高级 济南市某局 否 待上级审核" in company.text
    with database.connection_context():
        path = Path.get()
        assert (path.state, path.due_on) == ("pending", "2022-07-04")
        assert upper_of(parties["company"], "engineering", "副高级") is None
    city = enter("city").open("/unit")
    city.open("/unit/paths/requests").follow("审核济南某公司")
    city.send("/unit/paths/requests/", action="approve")

    assert "已生效" in city.text
    assert "工程技术人员、高级 济南市某局 是 已生效" in company.open("/unit/paths").text
    with database.connection_context():
        assert upper_of(parties["company"], "engineering", "副高级") == parties["city"]
        assert upper_of(parties["company"], "engineering", "中级") is None
        assert "现在可以上报" in Notice.get(Notice.unit == parties["company"]).text
        assert broken_at(f"path:{path.id}") is None


@pytest.mark.requirement("SD-39")
def test_refusal_says_why_and_the_unit_asks_again(enter: Enter, parties: dict[str, Unit]) -> None:
    company, city = ask(enter("company"), parties["city"]), enter("city")
    city.open("/unit/paths/requests").follow("审核济南某公司")
    city.send("/unit/paths/requests/", action="refuse")
    assert (city.status, "请填写原因" in city.text) == (422, True)
    city.send("/unit/paths/requests/", action="refuse", opinion="请报省厅")

    company.open("/unit/paths")
    assert ("未通过" in company.text, "请报省厅" in company.text) == (True, True)
    ask(company, parties["province"])
    with database.connection_context():
        states = [(one.upper.name, one.state) for one in Path.select().order_by(Path.id)]
        assert states == [("济南市某局", "refused"), ("山东省某厅", "pending")]


@pytest.mark.requirement("AMB-19")
def test_answer_that_is_late_is_marked_at_both_ends(
    enter: Enter, parties: dict[str, Unit], site: Site
) -> None:
    company = ask(enter("company"), parties["city"])
    with database.connection_context():
        Path.update(due_on="2022-06-30").execute()

    city = enter("city")
    assert "已超期，期限 2022-06-30" in company.open("/unit/paths").text
    assert "已超期，期限 2022-06-30" in city.open("/unit/paths/requests").text


@pytest.mark.requirement("AMB-19")
def test_year_without_arranged_holidays_leaves_the_last_day_open(
    enter: Enter,
    parties: dict[str, Unit],
    app: Flask,
    site: Site,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    later = dataclasses.replace(site, clock=Clock("2099-01-05"))
    monkeypatch.setitem(app.extensions, "zhiping", later)
    company = ask(enter("company"), parties["city"])

    assert "当年工作日安排未导入，期限待定" in company.text


@pytest.mark.parametrize(
    ("upper", "said"),
    [
        ("closed", "请按单位名称查找并选择"),
        ("jury", "请按单位名称查找并选择"),
        ("company", "请按单位名称查找并选择"),
    ],
)
def test_only_active_departments_are_reported_to(
    enter: Enter, parties: dict[str, Unit], upper: str, said: str
) -> None:
    company = enter("company").open("/unit/paths/new")

    company.send("/unit/paths", upper=parties[upper].id, series="engineering")

    assert (company.status, said in company.text) == (422, True)
    with database.connection_context():
        assert Path.select().count() == 0


def test_one_path_for_a_series_and_level(enter: Enter, parties: dict[str, Unit]) -> None:
    company = ask(enter("company"), parties["city"])
    ask(company, parties["province"])
    assert (company.status, "已有等待审核的申请" in company.text) == (422, True)
    accept(enter("city"))
    ask(company, parties["city"])
    assert (company.status, "已经生效，不必再次申请" in company.text) == (422, True)

    ask(company, parties["province"])  # the way is changed by asking for another one
    province = enter("province").open("/unit/paths/requests").follow("审核济南某公司")
    assert "该单位现在报到“济南市某局”" in province.text
    province.send("/unit/paths/requests/", action="approve")

    with database.connection_context():
        active = [one.upper.name for one in Path.select().where(Path.state == "active")]
        assert active == ["山东省某厅"]


def accept(city: Visitor) -> None:
    city.open("/unit/paths/requests").follow("审核济南")
    city.send("/unit/paths/requests/", action="approve")


def test_circles_are_refused_when_asked_for_and_when_accepted(
    enter: Enter, parties: dict[str, Unit]
) -> None:
    city, province = enter("city"), enter("province")
    ask(city, parties["province"], level="")
    ask(province, parties["city"], series="", level="中级")  # both wait: no circle yet
    accept(province)

    city.open("/unit/paths/requests").follow("审核山东省某厅")
    city.send("/unit/paths/requests/", action="approve")
    assert (city.status, "形成循环" in city.text) == (403, True)
    ask(province, parties["city"], level="正高级")
    assert (province.status, "形成循环" in province.text) == (422, True)
    with database.connection_context():
        assert leads_back(parties["province"], parties["city"], "engineering", "员级")
        assert not leads_back(parties["province"], parties["city"], "economics", "员级")


def test_request_is_taken_back_and_a_path_is_ended_with_a_reason(
    enter: Enter, parties: dict[str, Unit]
) -> None:
    company, city = ask(enter("company"), parties["city"]), enter("city")
    company.send("/end")
    assert "已撤回申请" in company.text
    city.open("/unit/paths/requests")
    assert "没有等待审核的路径申请" in city.text

    ask(company, parties["city"])
    accept(city)
    company.open("/unit/paths").send("/end")
    assert (company.status, "请填写原因" in company.text) == (422, True)
    company.send("/end", reason="单位划转")
    with database.connection_context():
        assert upper_of(parties["company"], "engineering", "副高级") is None
        assert "单位划转" in Notice.get(Notice.key.endswith(f"ended:{parties['city'].id}")).text


def test_request_to_another_unit_is_neither_seen_nor_decided(
    enter: Enter, parties: dict[str, Unit]
) -> None:
    ask(enter("company"), parties["city"])
    with database.connection_context():
        id = Path.get().id

    assert enter("province").open(f"/unit/paths/requests/{id}").status == 403
    stranger = enter("jury").open("/unit/paths")
    token = dict(stranger.form("/signout").values)["csrf_token"]
    assert stranger.post(f"/unit/paths/{id}/end", {"csrf_token": token}).status == 403


def test_second_of_two_who_answer_is_told(enter: Enter, parties: dict[str, Unit]) -> None:
    ask(enter("company"), parties["city"])
    first, second = (
        enter("city").open("/unit/paths/requests").follow("审核济南某公司") for _ in range(2)
    )

    first.send("/unit/paths/requests/", action="approve")
    second.send("/unit/paths/requests/", action="refuse", opinion="不同意")

    assert (second.status, "现在是“已生效”" in second.text) == (409, True)


def test_staff_open_paths_where_units_do_not_ask(enter: Enter) -> None:
    with database.connection_context():
        school = make_unit("合肥某学校", "school")
        bureau = make_unit("合肥市教育局", "bureau", kind="department")
        make_staff("staff")
    unit = enter("school").open("/unit/paths")
    assert ("由管理人员设置" in unit.text, "新增路径" in unit.text) == (True, False)
    assert unit.open("/unit/paths/new").status == 403
    with database.connection_context():
        person = make_person("zhang")
        Binding.create(person=person, unit=school, state="bound", requested_at=NOW)
    staff = enter("staff").open("/staff/paths")
    assert "有 1 个单位没有上报路径" in staff.text
    staff.follow("设置合肥某学校的路径")

    staff.send("/staff/paths", unit=school.id, series="school-teacher")
    assert (staff.status, "请按单位名称查找并选择上报单位" in staff.text) == (422, True)
    staff.send("/staff/paths", unit=school.id, upper=bureau.id, series="school-teacher")

    assert "已设置：“合肥某学校”报到“合肥市教育局”" in staff.text
    assert "没有上报路径" not in staff.text
    with database.connection_context():
        assert upper_of(school, "school-teacher", "中级") == bureau
    assert "中小学教师、全部等级 合肥市教育局 是 已生效" in unit.open("/unit/paths").text
    staff.send("/end", reason="学校撤并")
    with database.connection_context():
        assert upper_of(school, "school-teacher", "中级") is None


@pytest.mark.requirement("AMB-19")
def test_upper_unit_is_reminded_once_a_day_of_what_is_due_or_late(
    enter: Enter, parties: dict[str, Unit], site: Site
) -> None:
    company = ask(enter("company"), parties["city"])
    ask(company, parties["city"], series="economics")
    monday = datetime(2022, 7, 4, 9, tzinfo=ZONE)
    with database.connection_context():
        assert remind_paths(site.packs, now=monday - timedelta(days=3)) == 0
        Path.update(due_on="2022-07-01").where(Path.series == "economics").execute()
        Path.update(due_on="").where(Path.series == "engineering").execute()

        assert (remind_paths(site.packs, now=monday), remind_paths(site.packs, now=monday)) == (
            1,
            0,
        )

        told = [one.text for one in Notice.select().where(Notice.key.contains("paths-due"))]
        assert told == ["下级单位的上报路径申请有 1 项已超过审核期限，1 项今天到期，请及时审核。"]
        assert remind_paths(site.packs, now=monday + timedelta(days=1)) == 1
        unread = Notice.select().where(Notice.key.contains("paths-due"), Notice.read_at.is_null())
        assert [one.text for one in unread] == [
            "下级单位的上报路径申请有 2 项已超过审核期限，请及时审核。"
        ]
