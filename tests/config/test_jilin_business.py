"""Jilin's five business paths and nine special recognitions exist as plans (吉林手册 L89-122)."""

from __future__ import annotations

import pytest

from engine.packs.library import Library
from engine.packs.model import Plan

OPEN_ON = "2026-11-21"
PATHS = {
    "专业技术职称评审申报": (
        "jilin/2026-engineering-senior",
        "jilin/2026-k12-below",
        "jilin/2026-k12-full",
    ),
    "高层次和特殊人才职称认定": (
        "jilin/2026-diverted-officials",
        "jilin/2026-grassroots-graduates",
        "jilin/2026-incentive",
        "jilin/2026-private-managers",
        "jilin/2026-rural-revitalisation",
        "jilin/2026-skilled",
        "jilin/2026-third-grade",
        "jilin/2026-thirty-ten",
        "jilin/2026-veterans",
    ),
    "专业技术二级岗位评聘申报": ("jilin/2026-post-second",),
    "专业技术二级岗位评聘期考核申报": ("jilin/2026-term-review-second",),
    "专业技术三级岗位评聘期考核申报": ("jilin/2026-term-review-third",),
}


@pytest.fixture(scope="module")
def plans(library: Library) -> list[Plan]:
    return [library.plan(id) for id in library.plan_ids() if id.startswith("jilin/")]


@pytest.mark.requirement("JL-09", "JL-10", "JL-11", "JL-12", "JL-13")
def test_plans_lie_under_the_five_business_paths(plans: list[Plan]) -> None:
    found: dict[str, tuple[str, ...]] = {}
    for plan in plans:
        found[plan.type] = (*found.get(plan.type, ()), plan.id)

    assert found == PATHS


@pytest.mark.requirement("JL-09")
@pytest.mark.parametrize(
    ("id", "name", "titles"),
    [
        ("engineering-senior", "正常职称申报", {"高级工程师"}),
        ("k12-full", "中小学正高级教师", {"正高级教师"}),
        ("k12-below", "中小学副高级及以下", {"高级教师", "一级教师", "二级教师"}),
    ],
)
def test_review_menu_has_its_three_entries(
    library: Library, id: str, name: str, titles: set[str]
) -> None:
    plan = library.plan(f"jilin/2026-{id}")

    assert plan.name.startswith(name)
    assert {title.name for one in plan.standards for title in one.titles} == titles
    assert [mode.name for mode in plan.modes] == ["正常申报", "破格"]


@pytest.mark.requirement("JL-10")
@pytest.mark.parametrize(
    ("id", "name"),
    [
        ("diverted-officials", "机关分流人员"),
        ("veterans", "部队转业人员"),
        ("rural-revitalisation", "乡村振兴人才"),
        ("grassroots-graduates", "基层硕博人员"),
        ("private-managers", "民营企业高级经营管理人才"),
        ("thirty-ten", "基层3010年"),
        ("incentive", "人才激励政策（3.0版）"),
        ("skilled", "高技能人才和专业技术人员职业发展贯通"),
        ("third-grade", "全省第三批专业技术三级岗位人员"),
    ],
)
def test_recognition_menu_has_its_nine_entries(library: Library, id: str, name: str) -> None:
    plan = library.plan(f"jilin/2026-{id}")

    assert plan.name.startswith(name)
    assert [mode.id for mode in plan.modes] == ["normal"]
    assert plan.standards[0].categories == ()


def test_private_managers_become_managers_and_not_economists(library: Library) -> None:
    plan = library.plan("jilin/2026-private-managers")

    assert [(title.name, title.level) for title in plan.standards[0].titles] == [
        ("正高级经营管理师", "正高级"),
        ("高级经营管理师", "副高级"),
    ]


def test_posts_of_the_second_and_third_grade_are_senior_full(library: Library) -> None:
    titles = library.plan("jilin/2026-post-second").series.branches[0].titles

    assert [(title.name, title.level) for title in titles] == [
        ("专业技术二级岗位", "正高级"),
        ("专业技术三级岗位", "正高级"),
    ]


def test_every_plan_is_open_now_and_until_next_summer(plans: list[Plan]) -> None:
    assert {(plan.opens <= OPEN_ON <= plan.closes, plan.closes) for plan in plans} == {
        (True, "2027-06-30")
    }
