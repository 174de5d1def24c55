"""Typed rows: added once, moved, removed, with files of their own."""

from __future__ import annotations

import pytest

from tests.web.steps import HELD_TITLE, add_held_title, begin
from tests.web.visitor import Visitor
from web.models import FileUse, Row, database
from web.models.columns import new_id


def order() -> list[str]:
    """The titles of the stored rows, in order."""
    with database.connection_context():
        return [row.values["title"] for row in Row.select().order_by(Row.position)]


@pytest.mark.requirement("AH-36", "AH-38", "AH-39")
def test_row_is_added_with_its_small_table_and_edited(visitor: Visitor) -> None:
    application = begin(visitor)
    row = add_held_title(visitor, application)

    visitor.open(f"{application}/rows/held_titles/{row}")
    visitor.send(f"/rows/held_titles/{row}", certificate_number="2036523")

    with database.connection_context():
        values = Row.get_by_id(row).values
    assert values["certificate_number"] == "2036523"
    period = {"from": "2016-09-01", "to": None}
    assert values["appointments"] == [
        {"id": "n1", "post": "一级教师", "unit": "蚌埠市青山小学", "period": period}
    ]


@pytest.mark.requirement("AH-37")
def test_rows_are_listed_with_the_columns_of_the_manual(visitor: Visitor) -> None:
    application = begin(visitor)
    add_held_title(visitor, application)

    visitor.open(f"{application}/pages/basic")

    for column in (
        "序号",
        "职称取得方式",
        "工作单位",
        "证书编号",
        "系列名称",
        "专业名称",
        "资格名称",
    ):
        assert f'data-label="{column}"' in visitor.html


def test_new_row_sent_twice_is_stored_once(visitor: Visitor) -> None:
    application = begin(visitor)
    visitor.open(f"{application}/rows/held_titles/new")
    form = visitor.form("/rows/held_titles/")
    sent = {**dict(form.values), **HELD_TITLE}

    visitor.post(form.action, sent)
    visitor.post(form.action, sent)

    assert visitor.status == 200
    assert order() == ["一级教师"]


@pytest.mark.requirement("AH-36")
def test_rows_move_up_and_down(visitor: Visitor) -> None:
    application = begin(visitor)
    add_held_title(visitor, application, title="二级教师")
    second = add_held_title(visitor, application, title="一级教师")

    visitor.open(f"{application}/pages/basic").send(f"/{second}/up")
    assert order() == ["一级教师", "二级教师"]
    visitor.send(f"/{second}/down")
    assert order() == ["二级教师", "一级教师"]


def test_removed_row_takes_its_files_along(visitor: Visitor) -> None:
    application = begin(visitor)
    row = add_held_title(visitor, application)

    visitor.open(f"{application}/pages/basic").send(f"/{row}/remove")

    assert order() == []
    with database.connection_context():
        assert FileUse.select().where(FileUse.place.startswith(row)).count() == 0
    assert visitor.open(f"{application}/rows/held_titles/{row}").status == 404


def test_stale_row_shows_both_versions(visitor: Visitor) -> None:
    application = begin(visitor)
    row = add_held_title(visitor, application)
    visitor.open(f"{application}/rows/held_titles/{row}")
    visitor.send(f"/rows/held_titles/{row}", branch="数学")
    visitor.open(f"{application}/rows/held_titles/{row}")

    visitor.send(f"/rows/held_titles/{row}", branch="语文", version="1")

    assert visitor.status == 409
    assert "数学" in visitor.text
    assert "语文" in visitor.text


@pytest.mark.requirement("AH-41")
def test_public_institution_staff_are_told_that_a_title_is_missing(visitor: Visitor) -> None:
    application = begin(visitor)

    visitor.open(f"{application}/check?run=1")

    assert "现有职称情况 要求至少录入1条, 当前已录入了 0 条" in visitor.text


@pytest.mark.parametrize("list_id", ["education", "edu_award"])
def test_pick_is_not_begun_by_typing(visitor: Visitor, list_id: str) -> None:
    application = begin(visitor)
    token = dict(visitor.form("/sections/personal").values)["csrf_token"]

    visitor.post(f"{application}/rows/{list_id}/{new_id()}", {"csrf_token": token})

    assert visitor.status == 404
    with database.connection_context():
        assert Row.select().count() == 0


def test_row_is_not_begun_under_an_id_of_ones_own(visitor: Visitor) -> None:
    application = begin(visitor)
    token = dict(visitor.form("/sections/personal").values)["csrf_token"]

    for id in ("abc", "a" * 500, new_id().upper()):
        visitor.post(f"{application}/rows/held_titles/{id}", {"csrf_token": token})
        assert visitor.status == 404
    with database.connection_context():
        assert Row.select().count() == 0


def send_order(visitor: Visitor, application: str, ids: list[str]) -> int:
    """Send the rows of held titles in an order; the status of the answer."""
    token = dict(visitor.open(f"{application}/pages/basic").form("/sections/personal").values)
    sent = {"row": ids}
    headers = {"X-CSRF-Token": token["csrf_token"], "X-Requested-With": "fetch"}
    address = f"{application}/rows/held_titles/order"
    return visitor.client.post(address, data=sent, headers=headers).status_code


@pytest.mark.requirement("AH-36")
def test_rows_take_the_order_in_which_they_were_dragged(visitor: Visitor) -> None:
    application = begin(visitor)
    ids = [add_held_title(visitor, application, title=title) for title in ("甲", "乙", "丙")]

    status = send_order(visitor, application, [ids[2], ids[0], ids[1]])

    assert (status, order()) == (200, ["丙", "甲", "乙"])


def test_order_of_other_rows_is_refused(visitor: Visitor) -> None:
    application = begin(visitor)
    ids = [add_held_title(visitor, application, title=title) for title in ("甲", "乙")]

    for wrong in ([ids[1]], [ids[1], ids[1]], [*reversed(ids), new_id()], []):
        assert send_order(visitor, application, wrong) == 403
    assert order() == ["甲", "乙"]
