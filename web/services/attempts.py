"""How often something was tried and failed: counted in the database, so that every process and
every machine counts together (吉林手册 L70；domain.md P3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from web.models import Attempts, write

MEMORY = timedelta(days=1)
"""Failures older than this are forgotten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Failures that count now; `until` is set while trying again is refused."""

    count: int = 0
    until: datetime | None = None

    def minutes(self, now: datetime) -> int:
        """Minutes until one may try again, rounded up; 0 when one may."""
        return ceil((self.until - now).total_seconds() / 60) if self.until else 0


def tally(key: str, now: datetime) -> Tally:
    """The failures of a key that count now."""
    kept = Attempts.get_or_none(Attempts.key == key[:200])
    if kept is None or _is_over(kept, now):
        return Tally()
    return Tally(count=kept.count, until=kept.until)


def count_failure(key: str, *, now: datetime, most: int, minutes: int) -> Tally:
    """Count one more failure; from `most` on, trying again is refused for `minutes`."""
    with write():
        known = tally(key, now)
        count = known.count + 1
        until = now + timedelta(minutes=minutes) if count >= most else None
        values = {"count": count, "until": until}
        if known.count:
            Attempts.update(**values).where(Attempts.key == key[:200]).execute()
        else:
            clear(key)
            Attempts.create(key=key[:200], since=now, **values)
    return Tally(count=count, until=until)


def is_first(key: str, *, now: datetime, seconds: int) -> bool:
    """Note that something happened; False if it did so within these seconds before."""
    with write():
        if tally(key, now).until is not None:
            return False
        clear(key)
        until = now + timedelta(seconds=seconds)
        Attempts.create(key=key[:200], count=1, since=now, until=until)
    return True


def clear(key: str) -> None:
    """Forget the failures of a key."""
    Attempts.delete().where(Attempts.key == key[:200]).execute()


def sweep(now: datetime) -> None:
    """Forget what no longer counts."""
    Attempts.delete().where(Attempts.since < now - MEMORY).execute()


def _is_over(kept: Attempts, now: datetime) -> bool:
    if kept.until is not None:
        return bool(kept.until <= now)
    return bool(now - kept.since > MEMORY)
