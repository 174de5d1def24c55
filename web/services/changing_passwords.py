"""Changing a password, and setting a forgotten one by a code (吉林手册 L58-63)."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.packs.province import Province
from web.models import Account, ResetCode, write
from web.services import attempts, events, passwords, sessions

DIGITS = 8
MINUTES = 15
"""How long a code holds that was sent; staff may hand one out that holds longer."""

TRIES = 5
SENT_MOST = 3
"""Codes that are sent to one name within a quarter of an hour."""

Sent = tuple[Account, str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passwords:
    """Passwords of one province at one moment."""

    province: Province
    now: datetime

    def change(self, account: Account, old: str, new: str, token: str) -> list[str]:
        """Change a password that is known; codes of what is wrong, nothing changes then.

        The session of `token` goes on, every other one ends.
        """
        key = f"change-password:{account.id}"
        lockout = self.province.account.lockout
        if attempts.tally(key, self.now).until is not None:
            return ["password-locked"]
        if not passwords.is_right(account.password, old):
            attempts.count_failure(
                key, now=self.now, most=lockout.failures, minutes=lockout.minutes
            )
            return ["password-wrong"]
        found = self.faults(account, new)
        if not found:
            attempts.clear(key)
            self.set(account, new, action="password-changed", keep=token)
        return found

    def make_code(self, account: Account, *, minutes: int = MINUTES, by: Account | None) -> str:
        """A new code for an account; the ones before it are worth nothing any more."""
        code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
        with write():
            self._spend(account)
            ResetCode.create(
                code=_kept(account, code),
                account=account,
                made_at=self.now,
                ends_at=self.now + timedelta(minutes=minutes),
            )
            events.record(
                f"account:{account.id}", "reset-code-made", actor=by or account, now=self.now
            )
        return code

    def may_send(self, name: str) -> bool:
        """Whether one more code is sent to this name; counted whether it has an account or not."""
        key = f"reset-sent:{self.province.id}:{name.strip().lower()}"
        if attempts.tally(key, self.now).until is not None:
            return False
        attempts.count_failure(key, now=self.now, most=SENT_MOST, minutes=MINUTES)
        return True

    def reset(self, name: str, account: Account | None, code: str, new: str) -> list[str]:
        """Set a new password by a code; codes of what is wrong, nothing changes then."""
        key = f"reset:{self.province.id}:{name.strip().lower()}"
        if attempts.tally(key, self.now).until is not None:
            return ["code-locked"]
        kept = None
        if account is not None:
            kept = ResetCode.get_or_none(ResetCode.code == _kept(account, code.strip()))
        if account is None or kept is None or kept.used_at or kept.ends_at < self.now:
            attempts.count_failure(key, now=self.now, most=TRIES, minutes=MINUTES)
            return ["code-wrong"]
        found = self.faults(account, new)
        if not found:
            with write():
                if not self._spend(account):
                    return ["code-wrong"]  # it was used a moment ago
                attempts.clear(key)
                attempts.clear(f"sign-in:{self.province.id}:{name.strip().lower()}")
                attempts.clear(f"sign-in-to:{account.id}")
                self.set(account, new, action="password-reset")
        return found

    def faults(self, account: Account, new: str) -> list[str]:
        """What is wrong with a new password, as codes."""
        former = [account.password, *account.former_passwords]
        return passwords.password_faults(
            self.province.account.password,
            new,
            login=account.login,
            former=[one for one in former if one],
        )

    def set(self, account: Account, new: str, *, action: str, keep: str = "") -> None:
        """Set a password that was found good, and end the sessions but that of token `keep`."""
        hashed = passwords.hash_password(new)
        history = self.province.account.password.history
        with write():
            stored = Account.get_by_id(account.id)  # another change may have come before this one
            former = [one for one in (stored.password, *stored.former_passwords) if one]
            account.password, account.password_changed_at = hashed, self.now
            account.former_passwords = former[:history]
            account.save(
                only=[Account.password, Account.password_changed_at, Account.former_passwords]
            )
            sessions.end_others(account, keep, now=self.now)
            events.record(f"account:{account.id}", action, actor=account, now=self.now)

    def _spend(self, account: Account) -> int:
        mine = (ResetCode.account == account) & ResetCode.used_at.is_null()
        spent: int = ResetCode.update(used_at=self.now).where(mine).execute()
        return spent


def _kept(account: Account, code: str) -> str:
    return hashlib.sha256(f"{account.id}:{code}".encode()).hexdigest()
