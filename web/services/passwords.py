"""Passwords: kept as argon2id hashes, judged by the province's rules.

A hash costs 19 MiB and some 20 ms on purpose; no more than four are made at once, so that a rush
of sign-ins takes its turn and does not take the machine.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from engine.packs.province import PasswordRules
from web.models import Account

LONGEST = 128
"""Characters; a longer text is refused before it is hashed."""

_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_TURNS = threading.BoundedSemaphore(4)


def hash_password(password: str) -> str:
    """The hash to keep, with its salt and parameters."""
    with _TURNS:
        return _HASHER.hash(password)


def is_right(kept: str, password: str) -> bool:
    """Whether this is the password of a kept hash; without a hash it takes as long and is wrong."""
    known = kept or _nobodys()
    if len(password) > LONGEST:
        return False
    with _TURNS:
        try:
            return _HASHER.verify(known, password) and bool(kept)
        except (VerificationError, InvalidHashError):
            return False


def is_expired(account: Account, rules: Callable[[str], PasswordRules], *, now: datetime) -> bool:
    """Whether an account needs a new password before anything else: an administrator has set it, or
    it is staff's and older than the province says; `rules` gives a province's.

    Who comes by a portal has none. GB/T 22239-2019 (domain.md §6.3): 90 days for administrators.
    """
    if not account.password or account.role == "applicant":
        return False
    if account.password_changed_at is None:
        return True
    if account.role != "staff":
        return False
    days = rules(account.province).days
    return bool(days) and now - account.password_changed_at >= timedelta(days=days)


def is_outdated(kept: str) -> bool:
    """Whether a hash was made with other parameters than are used now."""
    return _HASHER.check_needs_rehash(kept)


@lru_cache(maxsize=1)
def _nobodys() -> str:
    """A hash that no password belongs to, for names that no account has."""
    return hash_password("nobody's")


def classes_of(password: str) -> int:
    """How many of lower case, upper case, digits and other characters a password has."""
    tests = (
        str.islower,
        str.isupper,
        str.isdigit,
        lambda one: not (one.islower() or one.isupper() or one.isdigit()),
    )
    return sum(any(test(one) for one in password) for test in tests)


def password_faults(
    rules: PasswordRules, password: str, *, login: str = "", former: Sequence[str] = ()
) -> list[str]:
    """What is wrong with a new password, as codes; `former` are kept hashes, the newest first."""
    found = []
    if len(password) < rules.min:
        found.append("password-too-short")
    if len(password) > LONGEST:
        found.append("password-too-long")
    if classes_of(password) < rules.classes:
        found.append("password-too-simple")
    if login and login.lower() in password.lower():
        found.append("password-holds-login")
    if not found and any(is_right(kept, password) for kept in former[: rules.history]):
        found.append("password-used-before")
    return found
