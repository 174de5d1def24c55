"""Rows inside rows are one list, in Python and in the browser."""

import pytest

from engine.rules.browser import to_browser
from engine.rules.expression import ExpressionError, Scope, compile_expression
from engine.rules.scope import ValueType
from tests.engine.rules.test_browser import run_in_node

TITLE = {"title": ValueType("text"), "unit": ValueType("text")}
SCOPE = Scope(
    {},
    {
        "titles": {**TITLE, "posts": ValueType("other")},
        "titles.posts": {**TITLE, "period": ValueType("range")},
        "held.posts": {"unit": ValueType("text"), "period": ValueType("range")},
    },
)
VALUES = {
    "titles": [
        {"title": "一级教师", "unit": "甲校", "posts": [
            {"unit": "乙校", "period": {"from": "2016-09-01"}},
            {"period": {"from": "2014-09-01", "to": "2016-08-31"}},
        ]},
        {"title": "二级教师", "posts": [{"period": {"from": "2010-09-01"}}]},
        {"title": "三级教师", "posts": []},
        {"title": "三级教师"},
    ],
    "held": {"posts": [
        {"unit": "丙校", "period": {"from": "2020-09-01"}},
        {"unit": "丁校", "period": {"from": "2018-09-01"}},
    ]},
}  # fmt: skip
EXPECTED = {
    "min(titles.posts.period.from where title == '一级教师')": "2014-09-01",
    "min(titles.posts.period.from)": "2010-09-01",
    "count(titles.posts)": 3,
    "count(titles.posts where unit == '甲校')": 1,
    "any(titles.posts where title == '三级教师')": False,
    "count(titles)": 4,
    "min(held.posts.period.from)": "2018-09-01",
    "first(held.posts.unit where period.from > '2019-01-01')": "丙校",
}


@pytest.mark.requirement("AH-39")
def test_nested_rows_know_the_row_around_them() -> None:
    found = {text: compile_expression(text, SCOPE).evaluate(VALUES) for text in EXPECTED}

    assert found == EXPECTED


def test_nested_rows_read_the_section_too() -> None:
    expression = compile_expression("min(titles.posts.period.from)", SCOPE)

    assert expression.reads == {"titles", "titles.posts", "titles.posts.period"}


def test_nested_rows_are_alike_in_the_browser() -> None:
    expressions = [compile_expression(text, SCOPE) for text in EXPECTED]

    answers = run_in_node([to_browser(e) for e in expressions], [VALUES, {}])

    assert answers == [[e.evaluate(VALUES), e.evaluate({})] for e in expressions]


def test_nested_rows_of_an_unknown_field_are_a_mistake() -> None:
    with pytest.raises(ExpressionError, match="titles 没有字段 “post”"):
        compile_expression("min(titles.post.period.from)", SCOPE)
