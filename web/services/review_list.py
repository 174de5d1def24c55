"""The applications that were reported to a unit: looked for by year, plan, level, title, state and
name (山东手册 L117)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Literal

from engine.packs.model import Plan
from web.models import Application, Person
from web.services.reviewing import ReviewDesk

Group = Literal["waiting", "passed", "returned", "terminated"]
GROUPS: tuple[Group, ...] = ("waiting", "passed", "returned", "terminated")
"""What waits for this unit, what it let pass and is further on, what came back, what has ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewSearch:
    """What is looked for; an empty value matches everything. `state` is a group, "" for all."""

    year: str = ""
    plan: str = ""
    level: str = ""
    title: str = ""
    state: str = "waiting"
    name: str = ""

    @property
    def query(self) -> dict[str, str]:
        """The values that differ from an untouched search, for addresses."""
        found = {one.name: (getattr(self, one.name), one.default) for one in fields(self)}
        return {name: value for name, (value, usual) in found.items() if value != usual}

    def matches(self, one: Reported) -> bool:
        """Whether an application is among those looked for."""
        return self.state in ("", one.group) and self.matches_apart_from_state(one)

    def matches_apart_from_state(self, one: Reported) -> bool:
        """The same in whatever state."""
        return (
            self.year in ("", str(one.plan.year))
            and self.plan in ("", one.plan.id)
            and self.level in ("", one.level)
            and self.title in ("", one.application.choice["title"])
            and all(word in one.person.name for word in self.name.split())
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """An application that was reported to a unit; `level` is in the words of its province."""

    application: Application
    person: Person
    plan: Plan
    level: str
    group: Group


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewChoices:
    """What can be looked for: years, plans as (id, name), levels and titles that occur."""

    years: tuple[int, ...]
    plans: tuple[tuple[str, str], ...]
    levels: tuple[str, ...]
    titles: tuple[str, ...]


LISTED = (
    Application.id, Application.bundle, Application.choice, Application.state, Application.node,
    Application.round, Application.submitted_at, Person.id, Person.name,
)  # fmt: skip
"""What lists show; what is known of people is not read for a thousand of them."""


def reported_to(desk: ReviewDesk) -> list[Reported]:
    """Everything that was handed in to the unit, what was handed in first, first."""
    query = (
        Application.select(*LISTED)
        .join(Person)
        .where(
            Application.unit == desk.unit,
            Application.deleted_at.is_null(),
            Application.state != "editing",
        )
        .order_by(Application.submitted_at, Application.id)
    )
    return [_reported(desk, application) for application in query]


def _reported(desk: ReviewDesk, application: Application) -> Reported:
    plan = desk.packs.pinned(application.bundle_id)
    standard = plan.standard(application.choice["standard"])
    titles = standard.titles if standard else ()
    level = next((plan.word(t.level) for t in titles if t.name == application.choice["title"]), "")
    return Reported(
        application=application,
        person=application.person,
        plan=plan,
        level=level,
        group=_group(plan, application),
    )


def _group(plan: Plan, application: Application) -> Group:
    if application.state in ("returned", "terminated"):
        return "returned" if application.state == "returned" else "terminated"
    standard = plan.standard(application.choice["standard"])
    node = standard.workflow.node(application.node) if standard else None
    is_ours = application.state == "submitted" and node is not None and node.by == "unit"
    return "waiting" if is_ours else "passed"


def choices_of(found: Iterable[Reported]) -> ReviewChoices:
    """What can be looked for among these."""
    listed = list(found)
    return ReviewChoices(
        years=tuple(sorted({one.plan.year for one in listed}, reverse=True)),
        plans=tuple(sorted({(one.plan.id, one.plan.name) for one in listed})),
        levels=tuple(sorted({one.level for one in listed if one.level})),
        titles=tuple(sorted({one.application.choice["title"] for one in listed})),
    )


def number_by_group(found: Iterable[Reported], search: ReviewSearch) -> Counter[str]:
    """How many there are of each group, whatever group is looked for."""
    return Counter(one.group for one in found if search.matches_apart_from_state(one))


def next_waiting(found: Sequence[Reported], search: ReviewSearch, done: str) -> str:
    """The id of what waits next, "" when nothing does any more."""
    waiting = (
        one.application.id
        for one in found
        if one.group == "waiting"
        and one.application.id != done
        and search.matches_apart_from_state(one)
    )
    return next(waiting, "")
