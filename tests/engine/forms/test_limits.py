from __future__ import annotations

from dataclasses import replace

import pytest

from engine.forms import Adjusted, clamp
from tests.engine.fields.declared import declared
from tests.engine.forms.sections import section, standard

WORK = declared("{id: work_years, name: 工作年限, type: integer}")
MAJOR = replace(
    declared("{id: major_years, name: 专业年限, type: integer}"), at_most="personal.work_years"
)
TEACHING = replace(
    declared("{id: teaching_years, name: 教龄, type: integer}"), at_most="personal.work_years"
)
PERSONAL = section("personal", WORK, MAJOR)
PROFESSION = section("profession", TEACHING)
STANDARD = standard(PERSONAL, PROFESSION)


@pytest.mark.requirement("AH-81")
def test_years_of_the_profession_are_lowered_to_the_years_of_work() -> None:
    kept, adjusted = clamp(PERSONAL, {"work_years": 12, "major_years": 15}, {}, STANDARD)

    assert kept == {"work_years": 12, "major_years": 12}
    assert adjusted == (
        Adjusted(
            field="major_years",
            before=15,
            after=12,
            message="专业年限 不能大于 工作年限，已由 15 调整为 12",
        ),
    )


@pytest.mark.requirement("AH-81")
def test_equal_years_stay() -> None:
    values = {"work_years": 12, "major_years": 12}

    assert clamp(PERSONAL, values, {}, STANDARD) == (values, ())


def test_limit_may_stand_in_another_section() -> None:
    stored = {"personal": {"work_years": 8}}

    kept, adjusted = clamp(PROFESSION, {"teaching_years": 9}, stored, STANDARD)

    assert kept == {"teaching_years": 8}
    assert [one.message for one in adjusted] == ["教龄 不能大于 工作年限，已由 9 调整为 8"]


@pytest.mark.parametrize("limit", [None, "十年", True])
def test_what_is_no_number_limits_nothing(limit: object) -> None:
    values = {"work_years": limit, "major_years": 15}

    assert clamp(PERSONAL, values, {}, STANDARD) == (values, ())
