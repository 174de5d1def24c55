"""个人注册: everything wrong at once, nothing typed lost; approval; correcting what was refused."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from engine.packs.province import Province
from tests.web.accounts.accounting import PASSWORD, make_account, nobody, sign_in, solved
from tests.web.visitor import Visitor
from web.models import Account, Event, Notice, Person, database
from web.services.profile_answers import asked_sections
from web.services.registration import Registration
from web.site import Site

ANSWERS = {
    "person-name": "赵明",
    "person-id_type": "111",
    "person-id_number": "440106198605109976",
    "person-gender": "1",
    "person-birth_date": "1986-05-10",
    "person-mobile": "13900000001",
    "person-email": "zhaoming@example.com",
    "career-political": "01",
    "career-ethnic": "01",
    "career-address": "蚌埠市某路 1 号",
    "career-work_from": "2008-07-01",
    "career-highest_education": "21",
}


def reviewing(site: Site) -> Province:
    """A province in which staff review registrations."""
    return next(p for p in site.packs.provinces() if p.account.register.review)


def fill(app: Flask, visitor: Visitor, province: str = "anhui", **changed: Any) -> Visitor:
    """Fill in the registration of a province as far as it asks, and send it."""
    visitor.open(f"/register/{province}")
    names = visitor.form("/register/").names
    values = {name: value for name, value in ANSWERS.items() if name in names}
    account = {"login": "zhaoming", "password": PASSWORD, "repeated": PASSWORD}
    return visitor.send("/register/", **{**account, **values, **solved(app, visitor), **changed})


@pytest.mark.requirement("SD-02", "AH-09", "JL-04")
def test_registered_person_is_signed_in_and_can_sign_in(app: Flask, site: Site) -> None:
    visitor = fill(app, nobody(app))

    assert (visitor.status, "注册成功" in visitor.text) == (200, True)
    with database.connection_context():
        account = Account.get(Account.login == "zhaoming")
        person = account.person
    assert (account.state, account.id_number, account.mobile) == (
        "active",
        "440106198605109976",
        "13900000001",
    )
    assert (person.name, person.account["career"]["address"]) == ("赵明", "蚌埠市某路 1 号")
    assert sign_in(app, nobody(app), "440106198605109976").path == "/home"


@pytest.mark.requirement("AH-09")
def test_questions_are_those_of_the_province(site: Site, app: Flask) -> None:
    for province in site.packs.provinces():
        visitor = nobody(app).open(f"/register/{province.id}")
        assert visitor.status == 200
        for section in asked_sections(province):
            for field in section.fields:
                assert f"{section.id}-{field.id}" in visitor.form("/register/").names
                assert field.name in visitor.text


@pytest.mark.requirement("SD-03")
def test_everything_wrong_is_told_at_once_and_nothing_typed_is_lost(
    app: Flask, applicant: tuple[Person, dict[str, str]]
) -> None:
    visitor = fill(
        app,
        nobody(app),
        **{
            "login": "demo",
            "password": "short",
            "repeated": "shorter",
            "person-name": "",
            "person-birth_date": "1986-05-11",
            "person-gender": "2",
            "person-mobile": "13800000000",
            "person-email": "no email",
        },
    )

    assert visitor.status == 422
    for said in (
        "这个登录名已有人使用",
        "密码至少 8 个字符",
        "两次填写的密码不一致",
        "出生日期与身份证号码第 7 至 14 位不一致",
        "性别与身份证号码第 17 位不一致",
        "这个手机号码已注册过",
        "应为电子邮箱",
    ):
        assert said in visitor.text, said
    kept = dict(visitor.form("/register/").values)
    assert (kept["person-email"], kept["career-address"]) == ("no email", "蚌埠市某路 1 号")
    assert (kept["password"], kept["login"]) == ("", "demo")


@pytest.mark.parametrize(
    "number",
    ["340104198503159977", "340104198502309979", "34010419850315997", "340104203103159970"],
)
def test_number_that_cannot_be_is_refused(app: Flask, site: Site, number: str) -> None:
    visitor = fill(app, nobody(app), **{"person-id_number": number})

    assert visitor.status == 422
    with database.connection_context():
        assert Account.select().count() == 0


def test_number_of_another_account_is_refused(
    app: Flask, applicant: tuple[Person, dict[str, str]]
) -> None:
    visitor = fill(
        app,
        nobody(app),
        **{
            "person-id_number": "340104199006079988",
            "person-gender": "2",
            "person-birth_date": "1990-06-07",
        },
    )

    assert "这个证件号码已注册过" in visitor.text


@pytest.mark.parametrize("login", ["", "abc", "1abc", "张三丰三", "a b c d", "x" * 31])
def test_login_name_has_a_shape(app: Flask, site: Site, login: str) -> None:
    visitor = fill(app, nobody(app), login=login)

    assert (visitor.status, "登录名" in visitor.text) == (422, True)


def test_registering_needs_the_captcha(app: Flask, site: Site) -> None:
    visitor = fill(app, nobody(app), captcha="0")

    assert (visitor.status, "图形验证码不正确" in visitor.text) == (422, True)
    with database.connection_context():
        assert Account.select().count() == 0


@pytest.mark.requirement("YN-05")
def test_reviewed_registration_waits_is_refused_corrected_and_approved(
    app: Flask, site: Site
) -> None:
    province = reviewing(site)
    staff = make_account(site, "some-staff", role="staff", province=province.id, name="钱管理")
    person = fill(app, nobody(app), province.id)
    assert "等待审核" in person.text
    assert person.open("/home").path == "/account/standing"
    office = sign_in(app, nobody(app), "some-staff", province=province.id)
    office.open("/staff/registrations").follow("赵明")
    assert "440***********9976" in office.text

    refusal = {**dict(office.form(office.path).values), "action": "refuse"}
    office.post(office.path, refusal)
    assert "不通过时请填写原因" in office.text
    office.post(office.path, {**refusal, "opinion": "姓名有误"})
    assert person.open("/").path == "/account/standing"
    assert "姓名有误" in person.text
    person.follow("修改后重新提交")
    person.send("/account/complete", **{"person-name": "赵明明"})
    assert "等待审核" in person.text
    office.open("/staff/registrations")
    office.post(
        "/staff/registrations",
        {
            **dict(office.form("/staff/registrations").values),
            "account": _id("zhaoming"),
            "action": "approve",
        },
    )

    assert "已通过 1 份注册申请" in office.text
    assert person.open("/").path == "/home"
    with database.connection_context():
        texts = {n.text for n in Notice.select().where(Notice.account == _id("zhaoming"))}
        assert Account.get_by_id(staff.id).state == "active"
    assert texts == {"您的注册没有通过审核：姓名有误", "您的注册审核已经通过。"}
    assert "姓名有误" not in person.text, "what was corrected is put aside"


def test_number_that_is_taken_while_it_is_corrected_is_told(
    app: Flask, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    province = reviewing(site)
    person = fill(app, nobody(app), province.id)
    make_account(site, "faster", province=province.id, mobile="13900000009")
    with database.connection_context():
        Account.update(state="refused").where(Account.login == "zhaoming").execute()
    look, looked = Registration._taken, []

    def nothing_yet(self: Registration, *asked: Any, **more: Any) -> dict[str, tuple[str, ...]]:
        looked.append(asked)
        return look(self, *asked, **more) if len(looked) > 1 else {}

    monkeypatch.setattr(Registration, "_taken", nothing_yet)
    person.open("/account/complete").send("/account/complete", **{"person-mobile": "13900000009"})

    assert (person.status, "这个手机号码已注册过" in person.text) == (422, True)
    with database.connection_context():
        assert Account.get_by_id(_id("zhaoming")).state == "refused"


def _id(login: str) -> str:
    with database.connection_context():
        return str(Account.get(Account.login == login).id)


def test_decided_registration_is_not_decided_again(app: Flask, site: Site) -> None:
    make_account(site, "some-staff", role="staff")
    waiting = make_account(site, "waiting", state="pending", name="赵明")
    office = sign_in(app, nobody(app), "some-staff")
    office.open(f"/staff/registrations/{waiting.id}")
    sent = {**dict(office.form(office.path).values), "action": "approve"}
    office.post(office.path, sent)
    assert "已通过" in office.text

    office.post(f"/staff/registrations/{waiting.id}", {**sent, "action": "refuse", "opinion": "x"})

    assert (office.status, "已经处理过" in office.text) == (409, True)


def test_staff_see_their_own_province_alone(app: Flask, site: Site) -> None:
    make_account(site, "some-staff", role="staff")
    other = make_account(site, "elsewhere", province="jilin", state="pending", name="赵明")
    office = sign_in(app, nobody(app), "some-staff")

    office.open("/staff/registrations")
    assert "赵明" not in office.text
    office.open("/staff/accounts?words=赵明")
    assert "没有找到账号" in office.text
    assert office.open(f"/staff/registrations/{other.id}").status == 404


def test_staff_hand_out_codes_and_close_accounts(app: Flask, site: Site) -> None:
    make_account(site, "some-staff", role="staff")
    make_account(site, "forgetful", name="赵明", id_number="440106198605109976")
    office = sign_in(app, nobody(app), "some-staff")
    theirs = sign_in(app, nobody(app), "forgetful")
    office.open("/staff/accounts?words=赵明")
    assert "440106198605109976" not in office.text

    office.send("/code")
    code = office.html.partition('class="code number">')[2][:8]
    forgetful = nobody(app).open("/reset/anhui")
    forgetful.send(
        "/reset/", name="forgetful", code=code, password="New-2024x", repeated="New-2024x"
    )
    assert "新密码已设置" in forgetful.text
    assert theirs.open("/home").path == "/signin"
    theirs = sign_in(app, nobody(app), "forgetful", "New-2024x")

    office.open("/staff/accounts?words=forgetful")
    office.send("/block", blocked="1")
    assert "已停用" in office.text
    assert theirs.open("/home").path == "/signin"
    assert sign_in(app, nobody(app), "forgetful", "New-2024x").status == 422


def test_staff_do_not_close_their_own_account(app: Flask, site: Site) -> None:
    me = make_account(site, "some-staff", role="staff")
    office = sign_in(app, nobody(app), "some-staff")
    office.open("/staff/accounts")

    office.post(
        f"/staff/accounts/{me.id}/block", {**dict(office.form("/signout").values), "blocked": "1"}
    )

    assert office.status == 403


def test_empty_form_is_told_of_every_question_at_once(app: Flask, site: Site) -> None:
    visitor = nobody(app).open("/register/anhui")

    visitor.send("/register/")

    for said in ("请填写登录名", "密码至少", "图形验证码不正确", "姓名 为必填项", "民族 为必填项"):
        assert said in visitor.text, said


def test_staff_see_numbers_in_full_for_a_purpose_only(app: Flask, site: Site) -> None:
    number = "440106198605109976"
    make_account(site, "some-staff", role="staff")
    waiting = make_account(site, "waiting", name="赵明", id_number=number, state="pending")
    with database.connection_context():
        known = {"person": {"name": "赵明", "id_type": "111", "id_number": number}}
        Person.update(account=known).where(Person.id == waiting.person_id).execute()
    office = sign_in(app, nobody(app), "some-staff")

    office.open(f"/staff/registrations/{waiting.id}")
    assert number not in office.html
    assert "440***********9976" in office.text
    office.send("/numbers", purpose="")
    assert (office.status, number in office.html) == (422, False)
    office.open(f"/staff/registrations/{waiting.id}").send("/numbers", purpose="核对证件")

    assert number in office.text
    with database.connection_context():
        last = Event.select().order_by(Event.id.desc()).first()
    assert (last.action, last.subject) == ("look", f"account:{waiting.id}")
    assert last.details["purpose"] == "核对证件"
