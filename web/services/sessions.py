"""Sessions of those who are signed in: begun, found, ended; kept in the database, so that ending
one ends it everywhere."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from web.models import Account, SignedIn, write
from web.models.prepared import Prepared

LONGEST = timedelta(hours=12)
"""A session ends at last, however busy it is."""

SEEN_EVERY = timedelta(minutes=1)
"""How exactly the last request is remembered: not every request should write."""

_OPEN = Prepared(
    SignedIn,
    lambda token: (
        SignedIn.select(SignedIn, Account)
        .join(Account)
        .where(SignedIn.token == token, SignedIn.ended_at.is_null())
    ),
    beside="account",
)


def begin(account: Account, *, now: datetime, browser: str = "") -> str:
    """A new session; its token, which is stored nowhere but in the browser."""
    token = secrets.token_urlsafe(32)
    with write():
        SignedIn.create(
            token=kept_as(token), account=account, begun_at=now, seen_at=now, browser=browser[:200]
        )
    return token


def find(token: str) -> SignedIn | None:
    """The session of a token that nobody ended, with its account; it may have been idle."""
    return _OPEN.one(kept_as(token))


def is_over(session: SignedIn, *, now: datetime, idle: int) -> bool:
    """Whether a session was idle for so many minutes, or has lasted long enough."""
    since_seen, since_begun = now - session.seen_at, now - session.begun_at
    return bool(since_seen >= timedelta(minutes=idle) or since_begun >= LONGEST)


def see(session: SignedIn, *, now: datetime) -> None:
    """Remember that a session was used now, at most once a minute."""
    if abs(now - session.seen_at) >= SEEN_EVERY:
        with write(f"session:{session.token}"):
            SignedIn.update(seen_at=now).where(SignedIn.token == session.token).execute()


def end(token: str, *, now: datetime) -> None:
    """End a session for good."""
    end_kept(kept_as(token), now=now)


def end_kept(kept: str, *, now: datetime) -> None:
    """End the session that is kept under this digest."""
    with write():
        SignedIn.update(ended_at=now).where(SignedIn.token == kept).execute()


def end_others(account: Account, token: str, *, now: datetime) -> int:
    """End every session of an account but the one with this token ("" = all); how many."""
    others = (SignedIn.account == account) & (SignedIn.token != kept_as(token))
    with write():
        ended: int = (
            SignedIn.update(ended_at=now).where(others & SignedIn.ended_at.is_null()).execute()
        )
    return ended


def open_sessions(account: Account, *, now: datetime, idle: int) -> list[SignedIn]:
    """The sessions of an account that go on, the latest used first."""
    query = SignedIn.select().where(SignedIn.account == account, SignedIn.ended_at.is_null())
    found = [one for one in query if not is_over(one, now=now, idle=idle)]
    return sorted(found, key=lambda one: one.seen_at, reverse=True)


def kept_as(token: str) -> str:
    """What the database knows a token by: its sha256."""
    return hashlib.sha256(token.encode()).hexdigest()
