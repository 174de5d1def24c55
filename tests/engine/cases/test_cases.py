"""Cases: what they expect against what the check says, and what no case tries."""

from pathlib import Path

import pytest

from engine.cases import CaseResult, run_cases, uncovered_rules
from engine.packs.library import Library
from tests.engine.checks.packs import plan_of

STANDARD = """
sections:
  - id: personal
    name: 个人信息
    type: form
    fields:
      - {id: name, name: 姓名, type: text, required: true}
      - {id: age, name: 年龄, type: integer}
computed: [{id: double, name: 两倍, value: personal.age + personal.age}]
rules:
  - {id: adult, name: 成年, must: personal.age >= 18, when: personal.age != null}
  - {id: old, name: 年长, must: personal.age <= 60, when: personal.age != null, severity: note}
"""
BASE = """\
kind: case
id: lake/base
name: 合格
source: 自拟
plan: lake/2026
dossier:
  application: {mode: normal, branch: 陶瓷, title: 大师}
  sections: {personal: {name: 李晓, age: 30}}
expect: {passed: true, failed: [], findings: [], computed: {double: 60}}
"""


def results(folder: Path, *cases: str) -> list[CaseResult]:
    plan_of(folder, STANDARD)
    for number, text in enumerate((BASE, *cases)):
        (folder / f"case{number}.yaml").write_text(text, encoding="utf-8")
    return list(run_cases(Library(folder)))


def case(expect: str, dossier: str = "sections: {personal: {age: 17}}") -> str:
    return (
        "kind: case\nid: lake/other\nname: 另一例\nsource: 自拟\nextends: lake/base\n"
        f"dossier: {{{dossier}}}\nexpect: {expect}\n"
    )


def test_case_as_expected_passes(tmp_path: Path) -> None:
    (result,) = results(tmp_path)

    assert (result.id, result.name, result.plan, result.differences) == (
        "lake/base",
        "合格",
        "lake/2026",
        (),
    )


def test_case_extends_the_applicant_and_not_what_is_expected(tmp_path: Path) -> None:
    expect = "{passed: false, findings: [{code: rule-failed, rule: adult, severity: error}]}"

    _, other = results(tmp_path, case(expect))

    assert other.passed, other.explanation


def test_differences_name_what_is_missing_and_what_is_too_much(tmp_path: Path) -> None:
    expect = (
        "{passed: true, failed: [], findings: [{code: bad-value, path: personal.age}], "
        "rows: {personal: 都对}, computed: {double: 1}}"
    )

    _, other = results(tmp_path, case(expect))

    assert other.explanation == "\n".join(
        [
            "应为通过，实际不通过",
            "检测表 adult：应为通过，实际不通过：成年 不符合要求",
            "检测表 personal：",
            "  应为：都对",
            "  实际：个人信息 已填写完整",
            "计算值 double：应为 1，实际为 34",
            "缺少：bad-value personal.age",
            "多出：error rule-failed adult（adult）：成年 不符合要求",
        ]
    )


def test_notes_may_be_expected_and_need_not_be(tmp_path: Path) -> None:
    old = "sections: {personal: {age: 61}}"

    _, unnamed = results(tmp_path, case("{passed: true, findings: []}", old))
    _, named = results(tmp_path, case("{findings: [{rule: old, severity: note}]}", old))

    assert unnamed.passed
    assert named.passed


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (case("{pased: true}"), "unknown-key: expect: 没有 “pased” 这个键"),
        (case("{findings: [{severity: error}]}"), "应写明 code、rule 或 path"),
        (BASE.replace("lake/2026", "lake/2027").replace("lake/base", "lake/other"),
         "没有编号为 “lake/2027” 的评审计划"),
    ],
)  # fmt: skip
def test_case_that_cannot_be_run_is_a_failed_result(
    tmp_path: Path, text: str, message: str
) -> None:
    _, other = results(tmp_path, text)

    assert not other.passed
    assert message in other.explanation


def test_what_no_case_makes_fail_is_listed(tmp_path: Path) -> None:
    found = results(tmp_path, case("{passed: false}"))

    uncovered = uncovered_rules(Library(tmp_path), found)

    assert [(one.id, one.name, one.place.line) for one in uncovered] == [
        ("personal.name", "姓名", 15),
        ("old", "年长", 20),
    ]


def test_what_two_plans_share_is_tried_once(tmp_path: Path) -> None:
    third = case("{passed: false}", "sections: {personal: {name: null, age: 61}}").replace(
        "lake/other", "lake/third"
    )
    found = results(tmp_path, case("{passed: false}"), third)
    plan = tmp_path / "again.yaml"
    plan.write_text(
        "kind: plan\nid: lake/again\nname: 又一次\nsource: 自拟\nextends: lake/2026\n",
        encoding="utf-8",
    )
    again = BASE.replace("id: lake/base", "id: lake/again-base").replace(
        "plan: lake/2026", "plan: lake/again"
    )
    (tmp_path / "again-case.yaml").write_text(again, encoding="utf-8")
    library = Library(tmp_path)
    both = [*run_cases(library)]

    assert [one.passed for one in found] == [True] * 3
    assert {one.plan for one in both} == {"lake/2026", "lake/again"}
    assert uncovered_rules(library, both) == ()
