"""Passwords: the province's rule, changing, forgetting, sessions elsewhere."""

from __future__ import annotations

import json

import pytest
from flask import Flask

from engine.packs.province import PasswordRules
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
from web.models import Account, Person, ResetCode, SignedIn, database
from web.pages.passwords import SENTENCES, rule_of, sentences
from web.services.passwords import hash_password, is_outdated, is_right, password_faults
from web.site import Site

Applicant = tuple[Person, dict[str, str]]
NEW = "Another-2023"
RULES = PasswordRules(min=8, classes=3, history=2)


def test_hash_is_argon2id_and_right_for_its_password_alone() -> None:
    kept = hash_password("Some-thing-1")

    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert (is_right(kept, "Some-thing-1"), is_right(kept, "some-thing-1")) == (True, False)
    assert (is_right("", "nobody's"), is_right("broken", "x"), is_outdated(kept)) == (
        False,
        False,
        False,
    )


@pytest.mark.parametrize(
    ("password", "codes"),
    [
        ("Ab1-xyzw", []),
        ("Ab1-", ["password-too-short"]),
        ("abcdefgh1", ["password-too-simple"]),
        ("Demo-1234", ["password-holds-login"]),
        ("a" * 129, ["password-too-long", "password-too-simple"]),
        ("汉字密码Ab1x", []),
    ],
)
def test_new_password_is_judged_by_the_rule(password: str, codes: list[str]) -> None:
    assert password_faults(RULES, password, login="demo") == codes


def test_last_passwords_are_not_taken_again() -> None:
    former = [hash_password(f"Former-{n}") for n in range(3)]

    found = [password_faults(RULES, f"Former-{n}", former=former) for n in range(3)]

    assert found == [["password-used-before"], ["password-used-before"], []]


def test_every_code_has_its_sentence_and_the_rule_is_told() -> None:
    assert "至少 8 个字符" in rule_of(RULES)
    assert sentences(["password-too-simple"], RULES)[0].endswith("3 类")
    assert all(sentences([code], RULES)[0] for code in SENTENCES)


def test_changed_password_ends_the_other_sessions(app: Flask, applicant: Applicant) -> None:
    give_password("demo")
    here, there = sign_in(app, nobody(app), "demo"), sign_in(app, nobody(app), "demo")
    here.open("/account/password")
    assert "至少 8 个字符" in here.text

    here.send("/account/password", old=PASSWORD, password=NEW, repeated=NEW)

    assert "密码已修改" in here.text
    assert here.open("/home").path == "/home"
    assert there.open("/home").path == "/signin"
    assert sign_in(app, nobody(app), "demo").path == "/signin/anhui"
    assert sign_in(app, nobody(app), "demo", NEW).path == "/home"


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"old": "wrong", "password": NEW, "repeated": NEW}, "原密码不正确"),
        ({"old": PASSWORD, "password": NEW, "repeated": "x"}, "两次填写的密码不一致"),
        ({"old": PASSWORD, "password": "short", "repeated": "short"}, "密码至少 8 个字符"),
        ({"old": PASSWORD, "password": PASSWORD, "repeated": PASSWORD}, "最近 5 次"),
    ],
)
def test_password_stays_when_something_is_wrong(
    app: Flask, applicant: Applicant, sent: dict[str, str], said: str
) -> None:
    give_password("demo")
    visitor = sign_in(app, nobody(app), "demo")
    visitor.open("/account/password")

    visitor.send("/account/password", **sent)

    assert (visitor.status, said in visitor.text) == (422, True)
    assert sign_in(app, nobody(app), "demo").path == "/home"


def test_sessions_are_listed_and_ended(app: Flask, applicant: Applicant) -> None:
    give_password("demo")
    here, there, third = (sign_in(app, nobody(app), "demo") for _ in range(3))
    here.open("/account/sessions")
    assert here.html.count('name="session"') == 2

    one = next(v for k, v in here.form("/sessions/end").values if k == "session")
    here.send("/sessions/end", session=one)
    assert "已退出所选的登录" in here.text
    here.post("/account/sessions/end", dict(here.form("/signout").values))

    assert "已退出其他 1 处登录" in here.text
    assert [v.open("/home").path for v in (here, there, third)] == ["/home", "/signin", "/signin"]


def test_session_of_somebody_else_is_not_ended(app: Flask, site: Site, visitor: Visitor) -> None:
    make_account(site, "somebody-else")
    other = sign_in(app, nobody(app), "somebody-else")
    with database.connection_context():
        theirs = SignedIn.select().join(Account).where(Account.login == "somebody-else").get()
    visitor.open("/account/sessions")
    token = dict(visitor.form("/signout").values)

    visitor.post("/account/sessions/end", {**token, "session": theirs.token})

    assert visitor.status == 404
    assert other.open("/account/sessions").status == 200


def sent_code(site: Site) -> str:
    """The code of the newest message in the outbox."""
    line = (site.settings.data / "outbox.jsonl").read_text(encoding="utf-8").splitlines()[-1]
    message = json.loads(line)
    assert message["to"] == "13800000000"
    return str(message["text"].partition("验证码是 ")[2][:8])


def ask_code(app: Flask, visitor: Visitor, name: str) -> Visitor:
    """The first step of a forgotten password."""
    visitor.open("/forgotten/anhui")
    return visitor.send("/forgotten/anhui", name=name, **solved(app, visitor))


@pytest.mark.requirement("JL-05")
def test_forgotten_password_is_set_by_the_code_that_was_sent(
    app: Flask, site: Site, visitor: Visitor
) -> None:
    forgetful = ask_code(app, nobody(app), "340104199006079988")
    assert "outbox.jsonl" in forgetful.text

    forgetful.send("/reset/", code=sent_code(site), password=NEW, repeated=NEW)

    assert "新密码已设置" in forgetful.text
    assert visitor.open("/home").path == "/signin"
    assert sign_in(app, forgetful, "demo", NEW).path == "/home"
    with database.connection_context():
        assert ResetCode.select().where(ResetCode.used_at.is_null()).count() == 0


def test_code_is_taken_once_for_its_account_and_its_time(
    app: Flask, site: Site, applicant: Applicant, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_account(site, "somebody-else", mobile="13900000003")
    forgetful = ask_code(app, nobody(app), "demo")
    code = sent_code(site)

    forgetful.send("/reset/", name="somebody-else", code=code, password=NEW, repeated=NEW)
    assert "与验证码不符" in forgetful.text
    forgetful.send("/reset/", name="demo", code=code, password="short", repeated="short")
    assert "密码至少 8 个字符" in forgetful.text
    move_clock(monkeypatch, site, minutes=16)
    forgetful.send("/reset/", name="demo", code=code, password=NEW, repeated=NEW)
    assert "已过期" in forgetful.text


def test_code_cannot_be_guessed_for_long(app: Flask, applicant: Applicant) -> None:
    guesser = nobody(app).open("/reset/anhui")
    for n in range(6):
        guesser.send("/reset/", name="demo", code=f"0000000{n}", password=NEW, repeated=NEW)

    assert "请 15 分钟后重新获取" in guesser.text


def test_forgotten_password_does_not_tell_who_exists(
    app: Flask, site: Site, applicant: Applicant
) -> None:
    before = (site.settings.data / "outbox.jsonl").stat().st_size if _outbox(site) else 0
    known, unknown = (ask_code(app, nobody(app), name) for name in ("demo", "xxxx"))

    assert known.text.replace("demo", "") == unknown.text.replace("xxxx", "")
    assert (site.settings.data / "outbox.jsonl").read_bytes()[before:].count(b"\n") == 1


def _outbox(site: Site) -> bool:
    return (site.settings.data / "outbox.jsonl").exists()


def test_codes_are_not_sent_without_end(app: Flask, applicant: Applicant) -> None:
    visitor = nobody(app)
    for _ in range(4):
        ask_code(app, visitor, "demo")

    assert (visitor.status, "发送过于频繁" in visitor.text) == (429, True)
