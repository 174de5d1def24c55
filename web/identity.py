"""Who is asking: the account of the session, its person or its unit."""

from __future__ import annotations

import hmac

from flask import g, request, session

from web.context import site
from web.models import Account, Person, Unit
from web.models.prepared import by_key
from web.services import sessions
from web.services.errors import NotAdmitted, NotFound, SignInNeeded

TOKEN = "signed_in"
"""Where the browser's signed session keeps the token."""

LATE = "late"
"""Where it keeps the form tokens of sessions of the same account that ran out before."""

LATE_TOKENS = 3

IDLE_MINUTES = 30
"""For accounts whose province's packs cannot be read now."""

_PERSON, _UNIT = by_key(Person), by_key(Unit)


def sign_in(account: Account) -> None:
    """Begin a session for an account in this browser; nothing of the one before it goes on."""
    now, browser = site().clock.now(), request.headers.get("User-Agent", "")
    late = _tokens_of_before(account)
    sign_out()
    session[TOKEN] = sessions.begin(account, now=now, browser=browser)
    if late:
        session[LATE] = late
    g.account = account


def _tokens_of_before(account: Account) -> list[str]:
    """The form tokens of this browser's session that ran out, if it was this very account's: its
    other windows still have them."""
    token = session.get(TOKEN)
    before = sessions.find(token) if token else None
    if before is None or before.account_id != account.id:
        return []
    return [session.get("csrf", ""), *session.get(LATE, [])][:LATE_TOKENS]


def came_late(token: str) -> bool:
    """Whether a form has the token of an earlier session of the account that is signed in."""
    known = [one for one in session.get(LATE, []) if one]
    return find_account() is not None and any(
        hmac.compare_digest(token.encode(), one.encode()) for one in known
    )


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
        g.account = _account_of_session()
    account: Account | None = g.account
    return account


def _account_of_session() -> Account | None:
    token = session.get(TOKEN)
    found = sessions.find(token) if token else None
    if found is None:
        return None
    now, account = site().clock.now(), found.account
    if account.state == "blocked":
        return None
    if sessions.is_over(found, now=now, idle=idle_minutes(account)):
        g.idle_account = account
        return None
    sessions.see(found, now=now)
    known: Account = account
    return known


def idle_minutes(account: Account) -> int:
    """Minutes without a request after which a session of this account is over."""
    try:
        return site().packs.province(account.province).account.idle_minutes
    except NotFound:
        return IDLE_MINUTES


def idle_account() -> Account | None:
    """Whose session in this browser has ended by idleness, so that nobody is signed in."""
    account: Account | None = None if find_account() else g.get("idle_account")
    return account


def session_token() -> str:
    """The token of this browser's session, "" without one."""
    token: str = session.get(TOKEN, "")
    return token


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
        g.person = _PERSON.get(account.person_id)
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
        g.unit = _UNIT.get(account.unit_id)
    unit: Unit = g.unit
    return unit


def known_account() -> Account | None:
    """The account if it was looked up already: error pages must not need the database."""
    account: Account | None = g.get("account")
    return account
