"""Nobody is sent to another site, and headers hold what the documents say of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from tests.web.accounts.accounting import PASSWORD, give_password, move_clock, nobody
from tests.web.security.town import signed_in
from web.app import create_app
from web.models import KeptForm, Person, database
from web.services.captcha import Captcha
from web.settings import Settings
from web.way_in import own_address

Applicant = tuple[Person, dict[str, str]]
ELSEWHERE = (
    "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example",
    "https://evil.example", "http:evil.example", "javascript:alert(1)", "/ /evil.example",
    "evil.example", "/\n/evil.example", "\x00//evil.example", "/\r\nLocation: x",
)  # fmt: skip


@pytest.mark.parametrize("address", ELSEWHERE)
def test_addresses_of_other_sites_are_known_as_such(address: str) -> None:
    assert own_address(address, "/mine") == "/mine"


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize("after", ["//evil.example", "/\\evil.example", "https://evil.example"])
def test_signing_in_leads_to_this_site(app: Flask, applicant: Applicant, after: str) -> None:
    give_password("demo")
    visitor = nobody(app).open("/signin/anhui")
    form = dict(visitor.form("/signin/").values)

    answer = visitor.client.post(
        "/signin/anhui", data={**form, "name": "demo", "password": PASSWORD, "next": after}
    )

    assert (answer.status_code, answer.location) == (303, "/")


@pytest.mark.databases("sqlite")
def test_kept_forms_of_others_are_not_sent_again(app: Flask, applicant: Applicant) -> None:
    browser = signed_in(app, "demo").client

    answer = browser.post("/kept/x/send", data={"csrf_token": "known"})

    assert answer.status_code == 404


@pytest.mark.databases("sqlite")
def test_form_of_another_site_is_not_kept_for_later(
    app: Flask, applicant: Applicant, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A form without the token is refused also when the session has run out."""
    visitor = signed_in(app, "demo")
    move_clock(monkeypatch, visitor.site, minutes=40)

    answer = visitor.client.post("/profile/series", data={"series": "x"})

    assert answer.status_code == 400
    with database.connection_context():
        assert not KeptForm.select().exists()


@pytest.mark.databases("sqlite")
def test_headers_are_on_pages_and_errors(app: Flask, applicant: Applicant) -> None:
    browser = signed_in(app, "demo").client
    for address in ("/home", "/nowhere", "/signin/anhui", "/archive/x", "/health"):
        headers = browser.get(address).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        for part in ("frame-ancestors 'none'", "form-action 'self'", "base-uri 'none'"):
            assert part in policy
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.databases("sqlite")
def test_secure_cookies_belong_to_the_host_alone(tmp_path: Path) -> None:
    made = create_app(Settings(data=tmp_path, secure_cookies=True))
    try:
        assert made.config["SESSION_COOKIE_SECURE"] is True
        assert made.config["SESSION_COOKIE_NAME"] == "__Host-session"
        assert (tmp_path / "session.key").stat().st_mode & 0o077 == 0
    finally:
        made.extensions["zhiping"].printer.close()


@pytest.mark.databases("sqlite")
def test_captcha_is_not_in_its_token_and_not_taken_twice(app: Flask, applicant: Applicant) -> None:
    site = app.extensions["zhiping"]
    captcha, other = Captcha(str(app.secret_key)), Captcha("another site")
    token = captcha.new()
    digits = captcha._digits(captcha._nonce(token) or "")
    now = site.clock.now()

    with database.connection_context():
        assert digits not in token
        assert not other.is_solved(token, digits, now=now)
        assert captcha.is_solved(token, digits, now=now)
        assert not captcha.is_solved(token, digits, now=now)
