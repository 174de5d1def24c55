"""Finding the plans of a province, and whether they are open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from engine.packs.model import Plan
from web.models import Person
from web.services.errors import NotFound, PlanNotOpen
from web.services.packs import Packs
from web.services.searching import Search, has_words

SORTS: Mapping[str, str] = {"newest": "最新发布", "closing": "截止日期", "name": "名称"}
"""The orders that plans can be listed in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSearch(Search):
    """What is looked for; an empty value matches every plan (安徽手册 L206，云南手册 L35).

    `title` is a title or a title kind (职称类别), `open` is "1" for what can be applied for now.
    """

    name: str = ""
    year: str = ""
    series: str = ""
    branch: str = ""
    title: str = ""
    level: str = ""
    type: str = ""
    open: str = ""
    sort: str = ""

    @property
    def is_narrow(self) -> bool:
        """Whether anything is looked for at all."""
        return any(name != "sort" for name in self.query)

    def find(self, plans: Iterable[Plan], today: date) -> list[Plan]:
        """The plans that match, in the order asked for; the newest first unless asked."""
        found = [plan for plan in plans if self.matches(plan, today)]
        if self.sort == "closing":
            day = today.isoformat()
            return sorted(found, key=lambda plan: (plan.closes < day, plan.closes, plan.id))
        if self.sort == "name":
            return sorted(found, key=lambda plan: plan.name)
        return found

    def matches(self, plan: Plan, today: date | None = None) -> bool:
        """Whether a plan is among those looked for; every word of `name` must occur."""
        text = f"{plan.name} {plan.committee} {plan.province_name} {plan.series.name} {plan.type}"
        return (
            has_words(text, self.name)
            and self.year in ("", str(plan.year))
            and self.series in ("", plan.series.id)
            and all(any(word in one for one in plan.branches) for word in self.branch.split())
            and self.title in ("", *titles_of(plan))
            and (not self.level or self.level in map(plan.word, plan.levels))
            and self.type in ("", plan.type)
            and (not self.open or today is None or is_open(plan, today))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChoices:
    """What the search offers: the years, series (id, name), titles, levels and types of plans."""

    years: tuple[int, ...]
    series: tuple[tuple[str, str], ...]
    titles: tuple[str, ...]
    levels: tuple[str, ...]
    types: tuple[str, ...]


def choices_of(plans: Iterable[Plan]) -> PlanChoices:
    """What can be looked for among these plans."""
    plans = tuple(plans)
    return PlanChoices(
        years=tuple(sorted({plan.year for plan in plans}, reverse=True)),
        series=tuple(sorted({(plan.series.id, plan.series.name) for plan in plans})),
        titles=tuple(dict.fromkeys(title for plan in plans for title in titles_of(plan))),
        levels=tuple(dict.fromkeys(plan.word(level) for plan in plans for level in plan.levels)),
        types=tuple(dict.fromkeys(plan.type for plan in plans if plan.type)),
    )


def titles_of(plan: Plan) -> tuple[str, ...]:
    """The titles that a plan offers (职称类别)."""
    return tuple(
        dict.fromkeys(title.name for standard in plan.standards for title in standard.titles)
    )


def plans_of(packs: Packs, province: str) -> tuple[Plan, ...]:
    """The plans of a province, the newest first: nobody applies in another one."""
    return tuple(plan for plan in packs.plans() if plan.province == province)


def plan_for(packs: Packs, person: Person, id: str) -> Plan:
    """A plan that this person may see.

    :raises NotFound: there is none, or it is another province's
    """
    plan = packs.plan(id)
    if plan.province != person.province:
        raise NotFound("评审计划")
    return plan


def by_type(plans: Iterable[Plan], first: Iterable[str] = ()) -> list[tuple[str, list[Plan]]]:
    """Plans under their business types (吉林手册 业务申报路径): those that the province lists
    `first` in its order, others as they appear."""
    order = {name: number for number, name in enumerate(first)}
    listed = list(plans)
    for plan in listed:
        order.setdefault(plan.type, len(order))
    listed.sort(key=lambda plan: order[plan.type])
    return [(type_, list(members)) for type_, members in groupby(listed, key=lambda p: p.type)]


def is_open(plan: Plan, today: date, until: str = "") -> bool:
    """Whether `today` lies in the plan's window, both ends included; `until` is the last day for
    one application where that is later."""
    return plan.opens <= today.isoformat() <= max(plan.closes, until)


def check_open(plan: Plan, today: date, until: str = "") -> None:
    """Refuse what needs an open plan.

    :raises PlanNotOpen: `today` is outside the window, and later than `until`
    """
    if not is_open(plan, today, until):
        raise PlanNotOpen(plan.name, plan.opens, max(plan.closes, until))
