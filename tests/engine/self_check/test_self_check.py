"""What a self check says of an archive: met, missing with the smallest addition, or later."""

from __future__ import annotations

from typing import Any

import pytest

from engine.dossier import Ban, Facts
from engine.packs.library import Library
from engine.packs.model import Plan
from engine.self_check import Point, SelfCheck, self_check
from engine.share import pack_folders

TODAY = Facts(today="2026-11-01")
POST = {"current_title": {"appointed_on": "2016-09-01", "acquired_on": "2016-08-01"}}


@pytest.fixture(scope="module")
def plan() -> Plan:
    return Library(pack_folders()).plan("jilin/2026-engineering-senior")


def record(id: str, kind: str, status: str = "passed", **values: Any) -> dict[str, Any]:
    return {"id": id, "kind": kind, "status": status, "values": values, "files": {}}


PAPER = {"name": "论文甲", "rank": 1, "published": "2020-05", "journal": "某刊"}
AWARD = {
    "name": "科技进步奖",
    "level": "市厅级",
    "rank": 1,
    "date": "2021-05-01",
}
BACHELOR = {"start": "2008-09", "end": "2012-06", "schooling": "21", "school": "某大学"}


def checked(
    plan: Plan,
    *records: dict[str, Any],
    facts: Facts = TODAY,
    sections: dict[str, Any] | None = None,
) -> SelfCheck:
    return self_check(
        plan, plan.standards[0], mode="normal", sections=sections or {}, records=records,
        facts=facts,
    )  # fmt: skip


def point(result: SelfCheck, name: str) -> Point:
    return next(one for one in result.points if one.name == name)


@pytest.mark.requirement("JL-20")
def test_empty_archive_lacks_what_the_standard_asks_for(plan: Plan) -> None:
    result = checked(plan, sections=POST)

    work = point(result, "工作经历")
    assert (work.verdict, work.short) == ("missing", "再录入 1 条“工作经历”即可通过")
    writings = point(result, "论文著作数量")
    assert (writings.verdict, writings.short) == (
        "missing",
        "再录入 1 项“论文著作数量（著（译）作（教材）情况）”即可通过",
    )
    assert point(result, "业绩成果").verdict == "missing"
    assert result.verdict == "missing"


@pytest.mark.requirement("JL-20")
def test_what_the_archive_holds_is_met_and_the_rest_is_counted(plan: Plan) -> None:
    result = checked(
        plan,
        record("r1", "paper", **PAPER),
        record("r2", "award", **AWARD),
        record("r3", "work", start="2012-07", unit="某厂", post="工程师"),
        sections=POST,
    )

    assert point(result, "工作经历").verdict == "met"
    assert point(result, "业绩成果").verdict == "met"
    writings = point(result, "论文著作数量")
    assert (writings.verdict, writings.short) == (
        "missing",
        "再录入 1 项“论文著作数量（著（译）作（教材）情况）”即可通过",
    )


def test_records_that_may_not_be_picked_do_not_count(plan: Plan) -> None:
    result = checked(plan, record("r1", "work", "returned", start="2012-07"), sections=POST)

    assert point(result, "工作经历").verdict == "missing"


def test_what_depends_on_an_unanswered_question_is_left_for_later_and_asked(plan: Plan) -> None:
    result = checked(plan, record("r1", "education", **BACHELOR))

    record_point = point(result, "学历资历条件")
    assert (record_point.verdict, record_point.text) == ("later", "要看填报时的 受聘日期")
    assert [(section.id, field.id) for section, field in result.asks] == [
        ("current_title", "appointed_on")
    ]


def test_answer_that_was_given_decides(plan: Plan) -> None:
    result = checked(plan, record("r1", "education", **BACHELOR), sections=POST)

    assert point(result, "学历资历条件").verdict == "met"
    assert result.asks == ()


def test_too_few_years_are_missing_by_how_many(plan: Plan) -> None:
    late = {"current_title": {"appointed_on": "2023-09-01"}}

    result = checked(plan, record("r1", "education", **BACHELOR), sections=late)

    found = point(result, "学历资历条件")
    assert found.verdict == "missing"
    assert "还差 2 年" in found.short


@pytest.mark.requirement("AH-08", "AH-74", "AH-75")
@pytest.mark.parametrize(
    ("facts", "name"),
    [
        (Facts(today="2026-11-01", bound=False), "已绑定推荐单位"),
        (Facts(today="2026-11-01", other_applications=(2026,)), "每年度只能申报一项"),
        (Facts(today="2026-11-01", bans=(Ban(start="2026-01-01"),)), "不在禁止申报期间"),
        (Facts(today="2026-08-01"), "在申报时间内"),
    ],
)
def test_gates_are_told_like_conditions(plan: Plan, facts: Facts, name: str) -> None:
    assert point(checked(plan, facts=facts), name).verdict == "missing"
    assert point(checked(plan), name).verdict == "met"


def test_one_record_is_filed_where_it_helps_most(plan: Plan) -> None:
    anhui = Library(pack_folders()).plan("anhui/2026-bengbu-teachers")
    standard = anhui.standards[0]
    category = next(one for one in standard.categories if one.min is not None)

    result = self_check(
        anhui, standard, mode="normal", sections={}, records=[], facts=Facts(today="2026-11-01")
    )

    assert point(result, category.name).verdict in ("missing", "later")


def test_what_is_nobodys_to_fill_in_is_never_missing(plan: Plan) -> None:
    result = checked(plan)

    assert {one.verdict for one in result.points} <= {"met", "missing", "later"}
    assert not [one for one in result.of("missing") if "必填项" in one.text]
