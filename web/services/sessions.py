"""Sessions of those who are signed in: begun, found, ended; kept in the database, so that ending
one ends it everywhere."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from web.models import Account, SignedIn, write


def begin(account: Account, *, now: datetime, browser: str = "") -> str:
    """A new session; its token, which is stored nowhere but in the browser."""
    token = secrets.token_urlsafe(32)
    with write():
        SignedIn.create(
            token=_kept(token), account=account, begun_at=now, seen_at=now, browser=browser[:200]
        )
    return token


def find(token: str) -> SignedIn | None:
    """The open session of a token, with its account."""
    found: SignedIn | None = (
        SignedIn.select(SignedIn, Account)
        .join(Account)
        .where(SignedIn.token == _kept(token), SignedIn.ended_at.is_null())
        .first()
    )
    return found


def end(token: str, *, now: datetime) -> None:
    """End a session for good."""
    with write():
        SignedIn.update(ended_at=now).where(SignedIn.token == _kept(token)).execute()


def _kept(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
