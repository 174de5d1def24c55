"""A code of the device beside the password: RFC 6238, once each, recovery codes, who has to."""

from __future__ import annotations

import base64
import dataclasses
from datetime import datetime

import pytest
from flask import Flask

from tests.web.accounts.accounting import make_account, nobody, sign_in
from tests.web.visitor import Visitor
from web.clock import ZONE, machine_now
from web.models import Account, Event, SecondFactor, database
from web.services import second_factor
from web.services.second_factor import code_at, step_of
from web.site import Site

KNOWN = base64.b32encode(b"12345678901234567890").decode()


@pytest.mark.parametrize(
    ("seconds", "code"), [(59, "287082"), (1111111109, "081804"), (20000000000, "353130")]
)
def test_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    moment = datetime.fromtimestamp(seconds, tz=ZONE)

    assert code_at(KNOWN, step_of(moment)) == code  # RFC 6238, appendix B


def begin(app: Flask, site: Site, login: str = "second-a") -> tuple[Visitor, str, list[str]]:
    """An account of staff that has begun; its browser, secret and recovery codes."""
    make_account(site, login, role="staff")
    visitor = sign_in(app, nobody(app), login).open("/account/second-factor")
    with database.connection_context():
        secret = SecondFactor.get().secret
    assert secret in visitor.text
    visitor.send("/account/second-factor", code=code_at(secret, step_of(machine_now()) - 1))
    assert "二次验证已开启" in visitor.text
    codes = [part.partition("</code>")[0] for part in visitor.html.split('"number">')[1:]]
    return visitor, secret, [code for code in codes if len(code) == 10]


def test_signing_in_asks_for_a_code_once_each(app: Flask, site: Site) -> None:
    _, secret, codes = begin(app, site)
    assert len(codes) == 8

    half = sign_in(app, nobody(app), "second-a")
    assert half.path == "/signin/anhui/code"
    assert half.open("/staff").path == "/signin"
    half.open("/signin/anhui/code").send("/signin/anhui/code", code="000000")
    assert (half.status, "验证码不正确" in half.text) == (422, True)
    code = code_at(secret, step_of(machine_now()))
    half.send("/signin/anhui/code", code=code)
    assert half.open("/staff").path == "/staff"

    again = sign_in(app, nobody(app), "second-a")
    again.send("/signin/anhui/code", code=code)
    assert again.status == 422, "used before"
    again.send("/signin/anhui/code", code=codes[0])
    assert again.open("/staff").path == "/staff"
    third = sign_in(app, nobody(app), "second-a")
    third.send("/signin/anhui/code", code=codes[0])
    assert third.status == 422


def test_guessing_is_locked_and_security_helps(app: Flask, site: Site) -> None:
    begin(app, site)
    make_account(site, "security-a", role="staff", duties=["security"])
    half = sign_in(app, nobody(app), "second-a")
    for _ in range(5):
        half.send("/signin/anhui/code", code="000000")
    assert (half.status, "分钟后再试" in half.text) == (429, True)

    security = Visitor(app.test_client()).sign_in_as("security-a")
    security.open("/staff/rights/sessions?words=second-a")
    security.send("/staff/rights/sessions/", action="second-factor")

    assert "二次验证已重置" in security.text
    assert sign_in(app, nobody(app), "second-a").open("/staff").path == "/staff"
    with database.connection_context():
        account = Account.get(Account.login == "second-a")
        done = [e.action for e in Event.select().where(Event.subject == f"account:{account.id}")]
    assert {"second-factor-begun", "locked", "second-factor-ended"} <= set(done)


def test_province_may_ask_it_of_staff(
    app: Flask, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = site.packs.province("anhui").account
    asked = dataclasses.replace(rules, second_factor=("staff", "committee"))
    monkeypatch.setattr("web.audience._rules", lambda province: asked)
    make_account(site, "staff-a", role="staff")
    visitor = Visitor(app.test_client()).sign_in_as("staff-a").open("/staff")

    assert (visitor.path, "须二次验证" in visitor.text) == ("/account/second-factor", True)
    with database.connection_context():
        someone = make_account(site, "someone")
        assert not second_factor.is_asked(someone, asked)
