"""二次验证: a code of the account's device beside its password (TOTP, RFC 6238: SHA-1, six digits,
thirty seconds), and recovery codes for when the device is gone.

The time is the machine's, as that of the device is: a demonstration's calendar may stand still.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from datetime import datetime
from urllib.parse import quote

from engine.packs.province import AccountRules, Province
from web.clock import machine_now
from web.models import Account, SecondFactor, write
from web.services import attempts, events
from web.services.staff_duties import check_duty

STEP, DIGITS = 30, 6
AROUND = 1
"""Steps before and after the present one whose codes are taken: clocks differ."""
RECOVERY, RECOVERY_BYTES = 8, 5
TRIES = 5


def code_at(secret: str, step: int) -> str:
    """The code of a secret in a step of thirty seconds since 1970."""
    key = base64.b32decode(secret)
    digest = hmac.new(key, step.to_bytes(8, "big"), hashlib.sha1).digest()
    start = digest[-1] & 15
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}d}"


def step_of(moment: datetime) -> int:
    """The step that a moment lies in."""
    return int(moment.timestamp()) // STEP


def find(account: Account) -> SecondFactor | None:
    """What an account gives codes of, None while it gives none."""
    found: SecondFactor | None = SecondFactor.get_or_none(
        (SecondFactor.account == account) & SecondFactor.confirmed_at.is_null(False)
    )
    return found


def is_asked(account: Account, rules: AccountRules) -> bool:
    """Whether the province has accounts of this kind give codes; portals check by themselves."""
    if not rules.second_factor or not account.password:
        return False
    kind = account.unit.kind if account.role == "operator" and account.unit else account.role
    return kind in rules.second_factor


def is_missing(account: Account, rules: AccountRules) -> bool:
    """Whether an account has to begin giving codes before anything else."""
    return is_asked(account, rules) and find(account) is None


def begin(account: Account, *, now: datetime) -> SecondFactor:
    """A new secret to be shown; it counts once a code of it was given. One that is in use stays."""
    with write(f"account:{account.id}"):
        known: SecondFactor | None = SecondFactor.get_or_none(SecondFactor.account == account)
        if known is not None:
            return known
        secret = base64.b32encode(secrets.token_bytes(20)).decode()
        made: SecondFactor = SecondFactor.create(account=account, secret=secret, begun_at=now)
    return made


def address_of(found: SecondFactor, account: Account, province: Province) -> str:
    """What the QR code says to an authenticator app."""
    label = quote(f"职评:{account.login}@{province.id}")
    return f"otpauth://totp/{label}?secret={found.secret}&issuer={quote('职评')}"


def confirm(account: Account, code: str, *, now: datetime) -> list[str]:
    """Begin to ask for codes, once one was right; the recovery codes, [] when it was not."""
    with write(f"account:{account.id}"):
        found: SecondFactor | None = SecondFactor.get_or_none(SecondFactor.account == account)
        if found is None or found.confirmed_at is not None or not _take(found, code):
            return []
        codes = [secrets.token_hex(RECOVERY_BYTES) for _ in range(RECOVERY)]
        found.confirmed_at, found.recovery = now, [_kept(account, one) for one in codes]
        found.save(only=[SecondFactor.confirmed_at, SecondFactor.recovery])
        events.record(f"account:{account.id}", "second-factor-begun", actor=account, now=now)
    return codes


def check(account: Account, code: str, *, now: datetime, minutes: int) -> bool:
    """Whether a code of the device, or a recovery code, is right now; each works once. After some
    failures none is taken for `minutes`."""
    key = f"second-factor:{account.id}"
    with write(f"account:{account.id}"):
        if attempts.tally(key, now).until is not None:
            return False
        found = find(account)
        if found is not None and (_take(found, code) or _take_recovery(found, account, code, now)):
            attempts.clear(key)
            return True
        tally = attempts.count_failure(key, now=now, most=TRIES, minutes=minutes)
        if tally.until is not None:
            events.record(f"account:{account.id}", "locked", actor=None, now=now)
    return False


def minutes_locked(account: Account, *, now: datetime) -> int:
    """Minutes for which no code is taken, 0 when codes are."""
    return attempts.tally(f"second-factor:{account.id}", now).minutes(now)


def end(account: Account, *, by: Account, now: datetime) -> None:
    """Ask for no more codes: by the account itself, or by a security administrator whose
    colleague has lost device and recovery codes.

    :raises NotAdmitted: somebody else's, and `by` is no security administrator
    """
    if by.id != account.id:
        check_duty(by, "security")
    with write(f"account:{account.id}"):
        if SecondFactor.delete().where(SecondFactor.account == account).execute():
            events.record(f"account:{account.id}", "second-factor-ended", actor=by, now=now)


def _take(found: SecondFactor, code: str) -> bool:
    """Whether a code is of the device now and later than the last one that was used."""
    now, said = step_of(machine_now()), code.replace(" ", "")
    for step in range(now - AROUND, now + AROUND + 1):
        right = hmac.compare_digest(code_at(found.secret, step).encode(), said.encode())
        if right and step > found.last_step:
            found.last_step = step
            found.save(only=[SecondFactor.last_step])
            return True
    return False


def _take_recovery(found: SecondFactor, account: Account, code: str, now: datetime) -> bool:
    kept = _kept(account, code.strip().lower())
    if kept not in found.recovery:
        return False
    found.recovery = [one for one in found.recovery if one != kept]
    found.save(only=[SecondFactor.recovery])
    details = {"number": len(found.recovery)}
    events.record(
        f"account:{account.id}", "recovery-code-used", actor=account, now=now, details=details
    )
    return True


def _kept(account: Account, code: str) -> str:
    return hashlib.sha256(f"{account.id}:{code}".encode()).hexdigest()
