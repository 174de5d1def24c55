"""Sessions that end by idleness: what was typed is not lost, and is nobody else's."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from tests.web.accounts.accounting import PASSWORD, give_password, make_account, move_clock, sign_in
from tests.web.steps import PERSONAL, begin
from tests.web.visitor import Visitor
from web.models import Answers, KeptForm, SignedIn, database
from web.site import Site


def fall_asleep(site: Site) -> None:
    """Let every session have been idle for half an hour."""

    with database.connection_context():
        SignedIn.update(seen_at=site.clock.now() - timedelta(minutes=31)).execute()


def test_idle_session_is_over_by_server_time(app: Flask, site: Site, visitor: Visitor) -> None:
    fall_asleep(site)

    visitor.open("/archive")

    assert visitor.path == "/signin/anhui"
    assert "登录已超时" in visitor.text


def test_form_of_an_idle_session_is_kept_and_sent_again(
    app: Flask, site: Site, visitor: Visitor
) -> None:
    give_password("demo")
    begin(visitor)
    fall_asleep(site)

    visitor.send("/sections/personal", **PERSONAL)
    assert (visitor.path, "登录已超时" in visitor.text) == ("/signin/anhui", True)
    with database.connection_context():
        saved = Answers.get_or_none(Answers.section == "personal")
        assert "birth_place" not in (saved.values if saved else {})
    sign_in(app, visitor, "demo")
    assert visitor.path == "/kept"
    assert PERSONAL["birth_place"] in visitor.text

    visitor.send("/send")
    assert "“个人信息”已保存" in visitor.text
    with database.connection_context():
        saved = Answers.get(Answers.section == "personal").values
        assert KeptForm.select().count() == 0
    assert {name: str(saved[name]) for name in PERSONAL} == PERSONAL


def test_kept_form_can_be_put_aside(app: Flask, site: Site, visitor: Visitor) -> None:
    give_password("demo")
    begin(visitor)
    fall_asleep(site)
    visitor.send("/sections/personal", **PERSONAL)
    sign_in(app, visitor, "demo")

    visitor.send("/drop")

    assert visitor.path == "/home"
    with database.connection_context():
        assert KeptForm.select().count() == 0


def test_kept_form_is_shown_to_nobody_else(app: Flask, site: Site, visitor: Visitor) -> None:
    make_account(site, "somebody-else")
    begin(visitor)
    fall_asleep(site)
    visitor.send("/sections/personal", **PERSONAL)
    with database.connection_context():
        kept = KeptForm.get()

    sign_in(app, visitor, "somebody-else")
    assert PERSONAL["birth_place"] not in visitor.text
    assert visitor.open("/kept").path == "/home"
    with visitor.client.session_transaction() as session:
        token = session["csrf"]
    answer = visitor.client.post(f"/kept/{kept.id}/send", data={"csrf_token": token})

    assert answer.status_code == 404
    with database.connection_context():
        assert KeptForm.select().count() == 1


def test_form_without_the_token_of_the_session_is_not_kept(site: Site, visitor: Visitor) -> None:
    application = begin(visitor)
    fall_asleep(site)

    answer = visitor.client.post(
        f"{application}/sections/personal", data={"csrf_token": "guessed", "birth_place": "合肥"}
    )

    assert answer.status_code == 400
    with database.connection_context():
        assert KeptForm.select().count() == 0


def test_window_from_before_signing_in_again_loses_nothing(
    app: Flask, site: Site, visitor: Visitor
) -> None:
    give_password("demo")
    begin(visitor)
    other = Visitor(visitor.client).open(visitor.path)
    fall_asleep(site)
    sign_in(app, visitor.open("/archive"), "demo")

    other.send("/sections/personal", **PERSONAL)

    assert other.path == "/kept"
    assert PERSONAL["birth_place"] in other.text
    other.send("/send")
    assert "“个人信息”已保存" in other.text


def test_window_of_another_account_is_not_kept(app: Flask, site: Site, visitor: Visitor) -> None:
    make_account(site, "somebody-else")
    begin(visitor)
    other = Visitor(visitor.client).open(visitor.path)
    fall_asleep(site)
    sign_in(app, visitor.open("/archive"), "somebody-else")

    other.send("/sections/personal", **PERSONAL)

    assert other.status == 400
    with database.connection_context():
        assert KeptForm.select().count() == 0


def test_window_from_before_leaving_is_not_kept(app: Flask, visitor: Visitor) -> None:
    give_password("demo")
    begin(visitor)
    other = Visitor(visitor.client).open(visitor.path)
    visitor.send("/signout")
    sign_in(app, visitor.open("/archive"), "demo")

    assert other.send("/sections/personal", **PERSONAL).status == 400


def test_button_of_a_window_from_before_is_told_not_pressed(
    app: Flask, site: Site, visitor: Visitor
) -> None:
    give_password("demo")
    other = Visitor(visitor.client).open("/home")
    fall_asleep(site)
    sign_in(app, visitor.open("/archive"), "demo")

    other.send("/signout")

    assert "这个窗口里的操作没有执行" in other.text


def test_passwords_of_late_forms_are_not_kept(app: Flask, site: Site, visitor: Visitor) -> None:
    give_password("demo")
    visitor.open("/account/password")
    fall_asleep(site)

    visitor.send("/account/password", old=PASSWORD, password="Xin-2022-x", repeated="Xin-2022-x")

    assert visitor.path == "/signin/anhui"
    with database.connection_context():
        kept = [text for form in KeptForm.select() for _, text in form.fields]
    assert not {PASSWORD, "Xin-2022-x"} & set(kept)


def test_script_is_told_where_to_sign_in(site: Site, visitor: Visitor) -> None:
    application = begin(visitor)
    token = dict(visitor.form("/sections/personal").values)["csrf_token"]
    fall_asleep(site)

    answer = visitor.client.patch(
        f"{application}/sections/personal",
        json={"version": 0, "data": {"birth_place": ["安徽合肥"]}},
        headers={
            "X-CSRF-Token": token,
            "X-Requested-With": "fetch",
            "Referer": f"http://localhost{application}/pages/basic",
        },
    )

    assert answer.status_code == 401
    assert answer.json is not None
    assert answer.json["sign_in"].startswith("/signin/anhui?next=/applications/")


def test_busy_session_ends_after_half_a_day(
    site: Site, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = site.clock.now()
    move_clock(monkeypatch, site, hours=12)
    with database.connection_context():
        SignedIn.update(begun_at=now, seen_at=site.clock.now()).execute()

    assert visitor.open("/archive").path == "/signin/anhui"
