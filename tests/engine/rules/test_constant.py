"""Conditions that never change are found, and no others."""

import pytest

from engine.rules.constant import always
from engine.rules.expression import Scope, compile_condition, compile_expression


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("application.mode == 'normal' and application.mode == 'transfer'", False),
        ("application.mode in ['normal', 'exceptional', 'transfer']", True),
        ("application.mode != 'normal' or application.mode != 'transfer'", True),
        ("personal.work_years >= 5 and personal.work_years < 3", False),
        ("personal.work_years >= 5 or personal.work_years < 5", None),
        (
            "personal.work_years > 5 or personal.work_years <= 5 or personal.work_years == null",
            True,
        ),
        ("count(records) >= 0", True),
        ("count(records) < 1 and count(records) > 0", False),
        ("personal.born > '2020-01-01' and personal.born < '2020-01-01'", False),
        ("personal.born >= '2020-01-01' and personal.born <= '2020-01-01'", None),
        ("personal.is_principal or not personal.is_principal", True),
        ("personal.is_principal and any(records)", None),
        ("personal.level.rank > 3 and personal.level.rank <= 3", False),
        ("1 + 1 == 2", True),
        ("true", True),
        ("'听' in personal.skills and '说' in personal.skills", None),
        ("personal.name == 'a' and personal.name == 'b'", False),
        ("personal.name == 'a' or personal.name == 'b'", None),
        ("personal.work_years <= personal.major_years", None),
        ("personal.work_years + 1", None),
    ],
)
def test_always_finds(text: str, expected: bool | None, scope: Scope) -> None:
    assert always(compile_expression(text, scope)) is expected


def test_always_looks_into_conditions_about_rows(scope: Scope) -> None:
    condition = compile_condition({"rank": {"min": 3, "max": 2}}, scope.of_rows("records"))

    assert always(condition) is False


def test_always_gives_up_on_too_many_combinations(scope: Scope) -> None:
    numbers = ", ".join(str(number * 3) for number in range(100))
    text = f"personal.work_years not in [{numbers}] or personal.major_years not in [{numbers}]"

    assert always(compile_expression(text, scope)) is None
