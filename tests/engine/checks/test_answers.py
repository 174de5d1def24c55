"""Answers of forms: required, well-formed, hidden, limited by each other."""

from pathlib import Path

import pytest

from tests.engine.checks.packs import plan_of, report_on, said

FORM = """
sections:
  - id: personal
    name: 个人信息
    type: form
    done: 个人信息已填写完整
    fields:
      - {id: name, name: 姓名, type: text, max: 4, required: true}
      - {id: work_years, name: 工作年限, type: integer, min: 0, max: 60, required: true}
      - {id: major_years, name: 专业年限, type: integer, at_most: personal.work_years}
      - {id: married, name: 已婚, type: boolean, done: 婚姻状况已填写}
      - {id: spouse, name: 配偶姓名, type: text, required: true, when: personal.married}
      - {id: note, name: 说明, type: text, required: {personal.work_years: {min: 30}}}
"""


@pytest.fixture
def plan(tmp_path: Path):  # type: ignore[no-untyped-def]
    return plan_of(tmp_path, FORM)


def row_text(report) -> str:  # type: ignore[no-untyped-def]
    (row,) = report.rows
    return row.text


def test_complete_form_says_what_is_done(plan) -> None:
    personal = {"name": "李晓", "work_years": 10, "major_years": 10, "married": False}

    report = report_on(plan, sections={"personal": personal})

    assert report.passed
    assert row_text(report) == "个人信息已填写完整, 婚姻状况已填写"


def test_missing_answer_is_named_with_its_fix(plan) -> None:
    report = report_on(plan, sections={"personal": {"work_years": 10}})

    (finding,) = report.problems
    assert (finding.code, finding.path, finding.actual, finding.fix) == (
        "required-missing",
        "personal.name",
        "未填写",
        "请填写“姓名”",
    )
    assert finding.message == "姓名 为必填项, 当前尚未填写"


@pytest.mark.parametrize("blank", ["", "   ", None, [], {}])
def test_blank_answers_are_missing(plan, blank: object) -> None:
    report = report_on(plan, sections={"personal": {"name": blank, "work_years": 10}})

    assert said(report) == [("required-missing", "error", "personal.name")]


@pytest.mark.parametrize("value", [5, True, ["李"], {"a": 1}, "五个字的名", "坏\x00"])
def test_malformed_answers_are_bad_values(plan, value: object) -> None:
    report = report_on(plan, sections={"personal": {"name": value, "work_years": 10}})

    assert said(report) == [("bad-value", "error", "personal.name")]


def test_hidden_answers_are_left_out(plan) -> None:
    personal = {"name": "李晓", "work_years": 10, "married": False, "spouse": 5}

    report = report_on(plan, sections={"personal": personal})

    assert report.passed
    assert "spouse" not in report.values["personal"]


def test_shown_answers_are_asked_for(plan) -> None:
    personal = {"name": "李晓", "work_years": 10, "married": True}

    assert said(report_on(plan, sections={"personal": personal})) == [
        ("required-missing", "error", "personal.spouse")
    ]


def test_malformed_answers_are_invisible_to_conditions(plan) -> None:
    personal = {"name": "李晓", "work_years": 10, "married": "是", "spouse": 5}

    assert said(report_on(plan, sections={"personal": personal})) == [
        ("bad-value", "error", "personal.married")
    ]


def test_required_may_depend_on_another_answer(plan) -> None:
    young = report_on(plan, sections={"personal": {"name": "李晓", "work_years": 29}})
    old = report_on(plan, sections={"personal": {"name": "李晓", "work_years": 30}})

    assert said(young) == []
    assert said(old) == [("required-missing", "error", "personal.note")]


def test_number_over_its_limit_names_both(plan) -> None:
    personal = {"name": "李晓", "work_years": 10, "major_years": 11}

    (finding,) = report_on(plan, sections={"personal": personal}).problems

    assert finding.message == "专业年限 11 不能大于 工作年限 10"
    assert (finding.code, finding.expected, finding.fix) == (
        "over-limit",
        "≤ 10",
        "请将“专业年限”改为不大于 10",
    )


def test_findings_follow_the_order_of_the_pack(plan) -> None:
    report = report_on(plan, sections={"personal": {"work_years": "十", "married": 1}})

    assert [path for _, _, path in said(report)] == [
        "personal.name",
        "personal.work_years",
        "personal.married",
    ]
