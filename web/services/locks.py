"""Lockouts and sessions of accounts, as security administrators see and end them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from web.models import Account, Attempts, SignedIn, write
from web.services import attempts, events, sessions
from web.services.errors import NotFound
from web.services.staff_duties import check_duty


def keys_of(account: Account) -> tuple[str, ...]:
    """Everything that failures of an account are counted by."""
    names = {account.login, *(one.lower() for one in (account.id_number, account.mobile) if one)}
    return (
        f"sign-in-to:{account.id}",
        f"change-password:{account.id}",
        f"second-factor:{account.id}",
        *(f"{what}:{account.province}:{one}" for what in ("sign-in", "reset") for one in names),
    )


def minutes_locked(account: Account, *, now: datetime) -> int:
    """Minutes until the account may try again, 0 when it may now."""
    return max(attempts.tally(key, now).minutes(now) for key in keys_of(account))


def find_account(by: Account, id: str) -> Account:
    """An account of the province, whatever its role.

    :raises NotAdmitted: `by` is no security administrator
    :raises NotFound: there is none
    """
    check_duty(by, "security")
    found: Account | None = Account.get_or_none(
        (Account.id == id) & (Account.province == by.province)
    )
    if found is None:
        raise NotFound("账号")
    return found


def unlock(account: Account, *, by: Account, now: datetime) -> None:
    """Forget the failures of an account, so that it may sign in again.

    :raises NotAdmitted: `by` is no security administrator
    """
    check_duty(by, "security")
    with write(f"account:{account.id}"):
        for key in keys_of(account):
            attempts.clear(key)
        events.record(f"account:{account.id}", "unlocked", actor=by, now=now)


def end_sessions(account: Account, *, by: Account, now: datetime) -> int:
    """End every session of an account; how many there were.

    :raises NotAdmitted: `by` is no security administrator
    """
    check_duty(by, "security")
    with write(f"account:{account.id}"):
        ended = sessions.end_others(account, "", now=now)
        events.record(
            f"account:{account.id}", "sessions-ended", actor=by, now=now, details={"number": ended}
        )
    return ended


def locked_accounts(province: str, *, now: datetime) -> list[Account]:
    """The accounts of a province that may not sign in now."""
    found: Any = Attempts.select(Attempts.key).where(
        Attempts.key.startswith("sign-in-to:"), Attempts.until > now
    )
    keys = [key.removeprefix("sign-in-to:") for (key,) in found.tuples()]
    query = Account.select().where(Account.province == province, Account.id << keys)
    return list(query.order_by(Account.login))


def sessions_open(province: str) -> int:
    """How many sessions of a province nobody has ended; some of them may be idle."""
    query = SignedIn.select().join(Account)
    return int(query.where(Account.province == province, SignedIn.ended_at.is_null()).count())
