"""一级教师 of Anhui: thresholds that depend on stage and on teaching in the countryside."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engine.checks import CheckReport
from engine.packs.library import Library
from engine.packs.model import Standard

Reports = Callable[[str], CheckReport]
CASES = "anhui/2026-bengbu-teachers-first/"


@pytest.fixture(scope="module")
def standard(library: Library) -> Standard:
    return library.plan("anhui/2026-bengbu-teachers-first").standards[0]


@pytest.mark.requirement("AH-50")
def test_categories_are_those_of_the_series_with_items_of_their_own(standard: Standard) -> None:
    found = {one.name: (len(one.items), one.min and one.min.value) for one in standard.categories}

    assert found == {
        "思想政治": (1, None),
        "乡村任教或支教": (1, None),
        "能力条件": (2, None),
        "业绩条件": (9, 2),
        "教研科研条件": (4, 1),
    }


@pytest.mark.parametrize(
    ("case", "passes"),
    [
        ("all-pass", True),
        ("master-two-years", True),
        ("doctor", True),
        ("secondary-normal-school", True),
        ("secondary-in-middle-school", False),
        ("post-years-short", False),
    ],
)
def test_years_depend_on_education(report_of: Reports, case: str, passes: bool) -> None:
    assert report_of(CASES + case).passed is passes


@pytest.mark.parametrize(
    ("case", "passes"),
    [
        ("high-school-one-municipal-paper", False),
        ("high-school-provincial-paper", True),
        ("rural-reflection-for-paper", True),
        ("urban-reflection-for-paper", False),
        ("rural-county-third-prize", True),
        ("urban-county-third-prize", False),
    ],
)
def test_same_condition_has_other_thresholds_for_other_teachers(
    report_of: Reports, case: str, passes: bool
) -> None:
    assert report_of(CASES + case).passed is passes


@pytest.mark.requirement("AH-34", "AH-30")
def test_first_grade_teachers_answer_the_questions_of_the_series(standard: Standard) -> None:
    names = [one.name for one in standard.section_of["profession"].fields]

    assert names[:8] == [
        "教师类别",
        "编制类别",
        "从教日期",
        "教龄",
        "农村教龄",
        "教师资格",
        "任教学段",
        "校(园)长岗位培训证书",
    ]
    assert [page.name for page in standard.pages if page.group == "个人信息"] == [
        "基本信息",
        "工作经历",
        "学历教育",
        "继续教育",
        "年度考核",
        "附件上传",
    ]
