"""boolean, choice, choices and code."""

from __future__ import annotations

from engine.fields import boolean, choice, choices, code
from engine.fields.answers import AnswerCheck
from engine.messages import say
from engine.problems import Problem
from engine.rules.scope import ValueType
from tests.engine.fields.declared import codes_of, declared, faults_of

QUALIFIED = declared("{id: ok, name: 考核结果, type: boolean, labels: [合格, 不合格]}")
LEVEL = declared(
    "{id: level, name: 级别, type: choice, "
    "choices: [国家级, {value: province, name: 省级, group: 省}]}"
)
SERIES = declared("{id: s, name: 系列, type: choices, choices: [工程, 教师, 卫生], min: 1, max: 2}")
NATION = declared("{id: nation, name: 民族, type: code, table: ethnic}")
PROVINCE = declared("{id: province, name: 省, type: code, table: region, top: true}")
CITY = declared("{id: city, name: 市, type: code, table: region, parent: province}")
DEGREES = declared("{id: degree, name: 学位, type: code, table: degree}")
OLD_DEGREES = declared("{id: degree, name: 学位, type: code, table: degree, expired: true}")


def test_boolean_is_unanswered_yes_or_no() -> None:
    assert [boolean.parse(t, QUALIFIED) for t in ("合格", "不合格", "true", "否", "")] == [
        True,
        False,
        True,
        False,
        None,
    ]
    assert boolean.display(False, QUALIFIED) == "不合格"
    assert codes_of(QUALIFIED, 1) == ["not-yes-or-no"]


def test_choice_stores_values_and_shows_names() -> None:
    assert choice.parse("省级", LEVEL) == "province"
    assert choice.display("province", LEVEL) == "省级"
    assert faults_of(LEVEL, "市级") == [("error", "级别 应为下列之一：国家级、省级，当前为 “市级”")]
    assert choice.value_type(LEVEL.options) == ValueType(
        "text", ("国家级", "province"), names={"国家级": "国家级", "province": "省级"}
    )


def test_choice_without_choices_or_with_doubles_is_a_problem() -> None:
    problems: list[Problem] = []

    declared("{id: a, name: 甲, type: choice, choices: []}", problems)
    declared("{id: a, name: 甲, type: choice, choices: [一, 一]}", problems)

    assert [(p.code, p.message) for p in problems] == [
        ("missing-key", "choices 至少要有一项"),
        ("duplicate-id", "choices 里 “一” 写了两次"),
    ]


def test_choices_limits_are_inclusive() -> None:
    assert codes_of(SERIES, ["工程", "教师"]) == []
    assert faults_of(SERIES, ["工程", "教师", "卫生"]) == [
        ("error", "系列 最多选择 2 项，当前为 3 项")
    ]
    assert codes_of(SERIES, []) == ["too-few-choices"]
    assert codes_of(SERIES, ["工程", "工程"]) == ["chosen-twice"]
    assert codes_of(SERIES, ["农业"]) == ["not-a-choice"]
    assert codes_of(SERIES, "工程") == ["not-a-choice"]
    assert choices.parse("工程、教师", SERIES) == ["工程", "教师"]
    assert choices.display(["工程", "教师"], SERIES) == "工程、教师"


def test_code_stores_codes_and_shows_names() -> None:
    assert code.parse("汉族", NATION) == "01"
    assert code.display("01", NATION) == "汉族"
    assert code.display("99", NATION) == "99"
    assert faults_of(NATION, "99") == [("error", "民族 应从“ethnic 表”中选择，当前为 “99”")]


def test_code_that_is_no_longer_valid_is_refused_unless_the_pack_takes_it() -> None:
    assert faults_of(DEGREES, "1") == [
        ("error", "学位 所选“旧学位”在 2022-07-01 不再（或尚未）使用，请改选现行的一项")
    ]
    assert codes_of(DEGREES, "1", "2003-12-31") == []
    assert codes_of(DEGREES, "2", "2004-01-01") == []
    assert codes_of(DEGREES, "2", "2003-12-31") == ["code-not-valid"]
    assert codes_of(OLD_DEGREES, "1") == []


def test_code_offers_what_stands_below_the_parent() -> None:
    assert [entry.name for entry in code.offered(PROVINCE)] == ["甲省", "乙省"]
    assert [entry.name for entry in code.offered(CITY, "530000")] == ["乙市"]


def test_code_must_stand_below_the_answer_of_its_parent() -> None:
    check = AnswerCheck([PROVINCE, CITY])

    faults = check.faults({"province": "340000", "city": "530100"})

    assert check.faults({"province": "340000", "city": "340300"}) == {}
    assert check.faults({"city": "340300"}) == {}
    assert {id: [say(f.code, f.args) for f in found] for id, found in faults.items()} == {
        "city": ["市 所选“乙市”不属于所选的“甲省”"]
    }


def test_code_attributes_are_known_to_expressions() -> None:
    known = code.value_type(DEGREES.options)

    assert known.choices == ("1", "2")
    assert known.attributes["rank"].type == "number"
    assert known.attributes["rank"].values == {"1": 1, "2": 2}


def test_code_references_are_checked() -> None:
    problems: list[Problem] = []

    declared("{id: a, name: 甲, type: code, table: ethnik}", problems)
    declared("{id: a, name: 甲, type: code, table: ethnic, only: ['01', '77']}", problems)
    declared("{id: a, name: 甲, type: code, table: region, parent: provence}", problems)

    assert [(p.path, p.message, p.hint) for p in problems] == [
        ("table", "没有名为 “ethnik” 的 table", "是不是想写 “ethnic”？"),
        ("only", "代码表 ethnic 没有代码 “77”", ""),
        ("parent", "没有名为 “provence” 的 parent", "是不是想写 “province”？"),
    ]
