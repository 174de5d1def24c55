"""The choice page: the pack's order, each answer narrowing what comes after it."""

from __future__ import annotations

import pytest

from tests.web.choosing.conftest import Arrive
from tests.web.choosing.journeys import FULL, SENIOR, SHANDONG, address, begin_in_shandong
from tests.web.steps import begin
from tests.web.visitor import Visitor
from web.models import Application, database
from web.services.choosing import ask, check_choice, offers_of, questions_of
from web.services.errors import BadChoice
from web.site import Site

NARROW = "机械、电气、化工、建设工程、水利、信息技术"


def at_choice(arrive: Arrive) -> Visitor:
    return arrive("demo-shandong").open(f"{SHANDONG}/apply").send("/pledge", agreed="1")


@pytest.mark.requirement("SD-09")
def test_questions_come_in_the_order_of_the_pack(site: Site) -> None:
    plan = site.packs.plan(SHANDONG[7:])

    assert questions_of(plan) == ("level", "title", "branch", "mode")
    assert [asked.name for asked in ask(plan, {})][:3] == ["申报级别", "申报职称", "现从事专业"]


@pytest.mark.requirement("SD-09")
def test_each_answer_narrows_the_next_question(site: Site) -> None:
    plan = site.packs.plan(SHANDONG[7:])

    nothing = {one.question: one for one in ask(plan, {})}
    full = {one.question: one for one in ask(plan, {"level": "正高级"})}

    assert nothing["title"].waits_for == "申报级别"
    assert full["title"].options == (
        (FULL, "正高级工程师（正高级） — " + offers_of(plan)[1].standard.name),
    )
    assert full["title"].chosen == FULL
    assert "、".join(value for value, _ in full["branch"].options) == NARROW
    assert full["branch"].waits_for == ""


@pytest.mark.requirement("SD-09")
def test_choice_is_made_step_by_step_without_scripts(arrive: Arrive) -> None:
    visitor = at_choice(arrive)
    assert "请先选择申报级别" in visitor.text

    visitor.send("/apply", narrow="1", level="正高级")
    assert "已选择: 正高级工程师" in visitor.text
    assert "交通" not in visitor.html.partition("application/json")[0].partition("datalist")[2]
    visitor.send("/apply", branch="水利", mode="normal", confirmed="1")

    assert address(visitor)
    with database.connection_context():
        assert Application.get().choice == {
            "mode": "normal",
            "standard": "shandong/engineering-full",
            "branch": "水利",
            "title": "正高级工程师",
        }


@pytest.mark.requirement("SD-09")
@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"level": "副高级"}, "offer"),
        ({"branch": "交通"}, "branch"),
        ({"offer": SENIOR}, "offer"),
        ({"mode": "nothing"}, "mode"),
    ],
)
def test_answers_that_do_not_go_together_are_refused(
    site: Site, changed: dict[str, str], field: str
) -> None:
    plan = site.packs.plan(SHANDONG[7:])
    chosen = {"level": "正高级", "offer": FULL, "branch": "水利", "mode": "normal", **changed}

    with pytest.raises(BadChoice) as refused:
        check_choice(plan, chosen)

    assert field in refused.value.problems


@pytest.mark.requirement("SD-10", "AH-76")
def test_modes_are_those_of_the_plan(arrive: Arrive, site: Site) -> None:
    visitor = at_choice(arrive)
    visitor.send("/apply", narrow="1", level="副高级")

    for name in ("正常晋升", "破格", "改系列"):
        assert name in visitor.text


@pytest.mark.requirement("SD-10")
def test_exceptional_reason_is_asked_only_of_who_applies_exceptionally(arrive: Arrive) -> None:
    visitor = arrive("demo-shandong")
    begin_in_shandong(visitor, mode="normal")
    asked = visitor.html

    visitor.follow("修改专业").send("/choice", mode="exceptional", confirmed="1")
    if "确认修改" in visitor.text:
        visitor.send("/choice", confirmed="1")
    changed = visitor.html

    hidden = '" hidden>'
    assert "破格情况" in changed
    before = asked[: asked.find("破格情况")].rpartition('class="question')[2]
    after = changed[: changed.find("破格情况")].rpartition('class="question')[2]
    assert "破格情况" not in asked or hidden in before
    assert hidden not in after


@pytest.mark.requirement("AH-28")
def test_choice_says_what_is_chosen_and_offers_a_search_of_branches(visitor: Visitor) -> None:
    visitor.open("/plans/anhui/2022-bengbu-teachers/apply")

    assert "已选择: -" in visitor.text or "已选择: 高级教师" in visitor.text
    assert "可输入关键字搜索申报专业" in visitor.text
    assert 'list="branches"' in visitor.html


@pytest.mark.requirement("AH-58")
def test_two_standards_for_one_title_are_two_offers(site: Site) -> None:
    plan = site.packs.plan("anhui/2026-engineering")
    offers = [offer for offer in offers_of(plan) if offer.title.name == "高级工程师"]
    shared = next(one for one in offers[0].branches if one in offers[1].branches)

    choices = {
        check_choice(plan, {"mode": "normal", "branch": shared, "offer": offer.value}).standard
        for offer in offers
    }

    title = next(asked for asked in ask(plan, {}) if asked.question == "title")
    names = [name for value, name in title.options if value in {o.value for o in offers}]
    assert len(offers) == len(choices) == len(set(names)) >= 2


def test_deleted_draft_cannot_be_written_from_another_window(visitor: Visitor) -> None:
    application = begin(visitor)
    visitor.open(f"{application}/pages/basic")
    form = dict(visitor.form("/sections/personal").values)
    visitor.open(f"{application}/delete").send("/delete")

    visitor.post(f"{application}/sections/personal", form)

    assert visitor.status == 404
