"""数据上报: what passed a unit's review goes up along the one path of its series and level, many at
once, never without a path (山东手册 L133-148)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from peewee import JOIN

from engine.packs.model import LEVELS, Plan, Standard
from engine.workflow.model import ReviewNode
from web.models import Account, Application, Job, Person, Task, Unit, write
from web.services import jobs
from web.services.duties import check_duty
from web.services.errors import BadChoice, NotFound
from web.services.packs import Packs
from web.services.paths import upper_of
from web.services.searching import Search, has_words
from web.services.units import check_active

KIND = "report"
ORDERS = ("submitted_at", "level", "title", "name", "unit")
"""By what the list is sorted: 申报时间、申报级别、职称名称、姓名、工作单位 (山东手册 L142)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where an application goes next; `unit` is None where no path leads on, `what` then says of
    which series and level."""

    unit: Unit | None
    name: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """An application that waits to be reported; `level` is in the words of its province."""

    id: str
    year: int
    plan: str
    level: str
    rank: int
    title: str
    name: str
    unit: str
    submitted_at: datetime
    target: Target


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSearch(Search):
    """What is looked for; an empty value matches everything (山东手册 L139). `order` is one of
    `ORDERS`, with “-” before it downwards."""

    year: str = ""
    level: str = ""
    title: str = ""
    unit: str = ""
    order: str = "submitted_at"

    @property
    def by(self) -> tuple[str, bool]:
        """The column of the order, and whether downwards."""
        name = self.order.removeprefix("-")
        return (name if name in ORDERS else ORDERS[0]), self.order.startswith("-")

    def matches(self, one: Ready) -> bool:
        """Whether an application is among those looked for."""
        return (
            self.year in ("", str(one.year))
            and self.level in ("", one.level)
            and self.title in ("", one.title)
            and has_words(one.unit, self.unit)
        )

    def sort(self, found: Iterable[Ready]) -> list[Ready]:
        """In the order that is asked for, what was handed in first before others."""
        column, down = self.by
        listed = sorted(found, key=lambda one: (one.submitted_at, one.id))
        return sorted(listed, key=lambda one: _sorted_by(one, column), reverse=down)


def _sorted_by(one: Ready, column: str) -> Any:
    if column == "submitted_at":
        return one.submitted_at
    # in GB 2312 the common characters stand in the order of their pinyin
    return one.rank if column == "level" else str(getattr(one, column)).encode("gb18030")


def reports_at(packs: Packs, province: str) -> bool:
    """Whether the chain of a province has steps at which what passed is sent up by itself; not
    while its packs cannot be read."""
    try:
        nodes = packs.province(province).workflow.nodes
    except NotFound:
        return False
    return any(node.actions == ("report",) for node in nodes)


def asks_for_paths(packs: Packs, province: str) -> bool:
    """Whether units of a province ask for their ways upward themselves; not while its packs cannot
    be read."""
    try:
        return bool(packs.province(province).paths.request)
    except NotFound:
        return False


def ready_of(packs: Packs, unit: Unit) -> list[Ready]:
    """Everything that waits for this unit to report it."""
    employer = Unit.alias()
    query: Any = (
        Task.select(Task, Application, Person, employer)
        .join(Application)
        .join(Person)
        .switch(Application)
        .join(
            employer, join_type=JOIN.LEFT_OUTER, on=(Application.unit == employer.id), attr="unit"
        )
        .where(
            Task.unit == unit,
            Task.done_at.is_null(),
            Application.state == "submitted",
            Application.deleted_at.is_null(),
        )
    )
    paths = _Paths(unit)
    found = (_ready(packs, paths, task.application) for task in query)
    return [one for one in found if one is not None]


class _Paths:
    """The ways upward of a unit, each asked for once."""

    def __init__(self, unit: Unit) -> None:
        self.upper = lru_cache(maxsize=None)(lambda series, level: upper_of(unit, series, level))


def _ready(packs: Packs, paths: _Paths, application: Application) -> Ready | None:
    plan = packs.pinned(application.bundle_id)
    standard = plan.standard(application.choice["standard"])
    node = standard.workflow.node(application.node) if standard else None
    if standard is None or node is None or node.actions != ("report",):
        return None
    level = standard.level_of(application.choice["title"])
    return Ready(
        id=application.id,
        year=application.year,
        plan=plan.name,
        level=plan.word(level) if level else "",
        rank=RANKS.get(level, len(RANKS)),
        title=application.choice["title"],
        name=application.person.name,
        unit=application.unit.name if application.unit is not None else "",
        submitted_at=application.submitted_at,
        target=_target(plan, standard, node, paths, level),
    )


RANKS = {name: at for at, name in enumerate(LEVELS)}
"""The place of each level, the highest first."""


def _target(plan: Plan, standard: Standard, node: ReviewNode, paths: _Paths, level: str) -> Target:
    nodes = standard.workflow.nodes
    following = next(iter(nodes[nodes.index(node) + 1 :]), None)
    what = f"{plan.series.name}、{plan.word(level)}" if level else plan.series.name
    if following is not None and following.by != "department":
        name = following.holder or (plan.committee if following.by == "committee" else "")
        return Target(unit=None, name=name or following.name, what=what)
    upper = paths.upper(plan.series.id, level)
    return Target(unit=upper, name=upper.name if upper else "", what=what)


def chosen_of(packs: Packs, unit: Unit, ids: Sequence[str]) -> list[Ready]:
    """Those of some applications that wait to be reported, in the order in which they were named.

    :raises BadChoice: none was named, or none of them waits any more
    """
    if not ids:
        raise BadChoice({"application": "请先勾选要上报的数据。"})
    waiting = {one.id: one for one in ready_of(packs, unit)}
    found = [waiting[id] for id in dict.fromkeys(ids) if id in waiting]
    if not found:
        raise BadChoice({"application": "所选的数据已经上报或退回，请在列表中重新选择。"})
    return found


def report(packs: Packs, unit: Unit, ids: Sequence[str], *, actor: Account, now: datetime) -> Job:
    """Put the reporting of some applications into the queue; those without a path are told there,
    one by one, and stay where they are.

    :raises DutyNeeded: the operator does not report
    :raises NotWritable: the unit is not active, or these are too many
    :raises BadChoice: as `chosen_of`, or none of them has a path
    """
    check_duty(actor, "report")
    check_active(unit)
    found = chosen_of(packs, unit, ids)
    if not any(one.target.name for one in found):
        raise BadChoice({"application": "所选的数据都没有开通上报路径，不能上报。请先申请路径。"})
    items = [
        {
            "application": one.id,
            "upper": one.target.unit.id if one.target.unit else "",
            "name": f"{one.name}　{one.title}",
        }
        for one in found
    ]
    with write(f"unit:{unit.id}"):
        return jobs.enqueue(
            KIND, f"数据上报（{len(items)} 份）", items, account=actor, unit=unit, now=now
        )
