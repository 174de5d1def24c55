"""What the Yunnan manual says of accounts, archive, steps, signing and statuses."""

# ruff: noqa: E501 (the questions of a kind read best on one line)

from __future__ import annotations

from collections.abc import Callable

import pytest

from engine.checks import CheckReport
from engine.packs.library import Library
from engine.packs.model import Field, Plan, Standard
from engine.packs.province import Province

Reports = Callable[[str], CheckReport]
CASES = "yunnan/2026-laboratory/"
ARCHIVE = {
    "教育经历": (
        "*入学时间 *毕业时间 *毕业学校 院系 *所学专业 *学历 学位 学制（年） *学习形式 *学历证书编号 学位证书编号 是否最高学历",
        "*学历证 ?学位证 学历证书电子注册备案表",
    ),
    "工作经历": (
        "*开始时间 结束时间 *工作单位 部门 *从事专业技术工作 职务 证明人",
        "聘书、合同或社保证明",
    ),
    "继续教育（培训）情况": (
        "*年度 *类别 开始时间 结束时间 *学习内容 主办单位 *学时 证书编号",
        "学时证明",
    ),
    "学术技术兼职情况": ("*开始时间 结束时间 *组织名称 *职务 组织级别", "聘书"),
    "获奖情况": (
        "*获奖项目名称 *奖励名称 *奖励级别 *奖励等级 *本人排名 *参与总人数 *获奖日期 *授予机构 证书编号",
        "*个人获奖证书",
    ),
    "获得荣誉情况": ("*荣誉名称 *荣誉级别 *授予单位 *授予日期", "*荣誉证书或文件"),
    "主持参与科研项目（基金）情况": (
        "*项目名称 立项编号 *来源及级别 经费（万元） *开始时间 *结束时间 *本人角色 *本人排名 参与总人数 *是否结题 结题日期",
        "*立项书 ?结题证书",
    ),
    "主持参与工程技术项目情况": (
        "*项目名称 *规模 *开始时间 *结束时间 *承担任务 *本人角色 本人排名 验收日期 经济社会效益",
        "*合同或任职文件 *竣工验收材料",
    ),
    "撰写论文情况": (
        "*论文题目 *作者排序 是否通讯作者 *刊名 *CN 或 ISSN 号 *收录 *发表时间 *卷期页 字数 他引次数 本人代表作",
        "*封面、目录和正文 检索证明",
    ),
    "著（译）作（教材）情况": (
        "*著作名称 *类型 *出版社 *ISBN *出版时间 *本人角色 *本人撰写字数（万） 总字数（万）",
        "*封面、版权页和目录",
    ),
    "专利（著作权）情况": (
        "*名称 *类型 *专利号（登记号） *授权日期 授权国别 *本人排名 转化情况 转化金额（万元）",
        "*专利或登记证书 转化证明",
    ),
    "主持（参与）制定标准情况": (
        "*标准名称 *标准号 *标准级别 *发布日期 *本人排名 本人角色",
        "*封面和前言页",
    ),
    "成果被批示、采纳、运用和推广情况": (
        "*成果名称 *批示（采纳）单位 *级别 *批示（采纳）时间 本人排名 效果",
        "*批示或采纳证明",
    ),
    "资质证书（职业资格、技能等级、教师资格等）": (
        "*证书名称 等级 *证书编号 *发证机关 *发证日期 有效期至",
        "*资质证书",
    ),
    "奖惩情况": ("*类型 *名称 级别 *日期 影响期至", "奖惩文件"),
    "考核情况": ("*年度 *考核等次 *考核单位", "*年度考核登记表"),
    "其他材料信息": ("*材料名称 说明", "*附件"),
}
"""Every kind with its questions and proofs; * is required, ? is required of some records."""


@pytest.fixture(scope="module")
def province(library: Library) -> Province:
    return library.province("yunnan")


def told(required: object, name: str) -> str:
    mark = "*" if required is True else "" if required is False else "?"
    return mark + name


def photo_of(fields: tuple[Field, ...]) -> Field:
    return next(field for field in fields if field.type == "photo")


@pytest.mark.requirement("YN-11", "YN-12", "YN-13", "AMB-12")
def test_archive_has_these_17_kinds_with_these_questions_and_proofs(province: Province) -> None:
    found = {
        kind.name: (
            " ".join(told(field.required, field.name) for field in kind.fields),
            " ".join(told(slot.required, slot.name) for slot in kind.slots),
        )
        for kind in province.kinds.values()
    }

    assert found == ARCHIVE


@pytest.mark.requirement("YN-14")
def test_records_have_the_five_states_of_the_manual(province: Province) -> None:
    assert list(province.record_statuses.values()) == ["待审核", "未审核", "通过", "不通过", "退回"]


def test_registrations_are_reviewed(province: Province) -> None:
    assert province.account.register.review


@pytest.mark.requirement("YN-08", "YN-09", "YN-10", "YN-27")
def test_photo_of_the_account_has_the_same_rule_and_is_taken_over(
    province: Province, laboratory: Standard
) -> None:
    portrait = province.section("portrait")
    assert portrait is not None
    kept = photo_of(portrait.fields)
    asked = photo_of(laboratory.section_of["portrait"].fields)

    assert kept.options == asked.options
    assert asked.prefill == "portrait.photo"


@pytest.mark.requirement("YN-07")
def test_personal_information_has_required_questions(province: Province) -> None:
    required = {
        field.name
        for section in province.profile
        for field in section.fields
        if field.required is True
    }

    assert {"姓名", "性别", "出生日期", "民族", "政治面貌", "参加工作时间", "证件照"} <= required


@pytest.mark.requirement("YN-26")
def test_applications_go_in_numbered_steps(laboratory: Standard) -> None:
    assert laboratory.navigation == "steps"


@pytest.mark.requirement("YN-28", "YN-29")
def test_pledge_is_signed_on_the_phone_or_on_paper(report_of: Reports) -> None:
    missing = report_of(CASES + "signature-missing")
    errors = [finding.path for finding in missing.findings if finding.severity == "error"]

    assert errors == ["signing.signature"]
    assert report_of(CASES + "signed-scan").passed


@pytest.mark.requirement("YN-46", "YN-48")
def test_applications_go_to_the_unit_first_and_come_back_as_a_whole(laboratory: Standard) -> None:
    workflow = laboratory.workflow

    assert workflow.destination == workflow.nodes[0].id == "unit"
    assert workflow.returning == "whole"
    assert workflow.status("submitted", "unit") == "待审核"
    assert workflow.statuses["returned"] == "退回（驳回）"
    assert workflow.actions["return"] == "驳回"


@pytest.mark.requirement("YN-23")
def test_plans_differ_in_series_branch_and_title(library: Library) -> None:
    plans = [library.plan(id) for id in library.plan_ids() if id.startswith("yunnan/")]

    assert {plan.series.name for plan in plans} == {"实验技术人才", "工程技术人员"}
    titles = {title.name for plan in plans for one in plan.standards for title in one.titles}
    assert titles == {"正高级实验师", "高级实验师", "高级工程师"}


@pytest.mark.requirement("YN-43", "YN-44")
def test_every_plan_declares_its_attachments(library: Library) -> None:
    for id in ("yunnan/2026-laboratory", "yunnan/2027-laboratory", "yunnan/2026-building"):
        for standard in library.plan(id).standards:
            sections = (
                standard.section_of["required_files"],
                standard.section_of["optional_files"],
            )
            slots = [slot for section in sections for slot in section.slots]
            assert {(slot.types, slot.max_mb) for slot in slots} == {(("pdf",), 3)}
            assert [slot.required for slot in sections[0].slots] == [True] * len(sections[0].slots)


@pytest.mark.parametrize(
    ("case", "passes"),
    [
        ("all-pass", True),
        ("title-years-short", False),
        ("double-bachelor", True),
        ("professional-master", True),
        ("postdoctoral", True),
        ("master-technician", True),
        ("one-large-project", False),
        ("four-medium-projects", True),
        ("project-not-accepted", False),
    ],
)
def test_building_engineers_may_apply_early_and_by_other_ways(
    report_of: Reports, case: str, passes: bool
) -> None:
    assert report_of(f"yunnan/2026-building/{case}").passed is passes


@pytest.mark.requirement("AH-49")
def test_one_plan_asks_more_of_the_higher_title(library: Library, report_of: Reports) -> None:
    plan: Plan = library.plan("yunnan/2027-laboratory")

    assert [(one.id, [t.name for t in one.titles]) for one in plan.standards] == [
        ("yunnan/laboratory-senior-full", ["正高级实验师"]),
        ("yunnan/laboratory-senior", ["高级实验师"]),
    ]
    assert report_of("yunnan/2027-laboratory/all-pass").passed
    assert not report_of("yunnan/2027-laboratory/full-with-two-papers").passed


@pytest.mark.parametrize("day", ["2026-11-21", "2027-03-01"])
def test_some_plans_are_open_all_through(library: Library, day: str) -> None:
    plans = [library.plan(id) for id in library.plan_ids() if id.startswith("yunnan/")]

    assert len([plan for plan in plans if plan.opens <= day <= plan.closes]) >= 2


@pytest.mark.requirement("YN-49")
def test_everybody_of_the_manual_has_a_part_in_the_review(library: Library) -> None:
    yunnan = library.province("yunnan")

    assert [node.by for node in yunnan.workflow.nodes][:2] == ["unit", "department"]
    assert {"unit", "department", "committee"} <= {node.by for node in yunnan.workflow.nodes}
    plans = [library.plan(id) for id in library.plan_ids() if id.startswith("yunnan/")]
    assert plans
    assert all("评审委员会" in plan.committee for plan in plans)
