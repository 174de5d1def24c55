"""The list of plans: those of the province, filtered, ordered, in pages; records of the past."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tests.web.choosing.conftest import Arrive
from tests.web.choosing.journeys import JILIN, SHANDONG
from tests.web.steps import PLAN, begin
from tests.web.visitor import Visitor
from web.models import Application, Person, database
from web.services.plans import PlanSearch, by_type, is_open, plans_of
from web.site import Site

DAY = date(2026, 11, 1)


@pytest.mark.requirement("AH-26", "YN-23")
@pytest.mark.parametrize(
    ("province", "search", "found"),
    [
        ("anhui", {"name": "蚌埠 2022"}, ["anhui/2022-bengbu-teachers"]),
        ("anhui", {"level": "中级"}, ["anhui/2026-bengbu-teachers-first"]),
        ("jilin", {"branch": "经营管理"}, ["jilin/2026-private-managers"]),
        ("shandong", {"title": "高级教师"}, ["shandong/2026-teachers"]),
        ("shandong", {"series": "economics"}, ["shandong/2026-economics"]),
        ("jilin", {"type": "专业技术二级岗位评聘申报"}, ["jilin/2026-post-second"]),
        ("anhui", {"year": "2027", "series": "engineering"}, ["anhui/2027-engineering"]),
        ("anhui", {"type": "没有这种计划"}, []),
    ],
)
def test_search_finds_plans_by_every_criterion(
    site: Site, province: str, search: dict[str, str], found: list[str]
) -> None:
    plans = plans_of(site.packs, province)

    assert [plan.id for plan in PlanSearch(**search).find(plans, DAY)] == found


def test_only_open_plans_are_found_when_asked_for(site: Site) -> None:
    plans = plans_of(site.packs, "anhui")

    found = PlanSearch(open="1").find(plans, DAY)

    assert found
    assert len(found) < len(plans)
    assert all(is_open(plan, DAY) for plan in found)


@pytest.mark.parametrize("sort", ["newest", "closing", "name"])
def test_plans_can_be_ordered(site: Site, sort: str) -> None:
    found = PlanSearch(sort=sort).find(plans_of(site.packs, "jilin"), DAY)

    keys = {
        "newest": [plan.opens for plan in reversed(found)],
        "closing": [plan.closes for plan in found],
        "name": [plan.name for plan in found],
    }
    assert keys[sort] == sorted(keys[sort])


@pytest.mark.requirement("JL-09", "JL-10", "JL-11", "JL-12", "JL-13")
def test_business_paths_of_jilin_hold_their_plans(site: Site) -> None:
    order = site.packs.province("jilin").plan_types
    grouped = by_type(plans_of(site.packs, "jilin"), order)

    assert [(name, len(plans)) for name, plans in grouped] == [
        ("专业技术职称评审申报", 3),
        ("高层次和特殊人才职称认定", 9),
        ("专业技术二级岗位评聘申报", 1),
        ("专业技术二级岗位评聘期考核申报", 1),
        ("专业技术三级岗位评聘期考核申报", 1),
    ], "the five menus in the order of the manual"


@pytest.mark.requirement("JL-09")
def test_menus_stand_in_the_order_of_the_province(arrive: Arrive) -> None:
    visitor = arrive("demo-jilin")

    for page in ("/home", "/applications"):
        text = visitor.open(page).text
        assert text.index("专业技术职称评审申报 （3）") < text.index(
            "高层次和特殊人才职称认定 （9）"
        )


@pytest.mark.requirement("JL-24", "SD-10")
@pytest.mark.parametrize(
    ("login", "plan", "word"),
    [("demo-jilin", JILIN, "申报类别 正常申报"), ("demo-shandong", SHANDONG, "申报方式 正常晋升")],
)
def test_plan_says_its_modes_in_the_words_of_the_province(
    arrive: Arrive, login: str, plan: str, word: str
) -> None:
    assert word in arrive(login).open(plan).text


@pytest.mark.requirement("JL-09", "AH-26")
def test_list_shows_only_plans_of_the_own_province_in_pages(arrive: Arrive) -> None:
    visitor = arrive("demo-jilin").open("/applications")

    assert "共 15 条" in visitor.text
    assert "安徽" not in visitor.text.partition("评审计划")[2]
    numbers = {text for text, link in visitor.links() if "page=" in link}
    assert numbers == {"2", "下一页"}
    visitor.open("/applications?page=2")
    first = visitor.html.partition('class="tight number only-wide">')[2].partition("<")[0]
    assert first == "11"


@pytest.mark.requirement("AH-21", "AH-27")
def test_plan_page_shows_what_the_manual_lists(visitor: Visitor) -> None:
    visitor.open("/applications")
    for block in ("当前申报记录", "我的历史记录", "评审计划"):
        assert block in visitor.text

    visitor.open(PLAN)

    for block in ("基本信息", "评审范围对象", "可评审专业", "计划内容", "马上申报"):
        assert block in visitor.text


@pytest.mark.requirement("AH-25")
def test_history_comes_in_pages(
    visitor: Visitor, site: Site, on_day: Callable[[str], Site]
) -> None:
    plan = site.packs.plan("anhui/2022-bengbu-teachers")
    choice = {"mode": "normal", "standard": "anhui/k12-senior", "branch": "小学科学"}
    with database.connection_context():
        bundle, person = site.packs.pin(plan.id), Person.get()
        for year in range(2000, 2012):
            Application.create(
                person=person,
                plan=f"{plan.id}-{year}",
                province="anhui",
                year=year,
                bundle=bundle,
                choice={**choice, "title": "高级教师"},
                state="terminated",
                begun_at=site.clock.now(),
            )
    on_day("2023-01-01")

    visitor.sign_in_as("demo").open("/applications")

    assert "共 12 条" in visitor.text
    assert "序号 年度 计划名称 申报方式 申报专业 申报职称 申报级别 申报日期 操作" in visitor.text
    assert any("history=2" in link for _, link in visitor.links())


@pytest.mark.requirement("AH-22", "AH-23")
@pytest.mark.parametrize(
    ("state", "buttons", "absent"),
    [
        ("editing", ("填报", "查看", "删除"), ("编辑",)),
        ("submitted", ("查看",), ("填报", "删除", "编辑")),
        ("returned", ("编辑", "查看"), ("填报", "删除")),
    ],
)
def test_buttons_of_a_current_record_follow_its_state(
    visitor: Visitor, state: str, buttons: tuple[str, ...], absent: tuple[str, ...]
) -> None:
    begin(visitor)
    with database.connection_context():
        Application.update(state=state).execute()

    visitor.open("/applications")

    names = {text for text, _ in visitor.links()}
    assert set(buttons) <= names
    assert not names & set(absent)
    for fact in ("申报年度", "申报专业", "有无面试", "起止日期", "申报职称", "申报时间"):
        assert fact in visitor.text


@pytest.mark.requirement("AH-23", "AMB-04")
def test_buttons_of_a_record_follow_its_state_and_its_plan(visitor: Visitor) -> None:
    begin(visitor)
    texts = [text for text, _ in visitor.open("/applications").links()]
    assert {"填报", "查看", "删除", "导出专业技术资格评审表"} <= set(texts)

    with database.connection_context():
        Application.update(state="submitted", node="unit").execute()

    texts = [text for text, _ in visitor.open("/applications").links()]
    assert {"填报", "删除"}.isdisjoint(texts)
    assert {"查看", "导出专业技术资格评审表"} <= set(texts)
    assert "免面试" not in visitor.text  # the plan has no interview
    assert "准考证" not in visitor.text
