"""Conditions written as maps mean the same as the expressions they stand for."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.packs.node import Node
from engine.problems import Position
from engine.rules.expression import ExpressionError, Scope, ValueType, compile_condition


@pytest.mark.parametrize(
    ("condition", "text"),
    [
        ({"application.mode": "normal"}, "application.mode == 'normal'"),
        (
            {"application.mode": ["normal", "transfer"]},
            "application.mode in ['normal', 'transfer']",
        ),
        (
            {"personal.work_years": {"min": 2, "max": 5}},
            "personal.work_years >= 2 and personal.work_years <= 5",
        ),
        ({"application.mode": {"not": "normal"}}, "not (application.mode == 'normal')"),
        ({"application.mode": {"not": ["normal"]}}, "not (application.mode in ['normal'])"),
        ({"personal.name": None}, "personal.name == null"),
        ({"personal.name": {"filled": True}}, "personal.name != null"),
        ({"personal.name": {"filled": False}}, "personal.name == null"),
        (
            {"personal.is_principal": True, "personal.born": {"max": "1990-12-31"}},
            "personal.is_principal == true and personal.born <= '1990-12-31'",
        ),
        ({"personal.skills": "听"}, "'听' in personal.skills"),
        ({"personal.skills": ["听", "说"]}, "'听' in personal.skills or '说' in personal.skills"),
        ({"personal.skills": {"not": "听"}}, "not ('听' in personal.skills)"),
        ({"personal.skills": {"filled": True}}, "personal.skills != null"),
        ({"personal.level.rank": {"min": 4}}, "personal.level.rank >= 4"),
        ({}, "true"),
    ],
)
def test_condition_means(condition: Any, text: str, scope: Scope) -> None:
    found = compile_condition(condition, scope)

    assert found.text == text
    assert found.tree == compile_condition(text, scope).tree


def test_condition_of_rows_reads_the_row(scope: Scope) -> None:
    condition = compile_condition({"rank": 1, "tags": "一作"}, scope.of_rows("records"))

    assert condition.evaluate({}, {"rank": 1, "tags": ["一作"]}) is True
    assert condition.evaluate({}, {"rank": 1, "tags": None}) is False


def test_condition_mistake_stands_at_its_key_or_value(scope: Scope) -> None:
    key, value = Position("plan.yaml", 3, 9), Position("plan.yaml", 3, 27)
    start = Position("plan.yaml", 3, 7)
    unknown = Node({"aplication.mode": Node("normal", value, key)}, start, start)
    illegal = Node({"application.mode": Node("x", value, key)}, start, start)

    places = []
    for condition in (unknown, illegal):
        with pytest.raises(ExpressionError) as caught:
            compile_condition(condition, scope)
        places.append((caught.value.code, caught.value.position, caught.value.column))

    assert places == [("unknown-name", key, 0), ("unknown-choice", value, 0)]


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        ({"application.mode": {"is": "x"}}, "条件里没有 “is” 这个键"),
        ({"application.mode": {}}, "条件是空的"),
        ({"personal.work_years": 10**16}, "数字太大"),
        ({"personal.work_years": float("inf")}, "数字太大"),
        ({"application.mode": [["normal"]]}, "此处应为一个值"),
        ({"personal.name": {"filled": "yes"}}, "filled 只能是 true 或 false"),
        (["normal"], "此处应为表达式或条件，不能是列表"),
        ("personal.work_years", "此处需要 是/否，却是 数字"),
        ({f"f{number}": 1 for number in range(101)}, "条件多于 100 项"),
    ],
)
def test_condition_mistake_says(condition: Any, message: str, scope: Scope) -> None:
    with pytest.raises(ExpressionError) as caught:
        compile_condition(condition, scope)

    assert caught.value.message == message


LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
NAMES = st.sampled_from(["a", "b", "c", "d", "a.x", "", ".", "min", "not", "filled"])
KNOWN = Scope(
    {
        "a": ValueType("number"),
        "b": ValueType("text", ("x",)),
        "c": ValueType("list", ("x",)),
        "d": ValueType("date", month=True),
    }
)


@settings(max_examples=400, deadline=None)
@given(
    st.recursive(
        LEAVES,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
        max_leaves=8,
    )
)
def test_condition_from_any_value_is_compiled_or_refused(value: Any) -> None:
    try:
        found = compile_condition(value, KNOWN).evaluate({})
    except ExpressionError as error:
        found = error.message

    assert isinstance(found, bool | str)
