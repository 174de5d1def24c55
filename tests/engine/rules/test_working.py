"""Computed values show how they came about."""

import pytest

from engine.rules.expression import Scope, compile_expression
from engine.rules.working import working

LABELS = {
    "computed.post_since": "任现职时间",
    "personal.work_years": "工作年限",
    "records": "业绩",
    "education": "教育经历",
    "personal.born": "出生日期",
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("whole_years(computed.post_since, plan.cutoff)", "2015-07-01 至 2022-12-31，满 7 年"),
        ("whole_months(computed.post_since, plan.cutoff)", "2015-07-01 至 2022-12-31，满 89 个月"),
        ("(personal.work_years + 3) * 2 - (1 - 2)", "（12 + 3） × 2 − （1 − 2） = 31"),
        ("round(personal.work_years / 5)", "12 ÷ 5 = 2.4，四舍五入为 2"),
        ("plan.cutoff - 18m", "2022-12-31 减 1 年 6 个月，为 2021-06-30"),
        ("plan.cutoff + 30d", "2022-12-31 加 30 天，为 2023-01-30"),
        ("count(records where kind == 'paper')", "符合条件的业绩共 2 条"),
        ("sum(records.words)", "0.1 + 0.2 + 20 = 20.3"),
        ("sum(records.words where kind == 'award')", "没有符合条件的业绩，计 0"),
        ("max(education.finished)", "2008-07-01、2010-07-01 中最晚的是 2010-07-01"),
        ("first(education.level where qualified)", "取第一条符合条件的教育经历：大学本科毕业"),
        ("personal.level", "大学本科毕业"),
        ("personal.work_years >= 10", "符合条件"),
    ],
)
def test_working_shows_the_way(
    text: str, expected: str, scope: Scope, values: dict[str, object]
) -> None:
    expression = compile_expression(text, scope)

    assert working(expression, values, lambda name: LABELS.get(name, name)) == expected


def test_working_names_what_is_missing(scope: Scope) -> None:
    expression = compile_expression("whole_years(computed.post_since, personal.born)", scope)

    assert working(expression, {}, lambda name: LABELS[name]) == "尚未填写任现职时间、出生日期"
