"""Steps that tests of accounts share: accounts with a password, signing in by the page."""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
from typing import Any

import pytest
from flask import Flask

from tests.web.visitor import Forms, Visitor
from web.models import Account, Person, database
from web.services.captcha import Captcha
from web.services.passwords import hash_password
from web.site import Site

PASSWORD = "Qingshan-2022"


@lru_cache(maxsize=8)
def hashed(password: str) -> str:
    """A hash, made once for all tests."""
    return hash_password(password)


def give_password(login: str, password: str = PASSWORD) -> None:
    """Let an account sign in by a password."""
    with database.connection_context():
        Account.update(password=hashed(password)).where(Account.login == login).execute()


def make_account(site: Site, login: str, **known: Any) -> Account:
    """An account with the password of tests; an applicant of Anhui unless told otherwise."""
    values = {"province": "anhui", "role": "applicant", "password": hashed(PASSWORD), **known}
    with database.connection_context():
        if values["role"] == "applicant" and "person" not in values:
            name = values.get("name", login)
            values["person"] = Person.create(name=name, province=values["province"])
        now = site.clock.now()
        values = {"password_changed_at": now, **values}
        account: Account = Account.create(login=login, created_at=now, **values)
    return account


def solved(app: Flask, visitor: Visitor) -> dict[str, str]:
    """The answer to the captcha of the page that is shown, {} when it asks for none."""
    token = next(
        (v for form in _forms(visitor) for k, v in form.values if k == "captcha_token"), ""
    )
    if not token:
        return {}
    captcha = Captcha(str(app.secret_key))
    return {"captcha": captcha._digits(captcha._nonce(token) or "")}


def _forms(visitor: Visitor) -> list[Any]:
    return Forms(visitor.html).forms


def sign_in(
    app: Flask, visitor: Visitor, name: str, password: str = PASSWORD, province: str = "anhui"
) -> Visitor:
    """Sign in by the page that is shown, or by the province's own."""
    if visitor.page is None or "/signin/" not in visitor.path:
        visitor.open(f"/signin/{province}")
    return visitor.send("/signin/", name=name, password=password, **solved(app, visitor))


def nobody(app: Flask) -> Visitor:
    """A browser in which nobody is signed in."""
    return Visitor(app.test_client())


def move_clock(monkeypatch: pytest.MonkeyPatch, site: Site, **later: int) -> None:
    """Let the site's clock go forward by a `timedelta` of these."""
    now = site.clock.now() + timedelta(**later)
    monkeypatch.setattr(type(site.clock), "now", lambda clock: now)
