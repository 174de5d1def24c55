"""Signing in: by every name, with captcha, lockout, no word about who exists; and out again."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from tests.web.accounts.accounting import (
    PASSWORD,
    give_password,
    make_account,
    move_clock,
    nobody,
    sign_in,
    solved,
)
from tests.web.visitor import Visitor
from web.identity import TOKEN
from web.models import Account, Attempts, Person, SignedIn, database
from web.services.events import broken_at, events_of
from web.site import Site

Applicant = tuple[Person, dict[str, str]]
WRONG = "账号或密码不正确"


@pytest.mark.requirement("SD-04", "YN-05")
@pytest.mark.parametrize("name", ["demo", "DEMO", " demo ", "340104199006079988", "13800000000"])
def test_every_name_of_an_account_signs_in(app: Flask, applicant: Applicant, name: str) -> None:
    give_password("demo")

    visitor = sign_in(app, nobody(app), name)

    assert (visitor.status, visitor.path) == (200, "/home")
    assert "李晓" in visitor.text


@pytest.mark.requirement("SD-01")
def test_units_and_staff_use_the_same_page(app: Flask, applicant: Applicant) -> None:
    with database.connection_context():
        logins = [Account.get(Account.role == role).login for role in ("operator", "staff")]
    for login in logins:
        give_password(login)
        visitor = sign_in(app, nobody(app), login)
        assert (visitor.status, "安全退出" in visitor.text) == (200, True)


def test_wrong_name_and_wrong_password_are_told_apart_by_nobody(
    app: Flask, applicant: Applicant
) -> None:
    give_password("demo")

    pages = []
    for name in ("demo", "nobody-here"):
        visitor = sign_in(app, nobody(app), name, "wrong")
        text = re.sub(r"\d\d:\d\d", "", visitor.text.replace(name, ""))
        pages.append((visitor.status, text))

    assert pages[0] == pages[1]
    assert WRONG in pages[0][1]


def test_tries_that_are_left_are_told_and_then_minutes(
    app: Flask, site: Site, applicant: Applicant, monkeypatch: pytest.MonkeyPatch
) -> None:
    give_password("demo")
    visitor = nobody(app)

    for left in (4, 3, 2, 1):
        sign_in(app, visitor, "demo", f"wrong {left}")
        assert f"还可以再试 {left} 次" in visitor.text
    sign_in(app, visitor, "demo", "wrong 0")
    assert (visitor.status, "请 15 分钟后再试" in visitor.text) == (429, True)

    sign_in(app, visitor, "demo")
    assert "已暂停登录" in visitor.text
    move_clock(monkeypatch, site, minutes=16)
    sign_in(app, visitor, "demo")
    assert visitor.path == "/home"
    with database.connection_context():
        account = Account.get(Account.login == "demo")
        actions = [event.action for event in events_of(f"account:{account.id}")]
    assert [one for one in actions if one in ("locked", "signed-in")] == ["locked", "signed-in"]
    assert broken_at(f"account:{account.id}") is None


def test_double_click_is_one_attempt(app: Flask, applicant: Applicant) -> None:
    give_password("demo")
    visitor = nobody(app)
    visitor.open("/signin/anhui")

    for _ in range(2):
        visitor.post(
            "/signin/anhui",
            {**dict(visitor.form("/signin/").values), "name": "demo", "password": "wrong"},
        )

    assert "还可以再试 4 次" in visitor.text


@pytest.mark.requirement("JL-06")
def test_captcha_is_asked_after_failures_and_taken_once(app: Flask, applicant: Applicant) -> None:
    give_password("demo")
    visitor = nobody(app)
    visitor.open("/signin/anhui")
    assert "图形验证码" not in visitor.text

    sign_in(app, visitor, "demo", "wrong 1")
    sign_in(app, visitor, "demo", "wrong 2")
    assert "图形验证码" in visitor.text
    used = dict(visitor.form("/signin/").values) | solved(app, visitor) | {"name": "demo"}
    visitor.send("/signin/", name="demo", password=PASSWORD, captcha="0")
    assert "图形验证码不正确" in visitor.text
    visitor.post("/signin/anhui", {**used, "password": "wrong 3"})
    assert "图形验证码不正确" in visitor.text

    sign_in(app, visitor, "demo")
    assert visitor.path == "/home"


@pytest.mark.requirement("JL-06")
def test_province_may_ask_for_the_captcha_always(app: Flask, site: Site) -> None:
    make_account(site, "jilin-person", province="jilin")
    visitor = nobody(app)
    visitor.open("/signin/jilin")
    assert "图形验证码" in visitor.text
    picture = re.search(r'src="(/captcha/[^"]+)"', visitor.html)
    assert picture is not None
    image = visitor.client.get(picture[1])

    visitor.send("/signin/", name="jilin-person", password=PASSWORD, captcha="")
    refused = visitor.text
    sign_in(app, visitor, "jilin-person", province="jilin")

    assert "图形验证码不正确" in refused
    assert (image.mimetype, image.data[:4]) == ("image/png", b"\x89PNG")
    assert "安全退出" in visitor.text


def test_sum_in_words_stands_for_the_picture(app: Flask, site: Site) -> None:
    make_account(site, "jilin-person", province="jilin")
    visitor = nobody(app)
    visitor.open("/signin/jilin")
    numerals = "零一二三四五六七八九十"
    found = re.search("(.)加(.)等于几", visitor.text)
    assert found is not None

    total = str(numerals.index(found[1]) + numerals.index(found[2]))
    visitor.send("/signin/", name="jilin-person", password=PASSWORD, captcha=total)

    assert "安全退出" in visitor.text


@pytest.mark.requirement("JL-07")
def test_signing_out_ends_the_session_on_the_server(app: Flask, applicant: Applicant) -> None:
    give_password("demo")
    visitor = sign_in(app, nobody(app), "demo")
    with visitor.client.session_transaction() as session:
        stolen = session[TOKEN]

    visitor.send("/signout")
    assert "已安全退出" in visitor.text

    with visitor.client.session_transaction() as session:
        session[TOKEN] = stolen
    assert visitor.open("/home").path == "/signin"


def test_signing_in_begins_a_new_session_with_a_new_token(app: Flask, applicant: Applicant) -> None:
    give_password("demo")
    visitor = nobody(app)
    visitor.open("/signin/anhui")
    with visitor.client.session_transaction() as session:
        before = session["csrf"]
        session["planted"] = "by somebody else"

    sign_in(app, visitor, "demo")

    with visitor.client.session_transaction() as session:
        assert session.get("csrf") != before
        assert "planted" not in session
    cookie = visitor.client.get_cookie("session")
    assert cookie is not None
    assert (cookie.http_only, cookie.same_site) == (True, "Lax")


@pytest.mark.parametrize(
    ("wanted", "path"),
    [
        ("/archive", "/archive"),
        ("//evil.example/", "/home"),
        ("https://evil.example/", "/home"),
        ("/\\evil.example", "/home"),
        ("/\t/evil.example", "/home"),
    ],
)
def test_after_signing_in_one_is_where_one_was_and_on_this_site(
    app: Flask, applicant: Applicant, wanted: str, path: str
) -> None:
    give_password("demo")
    visitor = nobody(app)
    visitor.page = visitor.client.get("/signin/anhui", query_string={"next": wanted})

    sign_in(app, visitor, "demo")

    assert visitor.path == path


def test_page_leads_to_the_sign_in_page_and_back(app: Flask, applicant: Applicant) -> None:
    give_password("demo")
    visitor = nobody(app)

    visitor.open("/applications?year=2022")
    assert visitor.path == "/signin"
    visitor.follow("安徽省")
    sign_in(app, visitor, "demo")

    assert visitor.page.request.full_path == "/applications?year=2022"


def test_closed_account_is_told_so_only_with_its_password(app: Flask, site: Site) -> None:
    make_account(site, "closed", state="blocked")

    wrong = sign_in(app, nobody(app), "closed", "wrong").text
    right = sign_in(app, nobody(app), "closed").text

    assert "已停用" not in wrong
    assert "这个账号已停用" in right


def test_account_without_a_password_is_not_entered_by_an_empty_one(
    app: Flask, applicant: Applicant
) -> None:
    visitor = nobody(app)
    visitor.open("/signin/anhui")

    for password in ("", "nobody's"):
        visitor.send("/signin/", name="demo", password=password)
        assert visitor.path == "/signin/anhui"
    with database.connection_context():
        assert SignedIn.select().count() == 0


def test_account_of_another_province_does_not_sign_in_here(app: Flask, site: Site) -> None:
    make_account(site, "jilin-person", province="jilin")

    assert WRONG in sign_in(app, nobody(app), "jilin-person").text


def test_hash_of_other_parameters_is_made_anew(app: Flask, site: Site) -> None:
    from argon2 import PasswordHasher

    old = PasswordHasher(time_cost=1, memory_cost=8 * 1024, parallelism=1).hash(PASSWORD)
    account = make_account(site, "long-ago", password=old)

    sign_in(app, nobody(app), "long-ago")

    with database.connection_context():
        kept = Account.get_by_id(account.id).password
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_many_failures_from_one_address_need_a_captcha_for_any_name(app: Flask, site: Site) -> None:
    with database.connection_context():
        Attempts.create(key="sign-in-from:127.0.0.1", count=10, since=site.clock.now())

    assert "图形验证码" in nobody(app).open("/signin/anhui").text


def test_public_page_shows_what_is_open_and_the_ways_in(app: Flask, site: Site) -> None:
    visitor = nobody(app).open("/")

    assert (visitor.status, visitor.path) == (200, "/")
    assert "2022年度蚌埠市" in visitor.text
    assert "/signin/anhui" in [address for _, address in visitor.links()]


def test_seen_is_written_at_most_once_a_minute(
    app: Flask, site: Site, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    with database.connection_context():
        SignedIn.update(seen_at=site.clock.now()).execute()
        before = SignedIn.get().seen_at
    move_clock(monkeypatch, site, seconds=50)
    visitor.open("/home")
    with database.connection_context():
        assert SignedIn.get().seen_at == before

    move_clock(monkeypatch, site, seconds=20)
    visitor.open("/home")
    with database.connection_context():
        assert SignedIn.get().seen_at > before
