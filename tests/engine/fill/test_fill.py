"""Made-up applicants: they pass, they break just what they should, they are the same each time."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.checks import check
from engine.dossier import dossier_data
from engine.fields.resident_id import check_digit
from engine.fill import CannotFill, fill, fill_facts
from engine.packs.model import Plan
from tests.engine.checks.packs import plan_of

STANDARD = """
sections:
  - id: personal
    name: 个人信息
    type: form
    fields:
      - {id: id_number, name: 证件编号, type: resident_id, required: true}
      - {id: born, name: 出生日期, type: date, required: true}
      - {id: education, name: 学历, type: choice, choices: [博士, 本科, 中专], required: true}
      - {id: work_from, name: 参加工作时间, type: month, required: true}
      - {id: work_years, name: 工作年限, type: integer, min: 0, max: 60, required: true}
      - {id: major_years, name: 专业年限, type: integer, at_most: personal.work_years}
      - {id: rural, name: 支教, type: boolean, required: true}
      - {id: school, name: 支教学校, type: text, required: true, when: personal.rural}
  - id: posts
    name: 任职
    type: rows
    min: 2
    fields:
      - {id: title, name: 职称, type: choice, choices: [讲师, 副教授], required: true}
      - {id: since, name: 任职日期, type: date, required: true}
    slots: [{id: letter, name: 聘书, required: true, types: [pdf]}]
  - {id: oath, name: 承诺书, type: pledge, agree: 我承诺}
  - id: scans
    name: 附件
    type: slots
    slots: [{id: scan, name: 扫描件, required: true, min_files: 2}]
computed:
  - {id: post_since, name: 任职起始, value: min(posts.since where title == '副教授')}
windows: [{id: since_post, name: 任现职以来, from: computed.post_since}]
eligibility:
  - id: record
    name: 学历资历
    by: personal.education
    measures: [{id: years, name: 年限, value: 'whole_years(computed.post_since, plan.cutoff)'}]
    rows: [{any_of: [博士], need: {years: 2}}, {any_of: [本科], need: {years: 5}}]
categories:
  - id: merit
    name: 业绩条件
    min: 2
    count: items
    items:
      - {id: first, name: 第一作者, accepts: [{kind: paper, where: {rank: 1}, within: since_post}]}
      - {id: prizes, name: 奖励, accepts: [prize], max: 3}
      - {id: others, name: 其他, accepts: [paper], min: 1}
rules:
  - {id: of_age, name: 年龄, must: 'whole_years(personal.born, personal.work_from) >= 16'}
  - {id: holder, name: 持证人, must: id_birth_date(personal.id_number) == personal.born}
  - {id: ordered, name: 先后, must: 'all(posts where since > personal.born + 18y)'}
  - id: large
    name: 大型工程
    count: {kinds: [paper], weights: {by: scale, values: {大型: 1, 中型: 0.5}}, within: since_post}
    min: 3
  - {id: words, name: 字数, count: {kinds: [paper], sum: words, unit: 字}, min: 9000}
"""
BREAKABLE = [
    "personal.id_number", "personal.school", "personal.major_years", "posts", "oath", "scan",
    "record", "merit", "others", "prizes", "of_age", "holder", "ordered", "large", "words",
]  # fmt: skip


@cache
def the_plan() -> Plan:
    with TemporaryDirectory() as folder:
        return plan_of(Path(folder), STANDARD)


@pytest.fixture
def plan() -> Plan:
    return the_plan()


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_applicants_pass(seed: int) -> None:
    plan = the_plan()

    report = check(plan, fill(plan, seed), fill_facts(plan))

    assert report.passed


@pytest.mark.parametrize("id", BREAKABLE)
def test_applicants_break_just_what_they_should(plan: Plan, id: str) -> None:
    report = check(plan, fill(plan, break_rule=id), fill_facts(plan))

    errors = [one for one in report.findings if one.severity == "error"]
    assert errors
    assert [one for one in errors if id not in (one.rule, one.path)] == []


def test_same_seed_gives_the_same_applicant(plan: Plan) -> None:
    assert fill(plan, 7) == fill(plan, 7)
    assert fill(plan, 7) != fill(plan, 8)


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_identity_numbers_are_nobodys(seed: int) -> None:
    number = str(dossier_data(fill(the_plan(), seed))["sections"]["personal"]["id_number"])

    assert 996 <= int(number[14:17]) <= 999
    assert number[17] == check_digit(number[:17])


@pytest.mark.parametrize("id", ["posts.since", "letter"])
def test_answers_and_files_of_a_row_are_broken_in_one_row(plan: Plan, id: str) -> None:
    report = check(plan, fill(plan, break_rule=id), fill_facts(plan))

    errors = [one for one in report.findings if one.severity == "error"]
    assert [one.path.split(".")[0] for one in errors] == ["posts"]
    assert errors[0].path.split(".")[2] == id.removeprefix("posts.")


def test_what_asks_nothing_is_said_at_once(plan: Plan) -> None:
    with pytest.raises(CannotFill, match="“第一作者”没有任何要求，不会不通过"):
        fill(plan, break_rule="first")


def test_rule_that_is_not_there(plan: Plan) -> None:
    with pytest.raises(CannotFill, match="没有 nothing"):
        fill(plan, break_rule="nothing")


def test_plan_that_nobody_can_pass(tmp_path: Path) -> None:
    impossible = plan_of(
        tmp_path,
        """
sections:
  - {id: personal, name: 个人, type: form, fields: [{id: age, name: 年龄, type: integer}]}
rules:
  - {id: low, name: 低, must: personal.age < 10}
  - {id: high, name: 高, must: personal.age > 10}
""",
    )

    with pytest.raises(CannotFill, match="没有找到通过检测的申请人") as error:
        fill(impossible)

    assert {one.rule for one in error.value.findings} <= {"low", "high"}


EXPERTS = """
sections:
  - id: base
    name: 基本
    type: form
    fields: [{id: way, name: 方式, type: choice, choices: [甲, 乙], required: true}]
  - id: experts
    name: 专家
    type: rows
    when: {base.way: 甲}
    min: 2
    max: 2
    fields: [{id: name, name: 姓名, type: text, required: true}]
computed: [{id: first, name: 第一位, value: first(experts.name)}]
rules:
  - id: differ
    name: 不是同一人
    section: experts
    when: computed.first != null
    must: any(experts where name != computed.first)
"""


def test_made_up_people_have_names_of_their_own_and_are_broken_where_they_are_asked_for(
    tmp_path: Path,
) -> None:
    plan = plan_of(tmp_path, EXPERTS)

    same = fill(plan, break_rule="differ")
    missing = fill(plan, break_rule="experts.name")

    assert [one.rule for one in check(plan, same, fill_facts(plan)).problems] == ["differ"]
    assert len({row.values["name"] for row in same.rows["experts"]}) == 1
    assert [one.code for one in check(plan, missing, fill_facts(plan)).problems] == [
        "required-missing"
    ]
