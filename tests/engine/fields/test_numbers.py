"""integer, decimal, money and year."""

from __future__ import annotations

import pytest

from engine.fields import decimal, integer, money, year
from tests.engine.fields.declared import codes_of, declared, faults_of

YEARS = declared("{id: work_years, name: 工作年限, type: integer, min: 0, max: 60, unit: 年}")
WORDS = declared(
    "{id: words, name: 字数, type: decimal, min: 0.5, max: 100, places: 1, unit: 万字}"
)
FUNDS = declared("{id: funds, name: 项目经费, type: money, unit: 万元, max: 1000}")
YEAR = declared("{id: year, name: 考核年度, type: year, min: 2000, future: false}")


@pytest.mark.parametrize(
    ("value", "sentences"),
    [
        (0, []),
        (60, []),
        (61, ["工作年限 不能大于 60年，当前为 61年"]),
        (-1, ["工作年限 不能小于 0年，当前为 -1年"]),
        (1.5, ["工作年限 应为整数，当前为 “1.5”"]),
        (True, ["工作年限 应为整数，当前为 “True”"]),
        ("十二", ["工作年限 应为整数，当前为 “十二”"]),
        (12.0, []),
    ],
)
def test_integer_limits_are_inclusive(value: object, sentences: list[str]) -> None:
    assert [sentence for _, sentence in faults_of(YEARS, value)] == sentences


@pytest.mark.parametrize("value", [1e308, -1e308, 10**400])
def test_numbers_without_limits_stay_where_rules_can_calculate(value: float) -> None:
    for type_ in ("integer", "decimal", "money"):
        boundless = declared(f"{{id: words, name: 字数, type: {type_}}}")

        assert set(codes_of(boundless, value)) <= {"above-maximum", "below-minimum"}
        assert codes_of(boundless, value)


def test_integer_reads_what_people_type() -> None:
    assert [integer.parse(typed, YEARS) for typed in (" 12 ", "12", "1,200", "12.0", "")] == [
        12,
        12,
        1200,
        12,
        None,
    ]
    assert integer.parse("十二年", YEARS) == "十二年"
    assert integer.parse("1.5", YEARS) == 1.5


def test_integer_shows_its_unit() -> None:
    assert integer.display(6, YEARS) == "6年"
    assert integer.display("六", YEARS) == "六"


def test_decimal_limits_and_places() -> None:
    assert codes_of(WORDS, 0.5) == codes_of(WORDS, 100) == []
    assert codes_of(WORDS, 0.4) == ["below-minimum"]
    assert codes_of(WORDS, 100.1) == ["above-maximum"]
    assert faults_of(WORDS, 1.25) == [("error", "字数 最多 1 位小数，当前为 1.25")]
    assert codes_of(WORDS, float("inf")) == codes_of(WORDS, float("nan")) == ["not-a-number"]
    assert decimal.parse("3.50", WORDS) == 3.5
    assert decimal.display(3.50, WORDS) == "3.5万字"


def test_money_is_never_negative_and_shown_in_groups() -> None:
    assert codes_of(FUNDS, 0) == []
    assert codes_of(FUNDS, -0.01) == ["below-minimum"]
    assert codes_of(FUNDS, 1000.01) == ["above-maximum"]
    assert money.display(1234567.5, FUNDS) == "1,234,567.5万元"


def test_year_limits() -> None:
    assert codes_of(YEAR, 2022) == []
    assert codes_of(YEAR, 2023) == ["in-future"]
    assert faults_of(YEAR, 1999) == [("error", "考核年度 不能早于 2000 年，当前为 1999 年")]
    assert faults_of(YEAR, 22) == [("error", "考核年度 不能早于 2000 年，当前为 22 年")]
    assert faults_of(YEAR, "去年") == [("error", "考核年度 应为四位年份，如 2022，当前为 “去年”")]
    assert year.parse("2022年", YEAR) == 2022
