"""学历 × 年限."""

from dataclasses import replace
from typing import Any

import pytest

from engine.packs.model import Eligibility, EligibilityRow, Measure
from engine.packs.node import Node
from engine.problems import Position
from engine.rules.eligibility import evaluate_eligibility
from engine.rules.expression import Scope, ValueType, compile_condition, compile_expression

HERE = Node(None, Position("test.yaml", 1, 1), Position("test.yaml", 1, 1))
SCOPE = Scope(
    {
        "personal.education": ValueType("text"),
        "personal.post_years": ValueType("number"),
        "personal.work_years": ValueType("number"),
        "personal.rural": ValueType("boolean"),
        "application.mode": ValueType("text"),
    }
)


@pytest.fixture
def table() -> Eligibility:
    def measure(id: str, name: str) -> Measure:
        value = compile_expression(f"personal.{id}", SCOPE)
        return Measure(id=id, name=name, origin=HERE, value=value)

    return Eligibility(
        id="record",
        name="学历资历条件",
        origin=HERE,
        by=compile_expression("personal.education", SCOPE),
        measures=(measure("post_years", "受聘年限"), measure("work_years", "工作年限")),
        rows=(
            EligibilityRow(any_of=("博士",), need={"post_years": 2}),
            EligibilityRow(any_of=("硕士", "本科"), need={"post_years": 5}),
            EligibilityRow(
                any_of=("本科",),
                need={"post_years": 4, "work_years": 15},
                when=compile_condition("personal.rural", SCOPE),
            ),
        ),
        when=compile_condition("application.mode != '破格'", SCOPE),
    )


def judge(table: Eligibility, **personal: Any) -> Any:
    return evaluate_eligibility(table, {"personal": personal})


def test_eligibility_sees_no_gap_in_the_dust_of_a_calculation(table: Eligibility) -> None:
    rows = (EligibilityRow(any_of=("本科",), need={"post_years": 0.8}),)

    result = judge(replace(table, rows=rows), education="本科", post_years=0.1 + 0.7)

    assert (result.met, result.open_rows[0].short) == (result.open_rows[0], 0)


def test_eligibility_takes_the_row_that_is_reached(table: Eligibility) -> None:
    result = judge(table, education="本科", post_years=4, work_years=20, rural=True)

    assert result.met.row is table.rows[2]
    assert len(result.open_rows) == 2


def test_eligibility_says_what_is_short_in_the_nearest_row(table: Eligibility) -> None:
    result = judge(table, education="本科", post_years=3, work_years=20, rural=True)

    assert result.met is None
    nearest = result.nearest
    assert [(m.measure.id, m.need, m.actual, m.short) for m in nearest.measures] == [
        ("post_years", 4, 3, 1),
        ("work_years", 15, 20, 0),
    ]


def test_eligibility_of_an_unknown_number_is_not_reached(table: Eligibility) -> None:
    result = judge(table, education="博士")

    (measure,) = result.nearest.measures
    assert (result.met, measure.actual, measure.short) == (None, None, 2)


def test_eligibility_without_a_row_admits_nobody(table: Eligibility) -> None:
    result = judge(table, education="大专", post_years=20)

    assert (result.by, result.open_rows, result.nearest) == ("大专", (), None)


def test_eligibility_that_does_not_apply_is_none(table: Eligibility) -> None:
    assert evaluate_eligibility(table, {"application": {"mode": "破格"}}) is None
