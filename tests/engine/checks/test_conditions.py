"""Conditions and thresholds as the functions that a check calls."""

from engine.checks.conditions import limit
from engine.packs.model import Threshold
from engine.rules.expression import Scope, ValueType, compile_condition

SCOPE = Scope({"personal.rural": ValueType("boolean"), "personal.work_years": ValueType("number")})


def test_limit_takes_the_first_case_that_holds() -> None:
    asked = limit(
        Threshold(
            value=3,
            cases=(
                (compile_condition("personal.rural", SCOPE), 1),
                (compile_condition("personal.work_years >= 20", SCOPE), 2),
            ),
        )
    )
    assert asked is not None

    found = [
        asked({"personal": personal})
        for personal in ({"rural": True, "work_years": 30}, {"work_years": 30}, {})
    ]

    assert found == [1, 2, 3]


def test_limit_is_none_where_nothing_is_ever_asked() -> None:
    assert (limit(None), limit(Threshold(value=None))) == (None, None)
