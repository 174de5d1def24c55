"""An account that somebody registered with another's number is not shared with them by a portal."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from tests.web.accounts.accounting import PASSWORD, give_password, nobody, sign_in
from tests.web.security.town import signed_in
from web.models import Account, Person, database
from web.services import portals
from web.services.changing_passwords import Passwords
from web.site import Site

Applicant = tuple[Person, dict[str, str]]
CLAIMS = {"iss": "https://portal.example", "sub": "1", "name": "李晓"}
NUMBER = "340104199006079988"


def arrive(site: Site, **claims: object) -> Account:
    """Sign in by a portal that says this."""
    province = site.packs.province("anhui")
    portal = province.account.portals[0]
    said = {**CLAIMS, portal.claims["person.id_number"]: NUMBER, **claims}
    with database.connection_context():
        return portals.sign_in(province, portal, said, now=site.clock.now())


def test_who_registered_with_my_number_is_put_out(
    app: Flask, site: Site, applicant: Applicant
) -> None:
    give_password("demo")
    squatter = sign_in(app, nobody(app), "demo")
    with database.connection_context():
        account = Account.get(Account.login == "demo")
        service = Passwords(province=site.packs.province("anhui"), now=site.clock.now())
        code = service.make_code(account, by=None)

    account = arrive(site)

    assert (account.login, account.password, account.mobile) == ("demo", "", None)
    assert "/signin" in squatter.open("/home").path
    assert "账号或密码不正确" in sign_in(app, nobody(app), "demo", PASSWORD).text
    with database.connection_context():
        account = Account.get_by_id(account.id)
        assert service.reset("demo", account, code, "Another-2022") == ["code-wrong"]
        assert "mobile" not in account.person.account["person"]
    assert "统一身份认证平台核验身份" in signed_in(app, "demo").open("/home").text


def test_verified_mobile_takes_the_place_of_the_other(site: Site, applicant: Applicant) -> None:
    with database.connection_context():
        portal = site.packs.province("anhui").account.portals[0]
    claim = portal.claims["person.mobile"]

    account = arrive(site, **{claim: "13900000001"})

    assert account.mobile == "13900000001"


def test_mobile_that_is_not_verified_is_not_believed(site: Site, applicant: Applicant) -> None:
    portal = site.packs.province("anhui").account.portals[0]
    claim = portal.claims["person.mobile"]

    account = arrive(site, **{claim: "13900000001", f"{claim}_verified": False})

    assert account.mobile is None


def test_second_sign_in_leaves_a_password_that_was_set_since(
    app: Flask, site: Site, applicant: Applicant, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrive(site)
    give_password("demo")
    now = site.clock.now() + timedelta(days=1)
    monkeypatch.setattr(type(site.clock), "now", lambda clock: now)

    assert arrive(site).password != ""
    assert sign_in(app, nobody(app), "demo").path == "/home"
