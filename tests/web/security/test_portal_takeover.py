"""An account that somebody registered with another's number is not shared with them by a portal."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import timedelta

import pytest
from flask import Flask

from tests.web.accounts.accounting import PASSWORD, give_password, nobody, sign_in
from tests.web.security.town import signed_in
from web.models import Account, Person, database
from web.services import openid, portals
from web.services.changing_passwords import Passwords
from web.settings import PortalSettings
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


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize(
    "said", [{}, {"issuer": "https://portal.example"}, {"issuer": "https://other.example"}]
)
def test_portal_that_describes_itself_oddly_signs_nobody_in(
    site: Site, monkeypatch: pytest.MonkeyPatch, said: dict[str, str]
) -> None:
    monkeypatch.setattr(openid, "_get", lambda url, headers=None: said)
    settings = PortalSettings(issuer="https://portal.example", client_id="x", client_secret="y")
    client = openid.PortalClient(settings=settings, return_to="http://localhost/")

    with pytest.raises(openid.PortalFailed):
        client.begin()


@pytest.mark.databases("sqlite")
def test_keys_and_algorithms_of_a_portal_are_not_chosen_by_the_token(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """alg none, and HS256 with something public as its key."""
    settings = PortalSettings(issuer="https://portal.example", client_id="x", client_secret="y")
    client = openid.PortalClient(settings=settings, return_to="http://localhost/")
    body = b64({"iss": settings.issuer, "aud": "x", "sub": "1", "nonce": "n", "exp": 9999999999})
    key = {"kty": "oct", "k": "c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0", "kid": "1"}
    monkeypatch.setattr(openid, "_get", lambda url, headers=None: {"keys": [key]})
    metadata = {"issuer": settings.issuer, "jwks_uri": "x"}
    secret = b"secretsecretsecretsecretsecret"
    head = b64({"alg": "HS256", "kid": "1"})
    signed = hmac.new(secret, f"{head}.{body}".encode(), hashlib.sha256).digest()
    forged = (
        f"{b64({'alg': 'none'})}.{body}.",
        f"{head}.{body}.{base64.urlsafe_b64encode(signed).decode().rstrip('=')}",
        "",
        "a.b.c",
    )
    for token in forged:
        with pytest.raises(openid.PortalFailed):
            client._verified(token, metadata, "n")


def b64(value: dict[str, object]) -> str:
    """JSON as a part of a token."""
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")
