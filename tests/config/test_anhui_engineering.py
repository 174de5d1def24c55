"""The engineering plan against the Anhui manual: two standards to choose from, forms that depend
on mode, branch and standard."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engine.checks import CheckReport
from engine.dossier import Dossier, dossier_from
from engine.forms.visibility import offered_tables
from engine.packs.library import Library
from engine.packs.model import Plan, Standard
from engine.packs.resolve import extended
from engine.tables.lay_out import lay_out

Reports = Callable[[str], CheckReport]
CASES = "anhui/2026-engineering/"
SENIOR = "anhui/engineering-senior"
HIGH_SKILL = "anhui/engineering-high-skill-senior"


@pytest.fixture(scope="module")
def plan(library: Library) -> Plan:
    return library.plan("anhui/2026-engineering")


@pytest.fixture(scope="module")
def dossier_of(library: Library) -> Callable[[str], Dossier]:
    def dossier(case: str) -> Dossier:
        told = extended(library, "case", CASES + case).plain()
        return dossier_from({"plan": told["plan"], **told["dossier"]})

    return dossier


def standard_of(plan: Plan, id: str) -> Standard:
    found = plan.standard(id)
    assert found is not None
    return found


def codes(report: CheckReport) -> set[tuple[str, str]]:
    return {(one.code, one.path) for one in report.findings if one.severity == "error"}


def tables(
    plan: Plan, standard: str, *, mode: str = "normal", branch: str = "机械工程"
) -> list[str]:
    application = {"mode": mode, "standard": standard, "branch": branch, "title": "高级工程师"}
    offered = offered_tables(standard_of(plan, standard), {"application": application})
    found = [plan.tables[id] for id in offered]
    return [table.name for table in found if table.subject == "application"]


@pytest.mark.requirement("AH-58", "AH-49")
def test_senior_standard_asks_for_ability_contribution_and_intellect(plan: Plan) -> None:
    standard = standard_of(plan, SENIOR)

    assert standard.name == "工程系列专业技术资格评审标准（高级）"
    assert [one.name for one in standard.categories] == ["能力条件", "业绩贡献", "智力成果"]
    assert [one.min.value for one in standard.categories if one.min] == [2, 2, 1]
    assert {one.count for one in standard.categories} == {"items"}


@pytest.mark.requirement("AH-57", "AH-49")
def test_high_skill_standard_asks_for_ability_performance_and_writings(plan: Plan) -> None:
    standard = standard_of(plan, HIGH_SKILL)

    assert standard.name == "工程技术领域高技能人才申报专业技术资格评审标准（高级）"
    assert [one.name for one in standard.categories] == ["能力条件", "业绩条件", "论文著作条件"]


@pytest.mark.requirement("AH-58")
def test_applicants_choose_between_the_standards_of_one_plan(plan: Plan) -> None:
    offers = [(one.id, [title.name for title in one.titles]) for one in plan.standards]

    assert offers == [(SENIOR, ["高级工程师"]), (HIGH_SKILL, ["高级工程师"])]


@pytest.mark.requirement("AH-83")
@pytest.mark.parametrize("case", ["chemical-without-exam-form", "safety-without-exam-form"])
def test_chemical_and_safety_engineers_hand_in_a_form_for_the_written_test(
    report_of: Reports, case: str
) -> None:
    assert codes(report_of(CASES + case)) == {("slot-missing", "exam_form")}


@pytest.mark.requirement("AH-83")
def test_other_engineers_are_not_asked_for_that_form(report_of: Reports) -> None:
    passed = report_of(CASES + "all-pass")

    assert passed.passed
    assert "笔试申请表" not in {row.name: row.text for row in passed.rows}["附件上传情况"]
    assert report_of(CASES + "chemical-with-exam-form").passed


@pytest.mark.requirement("AH-83", "AH-86")
def test_printed_forms_depend_on_mode_branch_and_standard(plan: Plan) -> None:
    review = "专业技术资格评审表（工程系列）"
    always = [
        "专业技术资格评审简表",
        "职称申报诚信承诺书",
        "申报材料确认审核表",
        "评审材料报送目录",
    ]
    exceptional = ["破格申报专业技术资格审批表", "破格申报专业技术职务专家推荐表"]

    assert tables(plan, SENIOR) == [review, *always]
    assert tables(plan, SENIOR, branch="化工工程") == [review, "笔试申请表", *always]
    assert tables(plan, SENIOR, mode="exceptional") == [review, *exceptional, *always]
    assert tables(plan, SENIOR, mode="transfer") == [review, "转评专业技术资格申报表", *always]
    assert tables(plan, HIGH_SKILL) == [review, "高技能人才申报专业技术资格情况表", *always]


@pytest.mark.requirement("AH-86")
def test_approval_form_prints_why_an_exception_is_asked_for(
    plan: Plan, dossier_of: Callable[[str], Dossier]
) -> None:
    dossier = dossier_of("exceptional-two-of-three")

    texts = list(lay_out(plan.tables["anhui/exceptional-form"], plan, dossier).texts())

    assert {"资历破格", "获得奖励、承担重点项目", "工程师　2015.11.20"} <= set(texts)
    assert "省科学技术进步奖主要完成人；国家发明专利已转化。" in "".join(texts)
    assert "一种焊装夹具的快换方法" in texts


@pytest.mark.requirement("AH-86")
def test_transfer_form_prints_the_title_held_in_another_series(
    plan: Plan, dossier_of: Callable[[str], Dossier]
) -> None:
    texts = list(lay_out(plan.tables["anhui/transfer-form"], plan, dossier_of("transfer")).texts())

    assert {"经济专业人员", "高级经济师", "J2020018", "2024.03.01"} <= set(texts)


@pytest.mark.requirement("AH-86")
def test_pages_of_a_mode_stand_between_attachments_and_achievements(plan: Plan) -> None:
    pages = [page.name for page in standard_of(plan, SENIOR).pages]

    assert pages[6:12] == ["附件上传", "破格申报", "转评申报", "能力条件", "业绩贡献", "智力成果"]


@pytest.mark.requirement("AH-34")
def test_professional_information_depends_on_the_series(plan: Plan, anhui: Plan) -> None:
    engineer = standard_of(plan, SENIOR).section_of["profession"]
    teacher = anhui.standards[0].section_of["profession"]

    assert engineer.name == teacher.name == "专业信息"
    assert [one.name for one in engineer.fields] == [
        "现从事专业技术工作",
        "岗位类别",
        "从事本专业起始日期",
    ]
    assert {one.id for one in engineer.fields} & {"teacher_type", "qualification", "stage"} == set()


def test_engineers_need_five_years_and_doctors_two(report_of: Reports) -> None:
    assert not report_of(CASES + "title-years-short").passed
    assert report_of(CASES + "doctor-two-years").passed
    assert not report_of(CASES + "college").passed


def test_master_technicians_need_four_years_and_no_degree(report_of: Reports) -> None:
    assert report_of(CASES + "high-skill").passed
    assert not report_of(CASES + "high-skill-three-years").passed


@pytest.mark.requirement("AH-74")
def test_plan_year_is_not_the_calendar_year(report_of: Reports, plan: Plan) -> None:
    assert (plan.year, plan.closes) == (2026, "2027-06-30")
    assert report_of(CASES + "still-open-next-year").passed
