"""Departments, committees and issuers set up by staff; what waits for nobody is handed on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from tests.web.chains import act, holder
from tests.web.units.parties import make_staff, make_unit
from tests.web.visitor import Visitor
from web.models import Account, Application, Event, Notice, Record, Unit, database
from web.services.demo import Demo
from web.services.events import broken_at
from web.services.organisations import lacks_issuer, missing_committees
from web.site import Site

Enter = Callable[..., Visitor]
COMMITTEE = "云南省实验技术系列高级职称评审委员会"
JURY: dict[str, Any] = {
    "kind": "committee", "region_0": "530000", "contact": "郝某", "phone": "0871-1",
    "operator": "郝秘书", "number": "340104199006079988", "login": "jury",
    "password": "Xue-Xiao-2022", "again": "Xue-Xiao-2022",
}  # fmt: skip


@pytest.fixture
def enter(app: Flask) -> Enter:
    """A browser that is signed in."""
    return lambda login: Visitor(app.test_client()).sign_in_as(login)


@pytest.fixture
def staff(site: Site, enter: Enter) -> Visitor:
    with database.connection_context():
        make_staff("staff", province="yunnan")
    return enter("staff").open("/staff").follow("部门和评委会")


def test_committee_of_a_plan_that_is_missing_is_told_and_set_up(
    site: Site, staff: Visitor, enter: Enter
) -> None:
    assert f"{COMMITTEE}（" in staff.text
    assert "还没有发证机构" in staff.text

    staff.follow(f"设立{COMMITTEE}")
    assert dict(staff.form("/staff/organisations/new").values)["name"] == COMMITTEE
    staff.send("/staff/organisations/new", **{**JURY, "again": "x"})
    assert (staff.status, "两次填写的密码不一致" in staff.text) == (422, True)
    staff.send("/staff/organisations/new", **JURY)

    assert f"已设立“{COMMITTEE}”" in staff.text
    with database.connection_context():
        assert COMMITTEE not in missing_committees(site.packs, "yunnan")
        assert lacks_issuer("yunnan")
        made = Unit.get(Unit.name == COMMITTEE)
        assert (made.kind, made.state, made.region) == ("committee", "active", "530000")
        assert broken_at(f"unit:{made.id}") is None
        account = Account.get(Account.login == "jury")
        assert (account.unit, account.password_changed_at) == (made, None)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": ""}, "请填写机构全称"),
        ({"name": " 云南省 某厅"}, "已有同名的单位或机构"),
        ({"kind": "unit"}, "请选择机构类别"),
        ({"phone": "1" * 21}, "不能超过 20 字"),
        ({"login": "first"}, "登录名已"),
    ],
)
def test_mistakes_are_told(staff: Visitor, changes: dict[str, str], said: str) -> None:
    with database.connection_context():
        make_unit("云南省某厅", "first", province="yunnan", kind="department")
    staff.open("/staff/organisations/new?kind=department")

    staff.send("/staff/organisations/new", **{**JURY, "name": "云南省某局", **changes})

    assert (staff.status, said in staff.text) == (422, True)


def test_organisation_is_changed_closed_and_opened(staff: Visitor, enter: Enter) -> None:
    with database.connection_context():
        one = make_unit("云南省某厅", "hall", province="yunnan", kind="department")
    page = f"/staff/organisations/{one.id}"

    staff.open(page).send(page, name="云南省某局", region_0="530000")
    assert "已保存“云南省某局”" in staff.text
    staff.open(page).send(f"{page}/close")
    assert (staff.status, "停用时，请填写原因" in staff.text) == (422, True)
    staff.send(f"{page}/close", reason="机构改革")
    assert "已停用“云南省某局”" in staff.text
    closed = enter("hall").open("/unit")
    assert (closed.path, "已由管理员停用" in closed.text) == ("/unit/registration", True)
    assert closed.open("/reviews").status == 403
    staff.open(page).send(f"{page}/close")

    with database.connection_context():
        assert (Unit.get_by_id(one.id).state, Unit.get_by_id(one.id).kind) == (
            "active", "department",
        )  # fmt: skip


def test_employers_and_organisations_of_others_are_not_looked_after_here(staff: Visitor) -> None:
    with database.connection_context():
        employer = make_unit("云南某公司", "e", province="yunnan")
        abroad = make_unit("吉林省某厅", "j", province="jilin", kind="department")

    assert staff.open(f"/staff/organisations/{employer.id}").status == 404
    assert staff.open(f"/staff/organisations/{abroad.id}").status == 403


def test_what_waits_with_a_closed_department_is_handed_on(
    site: Site, staff: Visitor, enter: Enter
) -> None:
    with database.connection_context():
        demo = Demo(packs=site.packs, store=site.files, now=site.clock.now())
        person = demo.make_applications("demo-yunnan-done")
        id = Application.get(Application.person == person).id
        Record.update(status="passed").execute()
        act(site.packs, id)
        old, new = (
            holder(id),
            make_unit("云南另一部门", "new", province="yunnan", kind="department"),
        )
    staff.open(f"/staff/organisations/{old.id}")
    staff.send(f"/staff/organisations/{old.id}/close", reason="撤销")
    assert "有 1 份申报等在那里，请转交" in staff.text

    staff.open("/staff/tasks").follow("转交段锦的申报")
    page = staff.path
    assert (COMMITTEE in staff.text, "云南另一部门" in staff.text) == (False, True)
    token = dict(staff.form("/signout").values)["csrf_token"]
    jury = Unit.get(Unit.name == COMMITTEE).id
    staff.post(page, {"csrf_token": token, "unit": new.id})
    assert (staff.status, "请填写转交原因" in staff.text) == (422, True)
    staff.post(page, {"csrf_token": token, "unit": jury, "reason": "x"})
    assert (staff.status, "请选择能够办理" in staff.text) == (422, True)
    staff.post(page, {"csrf_token": token, "unit": new.id, "reason": "原机构撤销"})

    assert "每份申报都有机构办理" in staff.text
    assert enter("new").open(f"/reviews/{id}").status == 200
    with database.connection_context():
        assert holder(id) == new
        assert "原机构撤销" in Notice.get(Notice.unit == new).text
        assert Event.get(Event.action == "handed-on").details["from"] == old.id
        assert broken_at(f"application:{id}") is None
