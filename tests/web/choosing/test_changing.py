"""Changing mode, branch or title within the plan: what it does is said before it is done."""

from __future__ import annotations

import pytest

from tests.web.steps import begin
from tests.web.visitor import Visitor
from web.models import Answers, Application, database


def mode_of() -> str:
    with database.connection_context():
        return str(Application.get().choice["mode"])


@pytest.mark.requirement("AH-35", "AH-78")
def test_change_of_mode_says_what_has_to_be_filled_in_and_waits(visitor: Visitor) -> None:
    application = begin(visitor)

    visitor.open(f"{application}/choice").send("/choice", mode="exceptional", confirmed="1")

    assert "修改后会有以下变化" in visitor.text
    assert "破格" in visitor.text.partition("需要填写")[2]
    assert mode_of() == "normal"
    visitor.send("/choice")
    assert mode_of() == "exceptional"


@pytest.mark.requirement("AH-35")
def test_what_a_change_hides_is_named_kept_and_comes_back(visitor: Visitor) -> None:
    application = begin(visitor)
    visitor.open(f"{application}/choice").send("/choice", mode="exceptional", confirmed="1")
    visitor.send("/choice")
    with database.connection_context():
        id = application.rpartition("/")[2]
        Answers.create(
            application=id,
            section="exceptional",
            values={"reason": "业绩突出"},
            saved_at=Application.get().begun_at,
        )

    visitor.open(f"{application}/choice").send("/choice", mode="normal", confirmed="1")

    hidden = visitor.text.partition("不再显示")[2].partition("其余已填")[0]
    assert "破格" in hidden
    visitor.send("/choice")
    assert mode_of() == "normal"
    with database.connection_context():
        kept = Answers.get(Answers.section == "exceptional")
        assert kept.values == {"reason": "业绩突出"}


def test_change_that_does_nothing_else_is_done_at_once(visitor: Visitor) -> None:
    application = begin(visitor)

    visitor.open(f"{application}/choice").send("/choice", branch="小学数学", confirmed="1")

    assert "已修改申报专业和职称" in visitor.text


@pytest.mark.requirement("AH-24")
def test_deleted_application_can_be_restored_while_nothing_took_its_place(
    visitor: Visitor,
) -> None:
    application = begin(visitor)
    visitor.send("/sections/personal", birth_place="安徽合肥")
    visitor.open(f"{application}/delete").send("/delete")
    assert visitor.open(f"{application}/pages/basic").status == 404

    visitor.open("/applications").follow("已删除的申报").send("/restore")

    visitor.open(f"{application}/pages/basic")
    assert 'value="安徽合肥"' in visitor.html


@pytest.mark.requirement("AH-74")
def test_deleted_application_stays_deleted_when_another_has_its_year(visitor: Visitor) -> None:
    first = begin(visitor)
    visitor.open(f"{first}/delete").send("/delete")
    begin(visitor)

    visitor.open("/applications/deleted")
    assert "不能恢复：您在 2022 年度已有申报记录" in visitor.text
    with visitor.client.session_transaction() as session:
        token = session["csrf"]
    visitor.post(f"{first}/restore", {"csrf_token": token})

    assert visitor.status == 409
    with database.connection_context():
        assert Application.select().where(Application.deleted_at.is_null()).count() == 1


def test_deleting_twice_is_deleting_once(visitor: Visitor) -> None:
    application = begin(visitor)
    visitor.open(f"{application}/delete").send("/delete")
    with visitor.client.session_transaction() as session:
        token = session["csrf"]

    assert visitor.post(f"{application}/delete", {"csrf_token": token}).status == 404


@pytest.mark.requirement("AH-35")
def test_agreeing_to_one_change_does_not_agree_to_another(visitor: Visitor) -> None:
    application = begin(visitor)
    visitor.open(f"{application}/choice").send("/choice", mode="exceptional", confirmed="1")

    visitor.send("/choice", mode="transfer")

    assert "修改后会有以下变化" in visitor.text
    assert mode_of() == "normal"
