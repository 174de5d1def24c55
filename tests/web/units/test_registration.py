"""Units register, staff look at them, refused ones are corrected."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from engine.packs.province import BindingRules
from tests.web.accounts.accounting import solved
from tests.web.units.parties import QINGSHAN, make_staff, make_unit
from tests.web.visitor import Visitor
from web.models import Account, Notice, Unit, database
from web.services.events import broken_at
from web.services.passwords import is_right
from web.services.unit_search import search_units
from web.site import Site

Enter = Callable[..., Visitor]
SCHOOL = {
    "name": "蚌埠市青山小学",
    "credit_code": QINGSHAN,
    "nature": "21",
    "region_0": "340000",
    "region_1": "340300",
    "region_2": "340303",
    "contact": "孙某",
    "phone": "0552-0000000",
    "operator": "孙经办",
    "number": "340104199006079988",
    "login": "qingshan",
    "password": "Xue-Xiao-2022",
    "again": "Xue-Xiao-2022",
}


@pytest.fixture
def enter(app: Flask, site: Site) -> Enter:
    """A new browser, signed in if a login is given."""

    def enter(login: str = "") -> Visitor:
        visitor = Visitor(app.test_client())
        return visitor.sign_in_as(login) if login else visitor

    return enter


def register(enter: Enter, **changes: Any) -> Visitor:
    visitor = enter().open("/units/register").follow("安徽省")
    answers = {**SCHOOL, **solved(visitor.client.application, visitor), **changes}
    return visitor.send("/units/register/anhui", **answers)


@pytest.mark.requirement("SD-19", "SD-24")
def test_unit_registers_and_its_operator_sees_that_it_waits(enter: Enter) -> None:
    with database.connection_context():
        staff = make_staff("staff")

    visitor = register(enter, name=" 蚌埠市青山小学 ", credit_code="12340300mb1xxx0293")

    assert (visitor.path, "等待管理员审核" in visitor.text) == ("/unit/registration", True)
    assert "安徽省蚌埠市蚌山区" in visitor.text
    with database.connection_context():
        unit, account = Unit.get(), Account.get(Account.login == "qingshan")
        assert (unit.name, unit.credit_code, unit.region, unit.state) == (
            "蚌埠市青山小学", QINGSHAN, "340303", "pending",
        )  # fmt: skip
        assert (account.role, account.unit) == ("operator", unit)
        assert is_right(account.password, "Xue-Xiao-2022")
        assert "青山小学" in Notice.get(Notice.account == staff).text
        assert broken_at(f"unit:{unit.id}") is None
        assert search_units("anhui", BindingRules(), "青山") == []  # nobody finds it yet


@pytest.mark.requirement("SD-20", "SD-22")
def test_unit_that_waits_does_no_business(enter: Enter) -> None:
    visitor = register(enter)

    assert visitor.open("/unit").path == "/unit/registration"
    for page in ("/unit/bindings", "/unit/operators"):
        visitor.open(page)
        assert (visitor.status, "单位注册审核通过后才能办理" in visitor.text) == (403, True)
    visitor.open("/unit/registration/edit")
    assert (visitor.status, "提交后只能查看" in visitor.text) == (403, True)


@pytest.mark.requirement("SD-24", "SD-25")
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"credit_code": "91340100MA8XXX0360"}, "校验位相符"),
        ({"credit_code": "913401000000"}, "应为 18 位"),
        ({"credit_code": ""}, "没有代码的，请勾选"),
        ({"name": ""}, "请填写单位全称"),
        ({"name": "青" * 61}, "不能超过 60 字"),
        ({"region_2": "340104"}, "请按单位实际情况选择所在地区"),
        ({"region_0": "", "region_1": "", "region_2": ""}, "请按单位实际情况选择所在地区"),
        ({"nature": "没有"}, "请从列表中选择"),
        ({"login": "9"}, "以字母开头"),
        ({"captcha": "00"}, "图形验证码不正确"),
        ({"password": "short", "again": "short"}, "密码至少 8"),
        ({"again": "another"}, "两次填写的密码不一致"),
    ],
)
def test_mistakes_are_told_and_what_was_typed_stays(
    enter: Enter, changes: dict[str, str], said: str
) -> None:
    visitor = register(enter, **changes)

    assert (visitor.status, said in visitor.text) == (422, True)
    kept = dict(visitor.form("/units/register/anhui").values)
    assert kept["contact"] == "孙某"
    assert SCHOOL["password"] not in visitor.html
    with database.connection_context():
        assert Unit.select().count() == 0


@pytest.mark.requirement("SD-25")
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "该单位已注册"),
        ({"name": "蚌埠市另一小学"}, "该代码已由另一名称的单位注册"),
        ({"credit_code": "12340100MB1XXX010U"}, "该名称的单位已用另一代码注册"),
        ({"name": "蚌埠市 青山小学", "without_code": "1"}, "该名称的单位已用另一代码注册"),
    ],
)
def test_name_and_code_must_be_unique_and_fit_each_other(
    enter: Enter, changes: dict[str, str], said: str
) -> None:
    with database.connection_context():
        make_unit("蚌埠市青山小学", "first", credit_code=QINGSHAN)

    visitor = register(enter, **changes)

    assert (visitor.status, said in visitor.text) == (422, True)
    with database.connection_context():
        assert Unit.select().count() == 1


@pytest.mark.requirement("SD-25")
def test_unit_without_a_code_is_looked_at_by_hand(enter: Enter) -> None:
    with database.connection_context():
        make_staff("staff")
    register(enter, credit_code="", without_code="1")
    staff = enter("staff").open("/staff").follow("待审核的单位注册")
    assert "没有代码" in staff.text

    staff.follow("审核蚌埠市青山小学")
    assert "没有统一社会信用代码，请人工核对" in staff.text
    staff.send("/staff/units/", action="approve")

    with database.connection_context():
        assert (Unit.get().state, Unit.get().credit_code) == ("active", None)


def test_code_that_another_province_gave_out_is_pointed_out(enter: Enter) -> None:
    with database.connection_context():
        make_staff("staff")
    register(enter, credit_code="91370100MA9XXX0468")

    staff = enter("staff").open("/staff/units").follow("审核蚌埠市青山小学")

    assert "信用代码的登记地（山东省）与所选所在地区不一致" in staff.text


@pytest.mark.requirement("SD-20", "SD-23")
def test_refused_registration_is_corrected_and_accepted(enter: Enter) -> None:
    with database.connection_context():
        make_staff("staff")
    operator, staff = register(enter), enter("staff")
    staff.open("/staff/units").follow("审核蚌埠市青山小学")
    staff.send("/staff/units/", action="refuse")
    assert (staff.status, "请填写详细原因" in staff.text) == (422, True)
    staff.send("/staff/units/", action="refuse", opinion="单位性质有误")

    operator.open("/unit/registration")
    assert "单位性质有误" in operator.text
    operator.follow("修改后重新提交").send("/unit/registration/edit", nature="22")
    assert "等待管理员审核" in operator.text
    staff.open("/staff/units").follow("审核蚌埠市青山小学").send("/staff/units/", action="approve")

    assert "单位注册审核已通过" in operator.open("/unit").text
    operator.send("/notices/read")
    assert (operator.path, "已通过" in operator.text) == ("/unit", False)
    with database.connection_context():
        assert (Unit.get().nature, Unit.get().state) == ("22", "active")
        assert broken_at(f"unit:{Unit.get().id}") is None


def test_second_of_two_staff_is_told_who_was_faster(enter: Enter) -> None:
    with database.connection_context():
        make_staff("staff")
        make_staff("other")
    register(enter)
    first, second = (
        enter(login).open("/staff/units").follow("审核蚌埠市青山小学")
        for login in ("staff", "other")
    )

    first.send("/staff/units/", action="approve")
    second.send("/staff/units/", action="refuse", opinion="不认识")

    assert (second.status, "现在是“已通过”" in second.text) == (409, True)
    assert "青山小学" not in second.open("/staff").text  # nothing waits any more
    with database.connection_context():
        assert (Unit.get().state, Unit.get().opinion) == ("active", "")


def test_staff_of_another_province_neither_sees_nor_decides(enter: Enter) -> None:
    with database.connection_context():
        make_staff("jilin", province="jilin")
    register(enter)
    staff = enter("jilin").open("/staff/units")
    assert "青山" not in staff.text
    with database.connection_context():
        id = Unit.get().id

    assert staff.open(f"/staff/units/{id}").status == 403


@pytest.mark.requirement("AH-14")
def test_staff_say_which_department_takes_freelancers(enter: Enter) -> None:
    with database.connection_context():
        make_staff("staff")
    register(enter, name="合肥市人社局", nature="10")
    staff = enter("staff").open("/staff/units").follow("审核合肥市人社局")

    staff.send("/staff/units/", action="approve", takes_freelancers="1")

    with database.connection_context():
        assert Unit.get().takes_freelancers


def test_operator_adds_another_who_acts_for_the_same_unit(enter: Enter) -> None:
    with database.connection_context():
        make_unit("蚌埠市青山小学", "first")
    operator = enter("first").open("/unit").follow("经办人账号")
    account = {"operator": "钱经办", "number": "340104199006079988", "login": "second"}

    operator.send("/unit/operators", **account, password="x", again="x")
    assert (operator.status, "密码至少 8" in operator.text) == (422, True)
    operator.send("/unit/operators", **account, password="Xue-Xiao-2022", again="Xue-Xiao-2022")

    assert "已增加经办人“钱经办”" in operator.text
    assert "蚌埠市青山小学" in enter("second").open("/unit").text


@pytest.mark.parametrize(
    ("number", "told"),
    [
        ("", "请填写本人的证件号码"),
        ("340104199006079989", "证件号码不正确"),
        ("<b>", "证件号码不正确"),
    ],
)
def test_operator_says_who_they_are(enter: Enter, number: str, told: str) -> None:
    with database.connection_context():
        make_unit("蚌埠市青山小学", "first")
    operator = enter("first").open("/unit/operators")
    account = {"operator": "钱经办", "login": "second", "password": "Xue-Xiao-2022"}

    operator.send("/unit/operators", **account, again="Xue-Xiao-2022", number=number)

    assert (operator.status, told in operator.text) == (422, True)
    operator.send("/unit/operators", **account, again="Xue-Xiao-2022", number="34010419900607998 8")
    with database.connection_context():
        assert Account.get(Account.login == "second").own_number == "340104199006079988"
