"""What the database knows about an applicant and the pure check cannot: given to it as facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Ban:
    """A time in which one may not apply (诚信档案); both ends are days, included, "" is open."""

    start: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """`today` is ISO text by the server's clock, "" when unknown. `other_applications` are the plan
    years of the person's other applications, `bound` tells whether a unit is bound, `stale` are the
    ids of archive records that changed after they were picked. `open_until` is the last day for
    this one application where that is later than the plan's, as after a return."""

    today: str = ""
    other_applications: tuple[int, ...] = ()
    bans: tuple[Ban, ...] = ()
    bound: bool = True
    stale: tuple[str, ...] = ()
    open_until: str = ""


def facts_from(data: object) -> Facts:
    """The facts in JSON `data`; what has the wrong shape is left out, as if it were unknown."""
    if not isinstance(data, Mapping):
        return Facts()
    today, years, bans = data.get("today"), data.get("other_applications"), data.get("bans")
    stale = data.get("stale")
    return Facts(
        today=today if isinstance(today, str) else "",
        other_applications=tuple(
            year for year in (years if isinstance(years, list) else ()) if type(year) is int
        ),
        bans=tuple(
            Ban(start=_day(ban.get("from")), end=_day(ban.get("to")))
            for ban in (bans if isinstance(bans, list) else ())
            if isinstance(ban, Mapping)
        ),
        bound=data.get("bound") is not False,
        stale=tuple(id for id in (stale if isinstance(stale, list) else ()) if type(id) is str),
        open_until=_day(data.get("open_until")),
    )


def _day(value: object) -> str:
    return value if isinstance(value, str) else ""
