"""The applications that came to a unit: looked for by year, plan, level, title, state, name and
unit (山东手册 L117), sorted, counted and cut by the database."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Literal

from peewee import JOIN, Case, fn

from engine.packs.model import Plan
from web.models import Account, Application, Person, Task, Unit
from web.services.deadlines import SOON, Deadline, deadline_of
from web.services.reviewing import ReviewDesk
from web.services.searching import Search

Group = Literal["waiting", "passed", "returned", "terminated"]
GROUPS: tuple[Group, ...] = ("waiting", "passed", "returned", "terminated")
"""What waits for this unit, what it let pass and is further on, what came back, what has ended."""
GROUP_NAMES: Mapping[str, str] = {
    "waiting": "待审核",
    "passed": "审核通过",
    "returned": "已退回",
    "terminated": "已终止",
}
Waiting: Any = Task.alias()
"""The open task of an application."""
Reporting: Any = Unit.alias()
"""The unit that it was handed in to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewSearch(Search):
    """What is looked for; an empty value matches everything. `state` is a group, "" for all; `due`
    is `late` or `soon` of what waits here; `sort` is a column, `down` is not empty where it is
    sorted from last to first."""

    year: str = ""
    plan: str = ""
    level: str = ""
    title: str = ""
    state: str = "waiting"
    name: str = ""
    unit: str = ""
    due: str = ""
    sort: str = ""
    down: str = ""

    def sorted_by(self, column: str) -> ReviewSearch:
        """The same by a column: the other way round where it is sorted by it."""
        again = self.sort == column and not self.down
        return replace(self, sort=column, down="1" if again else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """An application that came to a unit. `level` is in the words of its province, `unit` is who
    reported it, `taker` who has taken it."""

    application: Application
    person: Person
    plan: Plan
    level: str
    group: Group
    unit: str
    deadline: Deadline
    taker: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewChoices:
    """What can be looked for: years, plans as (id, name), levels and titles that occur."""

    years: tuple[int, ...]
    plans: tuple[tuple[str, str], ...]
    levels: tuple[str, ...]
    titles: tuple[str, ...]


LISTED = (
    Application.id, Application.bundle, Application.choice, Application.state, Application.node,
    Application.round, Application.submitted_at, Application.unit, Person.id, Person.name,
)  # fmt: skip
"""What lists show; what is known of people is not read for a thousand of them."""


@dataclass(frozen=True, slots=True)
class _Came:
    """Distinct titles of distinct bundles among what came to a unit, with their levels."""

    bundle: str
    title: str
    plan: Plan
    level: str


def reported(desk: ReviewDesk, search: ReviewSearch) -> Any:
    """What is looked for, in order, as a query of applications; `read` takes a part of it."""
    query = _looked_for(desk, search)
    if search.state:
        known = search.state in GROUPS
        query = query.where(_is(desk, search.state) if known else Application.id == "")
    return query.order_by(*_order(desk, search), Application.submitted_at, Application.id)


def read(desk: ReviewDesk, query: Iterable[Application]) -> list[Reported]:
    """The entries of a part of `reported`."""
    found = list(query)
    tasks = {
        task.application_id: task
        for task in Task.select().where(
            Task.application << [one.id for one in found], Task.done_at.is_null()
        )
    }
    takers = {task.taken_by for task in tasks.values() if task.taken_by}
    names = _names(takers)
    wanted = sorted({one.unit_id for one in found if one.unit_id})
    units = {one.id: one.name for one in Unit.select(Unit.id, Unit.name).where(Unit.id << wanted)}
    past = _past(desk, [one.id for one in found])
    return [
        _reported(desk, one, tasks.get(one.id), names, units.get(one.unit_id or "", ""), past)
        for one in found
    ]


def number_by_group(desk: ReviewDesk, search: ReviewSearch) -> dict[str, int]:
    """How many there are of each group, whatever group is looked for."""
    counts = [fn.SUM(Case(None, [(_is(desk, group), 1)], 0)) for group in GROUPS]
    row = next(iter(_looked_for(desk, search).select(*counts).tuples()))
    return {group: int(number or 0) for group, number in zip(GROUPS, row, strict=True)}


def choices_of(desk: ReviewDesk) -> ReviewChoices:
    """What can be looked for among what came to the unit."""
    came = _came(desk)
    return ReviewChoices(
        years=tuple(sorted({one.plan.year for one in came}, reverse=True)),
        plans=tuple(sorted({(one.plan.id, one.plan.name) for one in came})),
        levels=tuple(sorted({one.level for one in came if one.level})),
        titles=tuple(sorted({one.title for one in came if one.title})),
    )


def next_waiting(desk: ReviewDesk, search: ReviewSearch, done: str) -> str:
    """The id of what waits next in the order of the search, "" when nothing does any more; what
    another operator has taken is passed over."""
    waiting = reported(desk, replace(search, state="waiting")).where(
        Application.id != done, Waiting.taken_by << ["", desk.operator.id]
    )
    return next((str(one.id) for one in waiting.limit(1)), "")


def _names(accounts: Collection[str]) -> dict[str, str]:
    if not accounts:
        return {}
    query = Account.select(Account.id, Account.name).where(Account.id << sorted(accounts))
    return {one.id: one.name for one in query}


def _ours(desk: ReviewDesk) -> Any:
    return Task.select(Task.application).where(Task.unit == desk.unit)


def _looked_for(desk: ReviewDesk, search: ReviewSearch) -> Any:
    query = (
        Application.select(*LISTED)
        .join(Person)
        .switch(Application)
        .join(Reporting, JOIN.LEFT_OUTER, on=(Reporting.id == Application.unit), attr="came_from")
        .switch(Application)
        .join(
            Waiting,
            JOIN.LEFT_OUTER,
            on=((Waiting.application == Application.id) & Waiting.done_at.is_null()),
            attr="waiting",
        )
        .where(
            Application.id << _ours(desk),
            Application.deleted_at.is_null(),
            Application.state != "editing",
        )
    )
    if search.year.isdecimal():
        query = query.where(Application.year == int(search.year))
    if search.plan:
        query = query.where(Application.plan == search.plan)
    if search.title:
        query = query.where(Application.title == search.title)
    if search.level:
        query = query.where(_has_level(desk, search.level))
    if search.due:
        query = query.where(_due(desk, search.due))
    for word in search.name.split():
        query = query.where(Person.name.contains(word))
    for word in search.unit.split():
        query = query.where(Reporting.name.contains(word))
    return query


def _due(desk: ReviewDesk, when: str) -> Any:
    """The condition of what waits here and is past its last day, or near it, as the desk counts."""
    today = desk.now.date()
    last = Waiting.due_on
    here = (Waiting.unit == desk.unit) & (last != "")
    if when == "late":
        return here & (last < today.isoformat())
    near = (today + timedelta(days=SOON)).isoformat()
    return here & (last >= today.isoformat()) & (last <= near)


def _is(desk: ReviewDesk, group: str) -> Any:
    """The condition of a group. What waits only to be reported has passed here; what was sent back
    from here and waits elsewhere in a later round has not yet, nor what was given back."""
    submitted = Application.state == "submitted"
    ours = submitted & (Waiting.unit == desk.unit)
    only_reported = sorted(_only_reported(desk))
    here = ours & Waiting.node.not_in(only_reported)
    sent_up = ours & Waiting.node.in_(only_reported)
    elsewhere = submitted & (Waiting.unit.is_null() | (Waiting.unit != desk.unit))
    came: Any = Task.alias()
    let_pass = fn.EXISTS(
        came.select(came.id).where(
            came.application == Application.id,
            came.unit == desk.unit,
            came.round == Application.round,
            _passed_on(came),
        )
    )
    if group == "waiting":
        return here
    if group == "passed":
        return (Application.state == "passed") | sent_up | (elsewhere & let_pass)
    if group == "returned":
        return (Application.state == "returned") | (elsewhere & ~let_pass)
    return Application.state == "terminated"


def _passed_on(came: Any) -> Any:
    """The condition of a task that was closed, and that its unit has not given back since."""
    later: Any = Task.alias()
    given_back = later.select(later.id).where(
        later.application == came.application,
        later.unit == came.unit,
        later.round == came.round,
        later.action == "back",
        later.done_at >= came.done_at,
    )
    return came.done_at.is_null(False) & ~fn.EXISTS(given_back)


def _only_reported(desk: ReviewDesk) -> frozenset[str]:
    """The nodes at which nothing is decided any more, only sent up (山东手册 L126, L133)."""
    nodes = desk.packs.province(desk.unit.province).workflow.nodes
    return frozenset(node.id for node in nodes if node.actions == ("report",))


def _came(desk: ReviewDesk) -> list[_Came]:
    query: Any = Application.select(Application.bundle, Application.title).distinct()
    query = query.where(Application.id << _ours(desk), Application.deleted_at.is_null())
    found = []
    for bundle, title in query.tuples():
        plan = desk.packs.pinned(bundle)
        found.append(_Came(bundle, title, plan, _level(plan, title)))
    return found


def _level(plan: Plan, title: str) -> str:
    return plan.word(next(filter(None, (one.level_of(title) for one in plan.standards)), ""))


def _has_level(desk: ReviewDesk, level: str) -> Any:
    pairs = [one for one in _came(desk) if one.level == level]
    condition: Any = Application.id == ""
    for one in pairs:
        condition |= (Application.bundle == one.bundle) & (Application.title == one.title)
    return condition


def _order(desk: ReviewDesk, search: ReviewSearch) -> Sequence[Any]:
    columns: dict[str, Any] = {
        "name": Person.name,
        "year": Application.year,
        "plan": Application.plan,
        "title": Application.title,
        "unit": Reporting.name,
        "submitted": Application.submitted_at,
        "state": Application.state,
        "due": Case(None, [(Waiting.due_on == "", "9")], fn.COALESCE(Waiting.due_on, "9")),
    }
    if search.sort == "level":
        ranked = [
            ((Application.bundle == one.bundle) & (Application.title == one.title), one.level)
            for one in _came(desk)
        ]
        columns["level"] = Case(None, ranked, "") if ranked else Application.title
    column = columns.get(search.sort)
    if column is None:
        return ()
    return (column.desc() if search.down else column.asc(),)


def _past(desk: ReviewDesk, ids: Sequence[str]) -> set[tuple[str, int]]:
    """The rounds of applications in which the unit has let them pass."""
    query: Any = Task.select(Task.application, Task.round).where(
        Task.application << list(ids), Task.unit == desk.unit, _passed_on(Task)
    )
    return set(query.tuples())


def _reported(
    desk: ReviewDesk,
    application: Any,
    task: Task | None,
    names: dict[str, str],
    unit: str,
    past: set[tuple[str, int]],
) -> Reported:
    plan = desk.packs.pinned(application.bundle_id)
    standard = plan.standard(application.choice["standard"])
    level = standard.level_of(application.choice["title"]) if standard is not None else ""
    node = plan.node(application.choice["standard"], application.node)
    ours = task is not None and task.unit_id == desk.unit.id
    deadline = Deadline()
    if task is not None and ours:
        today = desk.now.date()
        deadline = deadline_of(desk.packs.calendar, node, str(task.due_on), today)
    return Reported(
        application=application,
        person=application.person,
        plan=plan,
        level=plan.word(level),
        group=_group(
            application,
            ours and application.node not in _only_reported(desk),
            (application.id, application.round) in past,
        ),
        unit=unit,
        deadline=deadline,
        taker=names.get(str(task.taken_by), "") if task is not None and ours else "",
    )


def _group(application: Application, ours: bool, let_pass: bool) -> Group:
    if application.state in ("returned", "terminated"):
        return "returned" if application.state == "returned" else "terminated"
    if application.state == "submitted" and ours:
        return "waiting"
    return "passed" if application.state == "passed" or let_pass else "returned"
