"""Finding plans, and whether they are open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from engine.packs.model import Plan
from web.services.errors import PlanNotOpen


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSearch:
    """What is looked for; an empty value matches every plan (安徽手册 L206)."""

    name: str = ""
    year: str = ""
    series: str = ""
    level: str = ""
    type: str = ""

    def matches(self, plan: Plan) -> bool:
        """Whether a plan is among those looked for; every word of `name` must occur."""
        text = f"{plan.name} {plan.committee} {plan.province_name} {plan.series.name}"
        return (
            all(word in text for word in self.name.split())
            and self.year in ("", str(plan.year))
            and self.series in ("", plan.series.id)
            and (not self.level or self.level in map(plan.word, plan.levels))
            and self.type in ("", plan.type)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChoices:
    """What the search offers: the years, series (id, name), levels and types of all plans."""

    years: tuple[int, ...]
    series: tuple[tuple[str, str], ...]
    levels: tuple[str, ...]
    types: tuple[str, ...]


def choices_of(plans: Iterable[Plan]) -> PlanChoices:
    """What can be looked for among these plans."""
    plans = tuple(plans)
    return PlanChoices(
        years=tuple(sorted({plan.year for plan in plans}, reverse=True)),
        series=tuple(sorted({(plan.series.id, plan.series.name) for plan in plans})),
        levels=tuple(dict.fromkeys(plan.word(level) for plan in plans for level in plan.levels)),
        types=tuple(sorted({plan.type for plan in plans if plan.type})),
    )


def is_open(plan: Plan, today: date) -> bool:
    """Whether `today` lies in the plan's window, both ends included."""
    return plan.opens <= today.isoformat() <= plan.closes


def check_open(plan: Plan, today: date) -> None:
    """Refuse what needs an open plan.

    :raises PlanNotOpen: `today` is outside the window
    """
    if not is_open(plan, today):
        raise PlanNotOpen(plan.name, plan.opens, plan.closes)
