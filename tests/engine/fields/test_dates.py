"""date, month and date_range."""

from __future__ import annotations

import pytest

from engine.fields import date, date_range, month
from engine.problems import Problem
from tests.engine.fields.declared import codes_of, declared, faults_of

BORN = declared("{id: born, name: 出生日期, type: date, min: '1950-01-01', future: false}")
MONTH = declared("{id: published, name: 发表时间, type: month, max: '2022-06'}")
POST = declared("{id: post, name: 聘期, type: date_range, precision: month, open: true}")
COURSE = declared("{id: course, name: 培训时间, type: date_range}")


@pytest.mark.parametrize(
    "value", ["20220601", "2022-W22-3", "2022-2-1", "2022-02-30", "0000-01-01", "2022-06", 20220601]
)
def test_date_refuses_what_is_no_day(value: object) -> None:
    assert codes_of(BORN, value) == ["not-a-date"]


def test_date_limits_are_inclusive() -> None:
    assert codes_of(BORN, "1950-01-01") == codes_of(BORN, "2022-07-01") == []
    assert faults_of(BORN, "1949-12-31") == [
        ("error", "出生日期 不能早于 1950-01-01，当前为 1949-12-31")
    ]
    assert faults_of(BORN, "2022-07-02") == [
        ("error", "出生日期 不能晚于今天（2022-07-01），当前为 2022-07-02")
    ]


@pytest.mark.parametrize(
    "typed",
    ["2022-06-01", "2022/6/1", "2022.6.1", "2022年6月1日", "20220601", " 2022-6-1 ", "2022/06/01"],
)
def test_date_reads_what_people_type(typed: str) -> None:
    assert date.parse(typed, BORN) == "2022-06-01"


def test_date_keeps_what_it_cannot_read() -> None:
    assert date.parse("2022-02-30", BORN) == "2022-02-30"
    assert date.parse("去年", BORN) == "去年"
    assert date.display("2022-06-01", BORN) == "2022年6月1日"
    assert date.display("去年", BORN) == "去年"


def test_date_limit_that_is_no_date_is_a_problem() -> None:
    problems: list[Problem] = []

    declared("{id: born, name: 出生日期, type: date, min: '1950'}", problems)

    assert [(p.code, p.message) for p in problems] == [
        ("wrong-type", "min 应为日期，写作 2022-06-01")
    ]


def test_month_takes_a_full_date_by_its_month() -> None:
    assert month.parse("2022-06-15", MONTH) == "2022-06"
    assert month.parse("2022年6月", MONTH) == "2022-06"
    assert codes_of(MONTH, "2022-06") == []
    assert codes_of(MONTH, "2022-07") == ["too-late"]
    assert codes_of(MONTH, "2022-13") == ["not-a-month"]


def test_range_may_be_open_if_the_pack_says_so() -> None:
    still = {"from": "2019-09", "to": None}

    assert date_range.parse("2019-09 至今", POST) == still
    assert codes_of(POST, still) == []
    assert date_range.display(still, POST) == "2019年9月 至今"
    assert codes_of(COURSE, {"from": "2019-09-01", "to": None}) == ["range-without-end"]


def test_range_ends_may_fall_together_but_not_cross() -> None:
    assert codes_of(POST, {"from": "2019-09", "to": "2019-09"}) == []
    assert faults_of(POST, {"from": "2019-09", "to": "2019-08"}) == [
        ("error", "聘期 的结束时间 2019-08 早于开始时间 2019-09")
    ]
    assert codes_of(POST, {"to": "2019-08"}) == ["range-without-start"]
    assert codes_of(POST, "2019") == ["not-a-range"]


@pytest.mark.parametrize(
    "typed", ["2019-09 至 2022-06", "2019.9~2022.6", "2019/9—2022/6", "2019年9月到2022年6月"]
)
def test_range_reads_what_people_type(typed: str) -> None:
    assert date_range.parse(typed, POST) == {"from": "2019-09", "to": "2022-06"}
