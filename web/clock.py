"""The one clock of the site: server time, at the wall of the offices that it serves."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")


class Clock:
    """Server time. With `today` the calendar stands still at that day while the hours go on,
    so that a plan of the past can be demonstrated."""

    def __init__(self, today: str = "") -> None:
        self._today = date.fromisoformat(today) if today else None

    @property
    def is_stopped(self) -> bool:
        """Whether the calendar stands still."""
        return self._today is not None

    def now(self) -> datetime:
        """The present moment, with its offset from UTC."""
        now = datetime.now(ZONE)
        return now if self._today is None else datetime.combine(self._today, now.timetz())

    def today(self) -> date:
        """The present day."""
        return self.now().date()


def machine_now() -> datetime:
    """The present moment of the machine, for what measures how long something takes: it goes on
    where the calendar stands still."""
    return datetime.now(ZONE)
