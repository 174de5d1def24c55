"""Signing in by login name, resident id or mobile (山东手册 L26), with captcha and lockout.

Whether a name has an account is told to nobody: a wrong name and a wrong password fail with the
same words, count the same and take as long.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from engine.packs.province import Province
from web.models import Account, write
from web.services import attempts, events, passwords
from web.services.captcha import Captcha

ADDRESS_MOST = 60
"""Failures from one network address before it is refused; an office may share one."""

ADDRESS_CAPTCHA = 10
SAME_AGAIN = 30
"""Seconds in which the same wrong password counts once: a double click is one attempt."""

Reason = Literal["wrong", "locked", "captcha", "missing", "blocked"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What was typed and where it came from; `captcha` is a token with its answer."""

    name: str
    password: str
    address: str
    captcha: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why nobody was signed in: tries that are `left`, or `minutes` until one may try again."""

    reason: Reason
    left: int = 0
    minutes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningIn:
    """Signs people in to one province at one moment; `secret` is the site's."""

    province: Province
    secret: str
    now: datetime

    def needs_captcha(self, name: str, address: str) -> bool:
        """Whether a captcha has to be answered for this name from this address."""
        rules = self.province.account
        if rules.captcha == "always":
            return True
        failures = attempts.tally(self._key(name), self.now).count if name else 0
        from_here = attempts.tally(self._address_key(address), self.now).count
        return failures >= rules.captcha_after or from_here >= ADDRESS_CAPTCHA

    def sign_in(self, attempt: Attempt) -> Account | Refusal:
        """The account, if everything is right; a failure is counted."""
        name = attempt.name.strip()
        if not name or not attempt.password:
            return Refusal(reason="missing")
        refused = self._locked(name, attempt.address)
        if refused is not None:
            return refused
        if self.needs_captcha(name, attempt.address):
            token, answer = attempt.captcha
            if not Captcha(self.secret).is_solved(token, answer, now=self.now):
                return Refusal(reason="captcha")
        account = find_account(self.province, name)
        again = self._again(name, attempt.password)
        is_first = attempts.is_first(again, now=self.now, seconds=SAME_AGAIN)
        # Counted before it is known: many tries at once are no more tries than one after another.
        over = self._count(name, account, is_first=is_first)
        if over is not None:
            return over
        if not passwords.is_right(account.password if account else "", attempt.password):
            return self._failed(name, attempt, account, is_first=is_first)
        assert account is not None  # nobody's password is never right
        if account.state == "blocked":
            return Refusal(reason="blocked")
        return self._succeeded(account, attempt)

    def _locked(self, name: str, address: str) -> Refusal | None:
        keys = (self._key(name), self._address_key(address))
        minutes = max(attempts.tally(key, self.now).minutes(self.now) for key in keys)
        return Refusal(reason="locked", minutes=minutes) if minutes else None

    def _count(self, name: str, account: Account | None, *, is_first: bool) -> Refusal | None:
        """Count an attempt for its name and its account; a refusal when it is one too many."""
        lockout = self.province.account.lockout
        for key in self._keys(name, account):
            known = attempts.tally(key, self.now)
            if known.until is None:
                if not is_first:
                    continue
                known = attempts.count_failure(
                    key, now=self.now, most=lockout.failures, minutes=lockout.minutes
                )
                if known.count <= lockout.failures:
                    continue
            return Refusal(reason="locked", minutes=known.minutes(self.now))
        return None

    def _failed(
        self, name: str, attempt: Attempt, account: Account | None, *, is_first: bool
    ) -> Refusal:
        lockout, key = self.province.account.lockout, self._address_key(attempt.address)
        if is_first:
            attempts.count_failure(key, now=self.now, most=ADDRESS_MOST, minutes=lockout.minutes)
        tallies = [attempts.tally(one, self.now) for one in self._keys(name, account)]
        minutes = max(one.minutes(self.now) for one in tallies)
        if not minutes:
            return Refusal(reason="wrong", left=max(lockout.failures - tallies[0].count, 1))
        if account is not None and is_first:
            details = {"address": attempt.address, "minutes": lockout.minutes}
            with write():
                events.record(
                    f"account:{account.id}", "locked", actor=None, now=self.now, details=details
                )
        return Refusal(reason="locked", minutes=minutes)

    def _succeeded(self, account: Account, attempt: Attempt) -> Account:
        with write():
            for key in self._keys(attempt.name, account):
                attempts.clear(key)
            attempts.sweep(self.now)
            if passwords.is_outdated(account.password):
                account.password = passwords.hash_password(attempt.password)
                account.save(only=[Account.password])
            details = {"address": attempt.address}
            events.record(
                f"account:{account.id}", "signed-in", actor=account, now=self.now, details=details
            )
        return account

    def _key(self, name: str) -> str:
        return f"sign-in:{self.province.id}:{name.strip().lower()}"

    def _keys(self, name: str, account: Account | None) -> tuple[str, ...]:
        """What an attempt counts for: the name, and the account with all its names. A name without
        an account counts twice, too, so that both take as long."""
        key = self._key(name)
        return (key, f"sign-in-to:{account.id}" if account is not None else f"nobody:{key}")

    def _address_key(self, address: str) -> str:
        return f"sign-in-from:{address}"

    def _again(self, name: str, password: str) -> str:
        # 24 bits recognise a repeated click and are too few to learn the password from.
        said = f"{self.province.id}\0{name.lower()}\0{password}".encode()
        return "again:" + hmac.new(self.secret.encode(), said, hashlib.sha256).hexdigest()[:6]


def find_account(province: Province, name: str) -> Account | None:
    """The account of a name, by the kinds of names that sign in to this province.

    Login names begin with a letter and numbers with a digit, so that no name means two accounts.
    """
    name = name.strip()
    forms = {"login": name.lower(), "id_number": name.upper(), "mobile": name}
    for kind in province.account.sign_in:
        column = getattr(Account, kind)
        found: Account | None = Account.get_or_none(
            (Account.province == province.id) & (column == forms[kind])
        )
        if found is not None:
            return found
    return None
