"""Who is asking: the account of the session, its person or its unit."""

from __future__ import annotations

from flask import g, request, session

from web.context import site
from web.models import Account, Person, Unit
from web.services import sessions
from web.services.errors import NotAdmitted, SignInNeeded

TOKEN = "signed_in"
"""Where the browser's signed session keeps the token."""


def sign_in(account: Account) -> None:
    """Begin a session for an account in this browser."""
    now, browser = site().clock.now(), request.headers.get("User-Agent", "")
    session[TOKEN] = sessions.begin(account, now=now, browser=browser)
    g.account = account


def sign_out() -> None:
    """End the session of this browser, and forget what the browser kept."""
    token = session.get(TOKEN)
    if token:
        sessions.end(token, now=site().clock.now())
    session.clear()
    g.account = None


def find_account() -> Account | None:
    """The account of this request, None when nobody is signed in."""
    if "account" not in g:
        token = session.get(TOKEN)
        found = sessions.find(token) if token else None
        g.account = found.account if found else None
    account: Account | None = g.account
    return account


def current_account() -> Account:
    """The account of this request.

    :raises SignInNeeded: nobody is signed in
    """
    account = find_account()
    if account is None:
        raise SignInNeeded
    return account


def current_person() -> Person:
    """The applicant of this request.

    :raises SignInNeeded: nobody is signed in
    :raises NotAdmitted: who is signed in is no applicant
    """
    account = current_account()
    if account.person_id is None:
        raise NotAdmitted
    if "person" not in g:
        g.person = account.person
    person: Person = g.person
    return person


def current_unit() -> Unit:
    """The unit whose operator is asking.

    :raises SignInNeeded: nobody is signed in
    :raises NotAdmitted: who is signed in acts for no unit
    """
    account = current_account()
    if account.unit_id is None:
        raise NotAdmitted
    if "unit" not in g:
        g.unit = account.unit
    unit: Unit = g.unit
    return unit


def known_account() -> Account | None:
    """The account if it was looked up already: error pages must not need the database."""
    account: Account | None = g.get("account")
    return account
