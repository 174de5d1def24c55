"""The Shandong packs against their manual: cascade, three modes, two stages, typed rows."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engine.checks import CheckReport
from engine.packs.library import Library
from engine.packs.model import Plan, Standard
from engine.packs.province import Province
from engine.tables.model import Repeat
from engine.workflow.chain import actions_for, after

Reports = Callable[[str], CheckReport]
CASES = "shandong/2026-engineering/"
PROOF = (("jpg", "png", "gif", "pdf"), 5)


@pytest.fixture(scope="module")
def province(library: Library) -> Province:
    return library.province("shandong")


@pytest.fixture(scope="module")
def plan(library: Library) -> Plan:
    return library.plan("shandong/2026-engineering")


@pytest.fixture(scope="module")
def standard(plan: Plan) -> Standard:
    return plan.standards[0]


@pytest.mark.requirement("SD-02")
def test_anybody_may_register_without_review(province: Province) -> None:
    assert not province.account.register.review
    assert "person.id_number" in province.account.register.asks


@pytest.mark.requirement("SD-04")
def test_login_name_or_id_number_signs_in(province: Province) -> None:
    assert province.account.sign_in == ("login", "id_number")


@pytest.mark.requirement("SD-06", "AMB-17")
def test_pledge_stands_first_and_belongs_to_the_plan(
    province: Province, plan: Plan, library: Library
) -> None:
    first = province.start.pledge
    of_plan = plan.standards[0].start.pledge
    of_review = library.plan("shandong/2026-economics").standards[0].start.pledge

    assert first is not None
    assert of_plan is not None
    assert of_review is not None
    assert (first.name, first.agree) == ("职称初定申报承诺书", "我同意")
    assert of_plan.name == first.name
    assert of_review.name == "经济系列职称评审申报承诺书"


@pytest.mark.requirement("SD-07", "SD-17")
def test_words_are_those_of_the_manual(standard: Standard) -> None:
    assert standard.terms["apply"] == "新增申报信息"
    assert standard.terms["hand_in"] == "确认申报"


@pytest.mark.requirement("SD-09")
def test_level_title_and_branch_are_chosen_one_after_the_other(plan: Plan) -> None:
    standard = plan.standards[0]

    assert standard.choice == ("level", "title", "branch", "mode")
    assert [standard.terms[one] for one in standard.choice] == [
        "申报级别",
        "申报职称",
        "现从事专业",
        "申报方式",
    ]
    assert {title.level for one in plan.standards for title in one.titles} == {"副高级", "正高级"}


@pytest.mark.requirement("SD-10")
def test_modes_are_three_and_the_exception_is_asked_in_one(
    plan: Plan, standard: Standard, report_of: Reports
) -> None:
    assert [mode.name for mode in plan.modes] == ["正常晋升", "破格", "改系列"]
    assert {f.path for f in report_of(CASES + "exceptional-kind-missing").problems} >= {
        "basics.exceptional_kind"
    }
    assert report_of(CASES + "exceptional-kind-ignored").passed
    assert report_of(CASES + "exceptional").passed
    assert report_of(CASES + "transfer").passed
    field = next(f for f in standard.section_of["basics"].fields if f.id == "exceptional_kind")
    assert field.when is not None


@pytest.mark.requirement("SD-11")
def test_units_are_found_by_name(province: Province) -> None:
    assert province.binding.search == ("name",)


@pytest.mark.requirement("SD-13")
def test_detail_pages_open_once_the_base_information_is_saved(library: Library) -> None:
    for id in ("engineering", "teachers", "economics"):
        for standard in library.plan(f"shandong/2026-{id}").standards:
            first, *others = [page for page in standard.pages if not page.view]
            assert (first.id, first.after) == ("basic", ())
            assert {page.after for page in others} == {("basics",)}


@pytest.mark.requirement("SD-14", "SD-15", "SD-16")
def test_details_are_rows_by_category_with_proofs(standard: Standard) -> None:
    rows = [section for section in standard.sections if section.type == "rows"]

    assert [section.name for section in rows] == [
        "现专业技术资格",
        "学历情况",
        "工作经历",
        "继续教育",
        "年度考核",
        "承担项目",
        "专利",
        "成果及受奖",
        "论文",
    ]
    assert {(slot.types, slot.max_mb) for section in rows for slot in section.slots} == {PROOF}
    assert (standard.terms["edit"], standard.terms["upload"]) == ("修改", "上传证明材料")
    assert standard.categories == ()


@pytest.mark.requirement("SD-03", "SD-08")
def test_required_questions_are_told(report_of: Reports) -> None:
    told = {finding.path for finding in report_of(CASES + "nothing-filled").problems}

    assert {"basics.ethnic", "basics.work_from", "portrait.photo", "held_titles"} <= told


@pytest.mark.parametrize(
    ("case", "path"), [("four-papers", "papers"), ("four-achievements", "achievements")]
)
def test_representative_works_are_three_at_most(report_of: Reports, case: str, path: str) -> None:
    errors = [f for f in report_of(CASES + case).problems if f.severity == "error"]

    assert [finding.path for finding in errors] == [path]


def test_proofs_are_five_megabytes_at_most(report_of: Reports) -> None:
    assert report_of(CASES + "gif-of-five-megabytes").passed
    assert not report_of(CASES + "proof-too-large").passed
    assert not report_of(CASES + "word-proof").passed


@pytest.mark.requirement("SD-17", "SD-29", "SD-30", "AMB-18")
def test_handed_in_is_locked_until_a_unit_says_no(standard: Standard) -> None:
    workflow = standard.workflow
    at_unit = after(workflow, "editing", "", "hand_in")

    assert workflow.actions["hand_in"] == "确认申报"
    assert workflow.status(*at_unit) == "待审核"
    assert actions_for(workflow, *at_unit, "applicant") == ()
    refused = after(workflow, *at_unit, "return")
    assert (workflow.actions["return"], workflow.status(*refused)) == ("不通过", "审核不通过")
    assert actions_for(workflow, *refused, "applicant") == ("hand_in",)
    assert workflow.returning == "whole"
    assert workflow.status("passed") == "审核通过"


@pytest.mark.requirement("SD-31")
def test_chain_goes_up_from_the_unit_by_reporting(standard: Standard) -> None:
    nodes = standard.workflow.nodes

    assert [node.name for node in nodes] == [
        "用人单位审核",
        "用人单位数据上报",
        "主管部门审核",
        "主管部门数据上报",
        "呈报部门审核",
        "评委会评审",
        "公示",
        "发证",
    ]
    assert {node.actions for node in nodes if node.name.endswith("数据上报")} == {("report",)}


def test_later_schooling_counts_after_three_years(report_of: Reports) -> None:
    (finding,) = report_of(CASES + "later-schooling").problems

    assert finding.rule == "later_schooling"


def test_exam_results_of_economists_hold_five_years(report_of: Reports) -> None:
    cases = "shandong/2026-economics/"

    assert report_of(cases + "exam-fifth-year").passed
    assert not report_of(cases + "exam-expired").passed
    assert report_of(cases + "full-without-exam").passed


def test_roster_has_22_columns_on_a3(plan: Plan) -> None:
    roster = plan.tables["shandong/roster"]
    rows = next(block for block in roster.blocks if isinstance(block, Repeat))

    assert (roster.page.paper, roster.page.orientation) == ("A3", "landscape")
    assert len(rows.columns) == 22


def test_plans_are_open_now_and_until_next_summer(library: Library) -> None:
    plans = [library.plan(id) for id in library.plan_ids() if id.startswith("shandong/")]

    assert len(plans) >= 3
    assert all(plan.opens <= "2026-11-21" <= plan.closes == "2027-06-30" for plan in plans)
