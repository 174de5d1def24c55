"""The desk at which ways upward are asked for, answered, opened and ended: who, where, when, and
the words of the province."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from engine.packs.province import Province
from web.models import Account, Path
from web.services.days import last_day
from web.services.packs import Packs


@dataclass(frozen=True, slots=True, kw_only=True)
class PathDesk:
    """Opened for one request. `unit_id` is the unit that `actor` acts for, "" for staff."""

    packs: Packs
    province: Province
    actor: Account
    now: datetime

    @property
    def unit_id(self) -> str:
        """The unit that the actor acts for, "" for staff."""
        return self.actor.unit_id or ""

    @property
    def series(self) -> Mapping[str, str]:
        """The series that can be reported, names by id: the national ones and those of plans."""
        found = {one.id: one.name for one in self.province.series.values()}
        for plan in self.packs.plans():
            if plan.province == self.province.id:
                found.setdefault(plan.series.id, plan.series.name)
        return found

    @property
    def levels(self) -> tuple[str, ...]:
        """The levels that titles of the province's series have, in the order of the catalogue."""
        titles = (
            title
            for series in self.province.series.values()
            for branch in series.branches
            for title in branch.titles
        )
        return tuple(dict.fromkeys(title.level for title in titles))

    def words(self, path: Path) -> str:
        """What a path is for, as people read it: 工程技术人员、高级."""
        series = self.series.get(path.series, path.series) if path.series else "全部系列"
        level = self.province.word(path.level) if path.level else "全部等级"
        return f"{series}、{level}"

    def last_day(self) -> str:
        """Until when an upper unit answers what is asked now, as an ISO day; "" where nobody knows
        the working days of that year yet."""
        return last_day(self.packs.calendar, self.now.date(), self.province.paths.days)


def open_path_desk(packs: Packs, actor: Account, now: datetime) -> PathDesk:
    """The desk of an operator or of staff."""
    return PathDesk(packs=packs, province=packs.province(actor.province), actor=actor, now=now)
