"""权限申请 as a draft, handed in, matched with the directory, looked at by hand."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from tests.web.accounts.accounting import solved
from tests.web.units.parties import HONGQI, QINGSHAN, make_staff, make_unit
from tests.web.units.test_registration import SCHOOL
from tests.web.visitor import Visitor
from web.models import Event, ListedUnit, Notice, Unit, database
from web.services.events import broken_at
from web.site import Site

Enter = Callable[..., Visitor]
TABLE = f"单位名称,统一社会信用代码\n蚌埠市青山小学,{QINGSHAN}\n合肥市红旗中学,{HONGQI}\n"


@pytest.fixture
def enter(app: Flask, site: Site) -> Enter:
    """A new browser, signed in if a login is given."""

    def enter(login: str = "") -> Visitor:
        visitor = Visitor(app.test_client())
        return visitor.sign_in_as(login) if login else visitor

    return enter


@pytest.fixture
def staff(enter: Enter) -> Visitor:
    with database.connection_context():
        make_staff("staff")
    return enter("staff")


def register(enter: Enter, action: str = "save", **changes: Any) -> Visitor:
    visitor = enter().open("/units/register/anhui")
    answers = {**SCHOOL, **solved(visitor.client.application, visitor), **changes}
    return visitor.send("/units/register/anhui", action=action, **answers)


def list_units(staff: Visitor, text: str = TABLE, **more: str) -> Visitor:
    staff.open("/staff/units/directory")
    return staff.send("/staff/units/directory", file=("units.csv", text.encode()), **more)


@pytest.mark.requirement("SD-21", "SD-22")
def test_application_is_kept_gone_on_with_later_and_handed_in(enter: Enter, staff: Visitor) -> None:
    unit = register(enter, nature="", contact="", credit_code="12340300")

    assert (unit.path, "还没有提交" in unit.text) == ("/unit/registration", True)
    assert "青山" not in staff.open("/staff/units").text  # a draft is its unit's own
    with database.connection_context():
        assert Notice.select().count() == 0

    unit.follow("继续填写")
    kept = dict(unit.form("/unit/registration/edit").values)
    assert (kept["credit_code"], kept["region_2"]) == ("12340300", "340303")
    unit.send("/unit/registration/edit", action="save", contact="孙某")
    assert "申请已保存" in unit.text
    unit.follow("继续填写").send("/unit/registration/edit", action="submit")
    assert (unit.status, "校验位相符" in unit.text) == (422, True)
    unit.send("/unit/registration/edit", action="submit", credit_code=QINGSHAN, nature="21")

    assert "等待管理员审核" in unit.text
    assert "继续填写" not in unit.text
    assert unit.open("/unit/registration/edit").status == 403
    assert "青山" in staff.open("/staff/units").text
    with database.connection_context():
        one = Unit.get()
        assert (one.state, one.credit_code, one.contact, one.draft) == (
            "pending", QINGSHAN, "孙某", {},
        )  # fmt: skip
        assert broken_at(f"unit:{one.id}") is None


@pytest.mark.requirement("SD-23")
def test_correction_of_what_was_refused_can_be_kept_before_it_is_handed_in_again(
    enter: Enter, staff: Visitor
) -> None:
    unit = register(enter, "submit")
    staff.open("/staff/units").follow("审核蚌埠市青山小学")
    staff.send("/staff/units/", action="refuse", opinion="联系人应为人事干部；性质有误")

    unit.open("/unit/registration")
    assert "联系人应为人事干部；性质有误" in unit.text
    unit.follow("修改后重新提交").send("/unit/registration/edit", action="save", contact="李某")
    with database.connection_context():
        assert (Unit.get().state, Unit.get().contact) == ("refused", "孙某")
    assert "已有保存未提交的修改" in unit.text
    unit.follow("修改后重新提交")
    assert dict(unit.form("/unit/registration/edit").values)["contact"] == "李某"
    unit.send("/unit/registration/edit", action="submit")

    with database.connection_context():
        assert (Unit.get().state, Unit.get().contact) == ("pending", "李某")


def test_draft_takes_neither_a_code_nor_a_name_from_the_unit_that_has_them(
    enter: Enter, staff: Visitor
) -> None:
    register(enter)

    real = register(enter, "submit", login="real")

    assert "等待管理员审核" in real.text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": ""}, "请填写单位全称"),
        ({"name": "青" * 61}, "不能超过 60 字"),
        ({"credit_code": "1" * 21}, "不能超过 20 位"),
        ({"captcha": "00"}, "图形验证码不正确"),
    ],
)
def test_draft_is_refused_only_for_what_cannot_be_kept(
    enter: Enter, changes: dict[str, str], said: str
) -> None:
    visitor = register(enter, **changes)

    assert (visitor.status, said in visitor.text) == (422, True)


@pytest.mark.requirement("SD-25")
@pytest.mark.parametrize(
    ("changes", "matched", "told"),
    [
        ({}, "matched", "名称与代码同单位名录一致"),
        ({"name": "蚌埠市另一小学"}, "other_name", "名录中该代码是另一个单位名称"),
        ({"credit_code": "91340100MA8XXX036L"}, "unlisted", "名录中没有该代码"),
        ({"credit_code": "", "without_code": "1"}, "no_code", "不能自动比对"),
    ],
)
def test_name_and_code_are_matched_with_the_directory(
    enter: Enter, staff: Visitor, changes: dict[str, str], matched: str, told: str
) -> None:
    with database.connection_context():
        make_unit("蚌埠市人社局", "hr", kind="department", region="340300", phone="0552-1")
    assert "名录现有 2 个单位" in list_units(staff).text

    unit = register(enter, "submit", **changes)

    assert told in unit.text
    by_hand = matched != "matched"
    assert ("蚌埠市人社局，电话 0552-1" in unit.text) == by_hand  # 所属地职称评审机构
    name = changes.get("name", "蚌埠市青山小学")
    staff.open("/staff/units").follow(f"审核{name}")
    assert told in staff.text or "人工核对" in staff.text
    staff.send("/staff/units/", action="approve")
    if by_hand:
        assert (staff.status, "请人工核对单位的证明材料" in staff.text) == (422, True)
        staff.send("/staff/units/", action="approve", by_hand="1")
    with database.connection_context():
        one = Unit.get(Unit.name == name)
        assert (one.state, one.matched) == ("active", matched)
        assert Event.get(Event.action == "unit-approved").details["by_hand"] == by_hand


def test_directory_is_imported_updated_and_replaced(staff: Visitor) -> None:
    list_units(staff)
    more = list_units(staff, f"统一社会信用代码,备注,单位名称\n{QINGSHAN},新名,蚌埠市青山学校\n")
    with database.connection_context():
        assert sorted(one.name for one in ListedUnit.select()) == [
            "合肥市红旗中学",
            "蚌埠市青山学校",
        ]

    assert "现有 2 个单位" in more.text
    assert "现有 1 个单位" in list_units(staff, TABLE[: TABLE.index("合肥")], replaces="1").text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("名称,代码\n甲,1\n", "第一行应为表头"),
        ("单位名称,统一社会信用代码\n", "表中没有单位"),
        (
            "单位名称,统一社会信用代码\n甲,91340100MA8XXX0360\n",
            "第 2 行“甲”：统一社会信用代码应为 18 位",
        ),
        (f"单位名称,统一社会信用代码\n甲,{HONGQI}\n乙,{HONGQI}\n", "代码与第 2 行相同"),
        (f"单位名称,统一社会信用代码\n,{HONGQI}\n", "请填写单位名称"),
    ],
)
def test_table_with_mistakes_is_refused_whole_and_says_where(
    staff: Visitor, text: str, said: str
) -> None:
    list_units(staff, text)

    assert (staff.status, said in staff.text) == (422, True)
    with database.connection_context():
        assert ListedUnit.select().count() == 0


def test_table_in_the_encoding_of_spreadsheets_is_read(staff: Visitor) -> None:
    staff.open("/staff/units/directory")
    sent = {"csrf_token": dict(staff.form("/staff/units/directory").values)["csrf_token"]}
    staff.post(
        "/staff/units/directory", {**sent, "file": (io.BytesIO(TABLE.encode("gb18030")), "a.csv")}
    )

    assert "名录现有 2 个单位" in staff.text
