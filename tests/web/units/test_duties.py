"""Several operators of a unit, each with duties."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from tests.web.units.parties import make_operator, make_unit
from tests.web.visitor import Visitor
from web.models import Account, database
from web.site import Site

Enter = Callable[..., Visitor]


@pytest.fixture
def enter(app: Flask, site: Site) -> Enter:
    """A browser that is signed in."""
    return lambda login: Visitor(app.test_client()).sign_in_as(login)


@pytest.fixture
def unit(site: Site) -> None:
    with database.connection_context():
        made = make_unit("济南某公司", "first", province="shandong")
        for login, duties in (("review", ["review"]), ("report", ["report"])):
            operator = make_operator(made, login)
            operator.duties = duties
            operator.save()
        make_unit("别的公司", "other", province="shandong")


def id_of(login: str) -> str:
    with database.connection_context():
        found: str = Account.get(Account.login == login).id
        return found


def test_new_operator_has_the_duties_that_were_ticked(enter: Enter, unit: None) -> None:
    first = enter("first").open("/unit/operators")
    password = {"password": "Xue-Xiao-2022", "again": "Xue-Xiao-2022"}

    first.send(
        "/unit/operators",
        operator="新经办",
        number="340104199006079988",
        login="newone",
        duty=["report"],
        **password,
    )

    assert "已增加经办人“新经办”" in first.text
    with database.connection_context():
        assert Account.get(Account.login == "newone").duties == ["report"]
    menu = enter("newone").open("/unit").text
    assert ("数据上报" in menu, "业绩审核" in menu, "经办人账号" in menu) == (True, False, False)


@pytest.mark.parametrize(
    ("login", "page", "duty"),
    [
        ("review", "/unit/operators", "单位管理"),
        ("review", "/unit/bindings", "单位管理"),
        ("review", "/unit/paths/new", "单位管理"),
        ("report", "/verification", "审核"),
    ],
)
def test_page_of_another_duty_says_who_can_help(
    enter: Enter, unit: None, login: str, page: str, duty: str
) -> None:
    visitor = enter(login).open(page)

    assert (visitor.status, f"没有“{duty}”权限" in visitor.text) == (403, True)


def test_somebody_who_manages_the_unit_is_always_left(enter: Enter, unit: None) -> None:
    first, own, other = enter("first"), id_of("first"), id_of("review")

    first.open(f"/unit/operators/{own}").send(f"/unit/operators/{own}", duty=["review"])
    assert (first.status, "至少要有一位" in first.text) == (403, True)
    first.open("/unit/operators").send(f"/unit/operators/{other}/block", blocked="1")
    assert "已停用" in first.text
    with database.connection_context():
        assert Account.get_by_id(other).state == "blocked"

    first.open(f"/unit/operators/{id_of('report')}")
    first.send(f"/unit/operators/{id_of('report')}", duty=["manage", "report"])
    first.open(f"/unit/operators/{own}").send(f"/unit/operators/{own}", duty=["review"])
    with database.connection_context():
        assert Account.get_by_id(own).duties == ["review"]
    assert first.open("/unit/operators").status == 403  # it has given this away


def test_without_any_duty_nothing_is_changed(enter: Enter, unit: None) -> None:
    first, other = enter("first"), id_of("review")

    first.open(f"/unit/operators/{other}").send(f"/unit/operators/{other}", duty=[])

    assert (first.status, "请至少选择一项权限" in first.text) == (422, True)


def test_operator_gets_a_code_for_a_new_password(enter: Enter, unit: None) -> None:
    first, other = enter("first"), id_of("review")

    first.open("/unit/operators").send(f"/unit/operators/{other}/code")

    assert "重设密码的验证码" in first.text
    assert "返回经办人账号" in first.text


def test_operators_of_another_unit_are_not_there(enter: Enter, unit: None) -> None:
    first, other = enter("first"), id_of("other")

    assert first.open(f"/unit/operators/{other}").status == 404
    token = dict(first.open("/unit/operators").form("/unit/operators").values)["csrf_token"]
    for action in ("", "/block", "/code"):
        sent = {"csrf_token": token, "blocked": "1", "duty": "review"}
        assert first.post(f"/unit/operators/{other}{action}", sent).status == 404
    with database.connection_context():
        assert (Account.get_by_id(other).state, Account.get_by_id(other).duties) == ("active", [])


ROOMS = {
    "committee": ("/committee", "/committee/batches", "/committee/experts", "/reviews",
                  "/committee/meetings", "/committee/publicity", "/issuing/certificates"),
    "issuer": ("/issuing", "/issuing/certificates", "/reissues", "/reviews"),
    "unit": ("/reviews", "/reissues", "/unit/publicity"),
}  # fmt: skip
"""What stands there is for whoever reviews."""


@pytest.mark.parametrize("kind", ROOMS)
def test_who_only_manages_reads_nobodys_material(enter: Enter, site: Site, kind: str) -> None:
    with database.connection_context():
        made = make_unit("某机构", "first", province="shandong")
        made.kind = kind
        made.save()
        manager = make_operator(made, "manager")
        manager.duties = ["manage"]
        manager.save()

    first, other = enter("first").open("/unit"), enter("manager").open("/unit")

    shown, left = ({address for _, address in one.links()} for one in (first, other))
    assert (shown & set(ROOMS[kind]) != set(), left & set(ROOMS[kind])) == (True, set())
    for page in ROOMS[kind]:
        assert (first.open(page).status, other.open(page).status) == (200, 403), page
        assert "没有“审核”权限" in other.text
    token = other.open("/unit").html.partition('name="csrf_token" value="')[2].partition('"')[0]
    for name in ("reviews", "batch", "certificates"):
        assert other.post(f"/exports/{name}", {"csrf_token": token, "format": "csv"}).status == 403
