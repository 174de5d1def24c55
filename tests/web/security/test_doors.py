"""Coming in: guessing passwords, finding out who has an account, what is kept of secrets."""

from __future__ import annotations

import logging
import threading
from datetime import timedelta

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
from web.models import Account, KeptForm, Person, ResetCode, SignedIn, database
from web.services import passwords
from web.services.changing_passwords import Passwords
from web.services.signing_in import Attempt, Refusal, SigningIn
from web.site import Site

Applicant = tuple[Person, dict[str, str]]
NAMES = ("demo", "340104199006079988", "13800000000", "DEMO ")


def signing(app: Flask, site: Site) -> SigningIn:
    """Signing in to Anhui now."""
    return SigningIn(
        province=site.packs.province("anhui"), secret=str(app.secret_key), now=site.clock.now()
    )


def test_all_names_of_an_account_share_its_tries(
    app: Flask, site: Site, applicant: Applicant, monkeypatch: pytest.MonkeyPatch
) -> None:
    give_password("demo")
    monkeypatch.setattr(SigningIn, "needs_captcha", lambda *given: False)
    door = signing(app, site)
    for number in range(5):
        name = NAMES[number % len(NAMES)]
        door.sign_in(Attempt(name=name, password=f"wrong {number}", address=f"10.0.0.{number}"))

    with database.connection_context():
        for name in NAMES:
            answer = door.sign_in(Attempt(name=name, password=PASSWORD, address="10.0.0.9"))
            assert isinstance(answer, Refusal), name
            assert answer.reason == "locked", name


def test_many_guesses_at_once_are_no_more_guesses(
    app: Flask, site: Site, applicant: Applicant, monkeypatch: pytest.MonkeyPatch
) -> None:
    give_password("demo")
    monkeypatch.setattr(SigningIn, "needs_captcha", lambda *given: False)
    verified: list[str] = []
    together = threading.Barrier(12)

    def is_right(kept: str, password: str) -> bool:
        verified.append(password)
        return False

    monkeypatch.setattr(passwords, "is_right", is_right)

    def guess(number: int) -> None:
        together.wait()
        with database.connection_context():
            attempt = Attempt(name="demo", password=f"guess {number}", address=f"10.0.1.{number}")
            signing(app, site).sign_in(attempt)

    threads = [threading.Thread(target=guess, args=(number,)) for number in range(12)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert len(verified) <= 5


def test_lock_is_not_made_longer_by_more_guesses(
    app: Flask, site: Site, applicant: Applicant, monkeypatch: pytest.MonkeyPatch
) -> None:
    give_password("demo")
    monkeypatch.setattr(SigningIn, "needs_captcha", lambda *given: False)
    with database.connection_context():
        for number in range(5):
            guess = Attempt(name="demo", password=f"wrong {number}", address="10.0.0.1")
            signing(app, site).sign_in(guess)
    move_clock(monkeypatch, site, minutes=10)
    with database.connection_context():
        for name in NAMES:
            signing(app, site).sign_in(Attempt(name=name, password="more", address="10.0.0.2"))
    move_clock(monkeypatch, site, minutes=6)

    assert sign_in(app, nobody(app), "demo").path == "/home"


def test_registering_tells_who_is_registered_only_to_who_solved_the_captcha(
    app: Flask, applicant: Applicant
) -> None:
    visitor = nobody(app).open("/register/anhui")
    sent = {"person-id_number": "340104199006079988", "person-mobile": "13800000000"}

    visitor.send("/register/", login="demo", **sent)
    unsolved = visitor.text
    visitor.send("/register/", login="demo", **sent, **solved(app, visitor))

    for said in ("已有人使用", "已注册过"):
        assert said not in unsolved
        assert said in visitor.text


def test_forgotten_password_answers_the_same_for_nobody(app: Flask, applicant: Applicant) -> None:
    answers = []
    for name in ("demo", "nobody-here"):
        visitor = nobody(app).open("/forgotten/anhui")
        visitor.send("/forgotten/", name=name, **solved(app, visitor))
        answers.append((visitor.status, visitor.path, visitor.text.replace(name, "")))

    assert answers[0] == answers[1]


def test_names_of_people_are_in_no_address(app: Flask, applicant: Applicant) -> None:
    visitor = nobody(app).open("/forgotten/anhui")
    form = dict(visitor.form("/forgotten/").values)
    name = "340104199006079988"

    answer = visitor.client.post(
        "/forgotten/anhui", data={**form, "name": name, **solved(app, visitor)}
    )

    assert name not in answer.location
    assert name in visitor.open(answer.location).html


def test_passwords_of_late_forms_are_not_kept(
    app: Flask, site: Site, applicant: Applicant, monkeypatch: pytest.MonkeyPatch
) -> None:
    give_password("demo")
    visitor = sign_in(app, nobody(app), "demo").open("/account/password")
    operator = Visitor(app.test_client()).sign_in_as("demo-qingshan").open("/unit/operators")
    move_clock(monkeypatch, site, minutes=40)

    visitor.send(
        "/account/password", old=PASSWORD, password="New-Secret-1", repeated="New-Secret-1"
    )
    sent = {
        "number": "G12345678",
        "login": "second",
        "operator": "某人",
        "password": "New-Secret-2",
    }
    operator.send("/unit/operators", **sent, again="New-Secret-2")

    with database.connection_context():
        kept = [(one.path, str(one.fields)) for one in KeptForm.select()]
    assert [path for path, _ in kept] == ["/unit/operators"]
    assert not any("Secret" in fields or PASSWORD in fields for _, fields in kept)


def test_session_is_new_after_signing_in_and_worth_nothing_after_signing_out(
    app: Flask, applicant: Applicant
) -> None:
    give_password("demo")
    visitor = nobody(app).open("/signin/anhui")
    with visitor.client.session_transaction() as session:
        session["planted"], before = "by another", session["csrf"]
    sign_in(app, visitor, "demo")
    with visitor.client.session_transaction() as session:
        assert "planted" not in session
        assert session.get("csrf") != before
        stolen = session[TOKEN]
    visitor.open("/home")
    visitor.send("/signout")
    thief = nobody(app)
    with thief.client.session_transaction() as session:
        session[TOKEN] = stolen

    assert "/signin" in thief.open("/home").path


@pytest.mark.parametrize("happening", ["changed", "reset", "blocked"])
def test_other_sessions_end_with_password_and_account(
    app: Flask, site: Site, applicant: Applicant, happening: str
) -> None:
    give_password("demo")
    elsewhere = sign_in(app, nobody(app), "demo")
    with database.connection_context():
        account = Account.get(Account.login == "demo")
        service = Passwords(province=site.packs.province("anhui"), now=site.clock.now())
        if happening == "changed":
            assert service.change(account, PASSWORD, "Another-2022", "") == []
        if happening == "reset":
            code = service.make_code(account, by=None)
            assert service.reset("demo", account, code, "Another-2022") == []
            assert service.reset("demo", account, code, "Third-2022") == ["code-wrong"]
    if happening == "blocked":
        staff = Visitor(app.test_client()).sign_in_as("demo-anhui-staff").open("/staff/accounts")
        staff.client.post(
            f"/staff/accounts/{account.id}/block",
            data={"blocked": "1", **dict(staff.form("/staff/accounts").values), **_token(staff)},
        )

    assert "/signin" in elsewhere.open("/home").path


def _token(visitor: Visitor) -> dict[str, str]:
    with visitor.client.session_transaction() as session:
        return {"csrf_token": session["csrf"]}


def test_reset_codes_are_guessed_five_times_and_expire(
    app: Flask, site: Site, applicant: Applicant
) -> None:
    give_password("demo")
    now, province = site.clock.now(), site.packs.province("anhui")
    with database.connection_context():
        account = Account.get(Account.login == "demo")
        service = Passwords(province=province, now=now)
        code = service.make_code(account, by=None)
        assert ResetCode.get().code != code
        late = Passwords(province=province, now=now + timedelta(minutes=16))
        assert late.reset("demo", account, code, "Another-2022") == ["code-wrong"]
        for _ in range(5):
            service.reset("demo", account, "00000000x", "Another-2022")
        assert service.reset("demo", account, code, "Another-2022") == ["code-locked"]


def test_passwords_are_kept_as_argon2id_of_the_documented_cost() -> None:
    assert passwords.hash_password("x").startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_secrets_are_in_no_log_and_no_address(
    app: Flask, site: Site, applicant: Applicant, caplog: pytest.LogCaptureFixture
) -> None:
    give_password("demo")
    with caplog.at_level(logging.DEBUG):
        visitor = sign_in(app, nobody(app), "demo")
        sign_in(app, nobody(app), "demo", "Wrong-Secret-9")
    with visitor.client.session_transaction() as session:
        token = session[TOKEN]
    with database.connection_context():
        assert token not in {one.token for one in SignedIn.select()}

    assert PASSWORD not in caplog.text
    assert "Wrong-Secret-9" not in caplog.text
    assert token not in caplog.text


def test_cookie_of_the_session_is_closed_to_scripts_and_other_sites(
    app: Flask, applicant: Applicant
) -> None:
    answer = app.test_client().get("/signin/anhui")
    cookie = answer.headers["Set-Cookie"]

    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Expires" not in cookie


def test_account_of_staff_is_not_made_by_registering(app: Flask, site: Site) -> None:
    make_account(site, "somebody")
    visitor = nobody(app).open("/register/anhui")
    extra = {"role": "staff", "state": "active", "unit": "x", "person": "x", "province": "jilin"}
    form = dict(visitor.form("/register/").values) | extra

    visitor.post("/register/anhui", form | solved(app, visitor))

    with database.connection_context():
        assert {one.role for one in Account.select()} == {"applicant"}
