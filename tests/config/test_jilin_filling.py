"""Filling in a Jilin application: modules, photo, 破格 with two experts, 数据校验."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engine.checks import CheckReport, Finding
from engine.packs.library import Library
from engine.packs.model import Plan, Standard

Reports = Callable[[str], CheckReport]
CASES = "jilin/2026-engineering-senior/"


@pytest.fixture(scope="module")
def plan(library: Library) -> Plan:
    return library.plan("jilin/2026-engineering-senior")


@pytest.fixture(scope="module")
def standard(plan: Plan) -> Standard:
    return plan.standards[0]


def errors(report: CheckReport) -> list[Finding]:
    return [finding for finding in report.problems if finding.severity == "error"]


@pytest.mark.requirement("JL-22", "JL-26")
def test_modules_are_pages_and_end_with_the_check(standard: Standard) -> None:
    groups = list(dict.fromkeys(page.group for page in standard.pages))

    assert groups == ["一、基本信息", "二、申报信息", "三、附件材料", "四、提交完成"]
    assert (standard.pages[-1].name, standard.pages[-1].view) == ("数据校验", "check")
    assert (standard.terms["check"], standard.terms["hand_in"]) == ("数据校验", "提交")


@pytest.mark.requirement("JL-23")
def test_photo_comes_after_the_saved_base_information(
    standard: Standard, report_of: Reports
) -> None:
    pages = {page.id: page for page in standard.pages}

    assert pages["basic"].after == ()
    assert pages["photo_page"].after == ("basics",)
    assert pages["photo_page"].sections == ("portrait",)
    assert [finding.path for finding in errors(report_of(CASES + "photo-missing"))] == [
        "portrait.photo"
    ]


@pytest.mark.requirement("JL-24")
def test_two_experts_are_asked_for_by_that_exception_alone(
    standard: Standard, report_of: Reports
) -> None:
    experts = next(page for page in standard.pages if page.id == "experts_page")

    assert experts.after == ("basics", "exceptional")
    assert errors(report_of(CASES + "no-expert"))[0].path == "experts"
    assert errors(report_of(CASES + "one-expert"))[0].path == "experts"
    assert report_of(CASES + "two-experts").passed
    assert report_of(CASES + "exceptional-results").passed
    assert report_of(CASES + "all-pass").passed


@pytest.mark.requirement("JL-25", "AMB-20")
def test_attachments_hang_on_a_saved_expert_and_say_types_and_size(standard: Standard) -> None:
    slots = standard.section_of["experts"].slots

    assert standard.section_of["experts"].type == "rows"
    assert [(s.name, s.required, s.types, s.max_mb) for s in slots] == [
        ("推荐意见扫描件", True, ("pdf", "jpg", "png"), 5),
        ("专家职称证书", True, ("pdf", "jpg", "png"), 5),
    ]


@pytest.mark.parametrize(
    ("case", "message"),
    [
        ("same-expert-twice", "两名推荐专家不能是同一人"),
        ("recommends-self", "推荐专家不能是申报人本人"),
        ("associate-expert", "推荐专家须具有正高级职称"),
        ("both-experts-inside", "两名推荐专家中至少一名须是外单位的"),
    ],
)
def test_experts_are_two_outsiders_of_the_highest_level(
    report_of: Reports, case: str, message: str
) -> None:
    assert message in [finding.message for finding in errors(report_of(CASES + case))]


@pytest.mark.requirement("JL-26", "AMB-20")
def test_check_names_what_is_required_and_so_does_the_place_itself(
    standard: Standard, report_of: Reports
) -> None:
    required = {s.id for s in standard.section_of["attachments"].slots if s.required}
    told = {finding.path for finding in errors(report_of(CASES + "nothing-filled"))}

    assert required == {"id_card", "title_certificate"}
    assert required <= told
    assert {s.id for s in standard.section_of["attachments"].slots} - required == {
        "unit_publicity",
        "social_security",
        "other_material",
    }


@pytest.mark.requirement("JL-23")
def test_required_questions_are_told_by_the_check(report_of: Reports) -> None:
    told = {finding.path for finding in errors(report_of(CASES + "nothing-filled"))}

    assert {"basics.ethnic", "basics.work_from", "current_title.title", "pledge"} <= told


def test_expert_form_is_printed_for_that_exception_alone(plan: Plan, standard: Standard) -> None:
    assert standard.tables[0] == "jilin/review-form"
    assert "jilin/expert-recommendation" in standard.table_when
    assert set(standard.tables) <= set(plan.tables)


def test_private_enterprise_passes_by_profit_or_by_tax(report_of: Reports) -> None:
    cases = "jilin/2026-private-managers/"

    assert report_of(cases + "all-pass").passed
    assert report_of(cases + "by-tax").passed
    (finding,) = errors(report_of(cases + "profit-one-short"))
    assert finding.rule == "profit_or_tax"
    assert "现上年度利润 3999 万元、累计 10000 万元" in finding.message
