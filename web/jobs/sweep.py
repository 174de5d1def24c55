"""What workers do again and again: letters, digests, reminders, results that are out of date."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from peewee import OperationalError

from web.clock import machine_now
from web.models import Swept, write
from web.site import Site

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sweep:
    """Something done once in `every`, by one worker of all; `do` must bear being repeated."""

    name: str
    every: timedelta
    do: Callable[[Site, datetime], object]


def sweep_due(parts: Site, sweeps: Sequence[Sweep], now: datetime) -> None:
    """Do what is due; what fails is logged and tried again the next time."""
    for one in sweeps:
        if not _is_due(one):
            continue
        try:
            one.do(parts, now)
        except OperationalError:
            raise
        except Exception:
            log.exception("sweep %s failed", one.name)


def _is_due(sweep: Sweep) -> bool:
    """Whether it is this worker's turn: the one that notes the time first."""
    at = machine_now()
    known: Swept | None = Swept.get_or_none(Swept.name == sweep.name)
    if known is not None and known.at > at - sweep.every:
        return False
    with write(f"sweep:{sweep.name}"):
        if known is None:
            return bool(
                Swept.insert(name=sweep.name, at=at).on_conflict_ignore().as_rowcount().execute()
            )
        mine = Swept.update(at=at).where(Swept.name == sweep.name, Swept.at == known.at)
        return bool(mine.execute())
