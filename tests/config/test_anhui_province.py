"""What the Anhui manual says of accounts, units, statuses and navigation."""

from __future__ import annotations

import pytest

from engine.packs.library import Library
from engine.packs.model import Plan
from engine.packs.province import Province
from engine.share import share_folder


@pytest.fixture(scope="module")
def province(library: Library) -> Province:
    return library.province("anhui")


def asked(province: Province, *, required: bool) -> list[str]:
    fields = {
        f"{section.id}.{field.id}": field
        for section in province.profile
        for field in section.fields
    }
    return [
        fields[path].name
        for path in province.account.register.asks
        if (fields[path].required is True) is required
    ]


@pytest.mark.requirement("AH-06", "AH-09")
def test_registration_asks_the_questions_of_figure_1_5(province: Province) -> None:
    assert {
        "性别",
        "出生日期",
        "政治面貌",
        "民族",
        "电子邮箱",
        "通讯地址",
        "工作时间",
        "最高学历",
    } <= set(asked(province, required=True))
    assert {"职称名称", "技能等级", "获得学位", "固定电话"} == set(
        asked(province, required=False)
    ) - {
        "证件编号",
        "证件编号（非居民身份证）",
    }


@pytest.mark.requirement("AH-07")
def test_three_series_at_most(province: Province) -> None:
    assert province.account.series_max == 3


@pytest.mark.requirement("AH-03")
def test_people_sign_in_through_the_portal_of_the_manual(province: Province) -> None:
    (portal,) = province.account.portals

    assert portal.name == "安徽政务服务网"
    assert set(portal.claims) == {"person.name", "person.id_number", "person.mobile"}


@pytest.mark.requirement("AH-14")
def test_units_are_found_by_name_and_freelancers_choose_the_local_department(
    province: Province,
) -> None:
    assert province.account.register.choose_unit
    assert province.binding.search == ("name",)
    assert province.binding.note == "optional"
    assert province.binding.freelancers
    assert province.binding.freelancer_hint == "自由职业者请选择当地人社部门作为自己的单位"


@pytest.mark.requirement("AH-77")
def test_name_identity_number_and_gender_stay_as_they_are(province: Province) -> None:
    assert {"person.name", "person.id_number", "person.gender"} <= set(province.account.immutable)


@pytest.mark.requirement("AH-15")
def test_personal_centre_holds_what_figure_1_6_shows(province: Province) -> None:
    names = {field.name for section in province.profile for field in section.fields}

    assert {
        "性别",
        "出生日期",
        "民族",
        "政治面貌",
        "电子邮箱",
        "通讯地址",
        "工作时间",
        "获得学位",
        "最高学历",
        "行政职务",
        "技能等级",
        "职称名称",
        "固定电话",
    } <= names


@pytest.mark.requirement("AH-31")
def test_navigation_is_on_the_left_and_the_choice_follows_figure_4_3(anhui: Plan) -> None:
    (standard,) = anhui.standards

    assert standard.navigation == "side"
    assert standard.choice == ("mode", "branch", "title")


@pytest.mark.requirement("AH-89")
def test_states_and_bodies_have_the_names_of_the_manual(anhui: Plan) -> None:
    workflow = anhui.standards[0].workflow

    assert workflow.status("editing") == "编辑中"
    assert workflow.statuses["submitted"] == "审核中"
    assert workflow.destination == "unit"
    assert [node.name for node in workflow.nodes] == [
        "用人单位审核",
        "业务主管部门审核",
        "人社部门审核",
        "评委会组建单位审核",
        "评委会评审",
        "评审结果公示",
        "发证",
    ]


@pytest.mark.requirement("AH-79")
def test_photo_of_the_account_serves_applications(anhui: Plan, province: Province) -> None:
    career = province.section("career")
    assert career is not None
    kept = next(field for field in career.fields if field.id == "photo")
    asked_for = next(f for f in anhui.standards[0].section_of["personal"].fields if f.id == "photo")

    assert (kept.type, kept.options.background) == ("photo", "any")  # type: ignore[attr-defined]  # photo options
    assert asked_for.prefill == "career.photo"


def test_downloads_of_the_plans_are_there(library: Library) -> None:
    folder = share_folder("config") / "plans" / "anhui"
    offered = [
        file
        for id in library.plan_ids()
        if id.startswith("anhui/")
        for _, file in library.plan(id).downloads
    ]

    assert offered
    assert [file for file in offered if not (folder / file).is_file()] == []


@pytest.mark.parametrize("day", ["2026-11-21", "2027-03-01", "2027-11-21"])
def test_some_plans_are_open_all_through(library: Library, day: str) -> None:
    plans = [library.plan(id) for id in library.plan_ids() if id.startswith("anhui/")]

    assert len([plan for plan in plans if plan.opens <= day <= plan.closes]) >= 2


@pytest.mark.requirement("AH-01")
def test_source_is_the_manual_in_its_version(province: Province) -> None:
    assert "安徽省专业技术人员综合管理服务平台职称申报系统（申报个人）" in province.source
    assert "2022年06月" in province.source
