"""Choosing what to apply for, changing it, deleting, starting again."""

from __future__ import annotations

import pytest

from tests.web.steps import OFFER, PERSONAL, PLAN, begin
from tests.web.visitor import Visitor
from web.models import Application, database


@pytest.mark.requirement("AH-28")
@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"mode": "recognition"}, "请选择申报形式"),
        ({"branch": "土木工程"}, "请从列表中选择申报专业"),
        ({"offer": "anhui/k12-senior#正高级教师"}, "请选择申报职称"),
        ({"confirmed": None}, "请核对所选内容并勾选“确认无误”"),
    ],
)
def test_choice_that_the_plan_does_not_offer_is_refused_and_kept(
    visitor: Visitor, changed: dict[str, str | None], said: str
) -> None:
    chosen = {"mode": "normal", "branch": "小学数学", "offer": OFFER, "confirmed": "1"}

    visitor.open(f"{PLAN}/apply").send("/apply", **{**chosen, **changed})

    assert (visitor.status, said in visitor.text) == (422, True)
    if "branch" not in changed:
        assert 'value="小学数学"' in visitor.html
    with database.connection_context():
        assert Application.select().count() == 0


@pytest.mark.requirement("AH-74")
def test_second_application_in_a_plan_year_is_refused(visitor: Visitor) -> None:
    first = begin(visitor)

    visitor.open(f"{PLAN}/apply")

    assert visitor.status == 409
    assert "一个申报年度只允许申报一次" in visitor.text
    assert ("回到我的申报", first) in visitor.links()


@pytest.mark.requirement("AH-35", "AH-78")
def test_branch_can_be_changed_within_the_plan_and_answers_stay(visitor: Visitor) -> None:
    application = begin(visitor)
    visitor.send("/sections/personal", **PERSONAL)

    visitor.follow("修改专业").send("/choice", branch="小学数学", confirmed="1")

    assert "中小学教师-小学数学-高级教师" in visitor.text
    assert 'value="安徽合肥"' in visitor.html
    visitor.open(f"{application}/choice").send("/choice", branch="采矿工程", confirmed="1")
    assert visitor.status == 422


def test_choice_changed_elsewhere_is_not_overwritten_unseen(visitor: Visitor) -> None:
    application = begin(visitor)
    visitor.open(f"{application}/choice").send("/choice", branch="小学数学", confirmed="1")
    visitor.open(f"{application}/choice")

    visitor.send("/choice", branch="小学英语", confirmed="1", version="1")

    assert visitor.status == 409
    with database.connection_context():
        assert Application.get().choice["branch"] == "小学数学"


@pytest.mark.requirement("AH-24")
def test_deleting_asks_first_and_lets_one_start_again(visitor: Visitor) -> None:
    application = begin(visitor)

    visitor.open("/applications").follow("删除")
    assert "确定要删除" in visitor.text
    visitor.send("/delete")

    assert "申报记录已删除" in visitor.text
    assert visitor.open(application).status == 404
    assert begin(visitor) != application


@pytest.mark.requirement("AH-29")
def test_nothing_can_be_filled_in_before_the_pledge(visitor: Visitor) -> None:
    visitor.open(f"{PLAN}/apply")
    visitor.send("/apply", mode="normal", branch="小学科学", offer=OFFER, confirmed="1")
    application = visitor.path.removesuffix("/pledge")

    assert visitor.open(f"{application}/pages/basic").path == f"{application}/pledge"
    sent = {"csrf_token": visitor.form("/pledge").values[0][1], "birth_place": "合肥"}
    visitor.post(f"{application}/sections/personal", sent)

    assert (visitor.status, "请先阅读并确认诚信承诺书" in visitor.text) == (403, True)


@pytest.mark.requirement("AH-86")
def test_mode_decides_which_pages_there_are(visitor: Visitor) -> None:
    visitor.open(f"{PLAN}/apply")
    visitor.send("/apply", mode="exceptional", branch="小学科学", offer=OFFER, confirmed="1")
    visitor.send("/pledge", agreed="1")
    pages = [text for text, address in visitor.links() if "/pages/" in address]

    assert any("破格申报" in text for text in pages)
    assert not any("转评申报" in text for text in pages)
