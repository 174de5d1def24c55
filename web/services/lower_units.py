"""下一级单位: who reports to a unit, and how far the applications of each have come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import JOIN, fn

from web.models import Application, Path, Task, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class LowerUnit:
    """A unit with active paths to ours: how many applications wait there and how many of them are
    late, how many of its own wait with us, how many we had and are further on, and its paths."""

    unit: Unit
    paths: tuple[Path, ...]
    waiting: int
    late: int
    with_us: int
    further: int


def units_below(unit: Unit, today: date) -> Any:
    """The units that report to this one, as a query; `waiting` and `late` count what they have to
    do, and those with the most that is late come first."""
    reporting = Path.select(Path.unit).where(Path.upper == unit, Path.state == "active")
    is_late = (Task.due_on != "") & (Task.due_on < today.isoformat())
    tasks = (
        Task.select(
            Task.unit,
            fn.COUNT(Task.id).alias("waiting"),
            fn.COUNT(Task.id).filter(is_late).alias("late"),
        )
        .join(Application)
        .where(Task.unit << reporting, Task.done_at.is_null(), Application.deleted_at.is_null())
        .group_by(Task.unit)
        .alias("tasks")
    )
    waiting, late = fn.COALESCE(tasks.c.waiting, 0), fn.COALESCE(tasks.c.late, 0)
    return (
        Unit.select(Unit, waiting.alias("waiting"), late.alias("late"))
        .join(tasks, JOIN.LEFT_OUTER, on=(tasks.c.unit_id == Unit.id))
        .where(Unit.id << reporting)
        .order_by(late.desc(), waiting.desc(), Unit.name, Unit.id)
    )


def counted(unit: Unit, lower: Sequence[Any]) -> list[LowerUnit]:
    """Units of `units_below` with what else is known of them."""
    ids = [one.id for one in lower]
    came = _tasks_with_us(unit, ids)
    with_us, had = _by_unit(came.where(Task.done_at.is_null())), _by_unit(came)
    paths = Path.select().where(Path.unit << ids, Path.upper == unit, Path.state == "active")
    listed = list(paths.order_by(Path.series, Path.level))
    return [
        LowerUnit(
            unit=one,
            paths=tuple(path for path in listed if path.unit_id == one.id),
            waiting=one.waiting,
            late=one.late,
            with_us=with_us[one.id],
            further=had[one.id] - with_us[one.id],
        )
        for one in lower
    ]


def _tasks_with_us(unit: Unit, ids: Sequence[str]) -> Any:
    """What ever came to ours out of each unit, as a query that counts applications."""
    return (
        Task.select(Application.unit, fn.COUNT(Application.id.distinct()))
        .join(Application)
        .where(Task.unit == unit, Application.unit << list(ids), Application.deleted_at.is_null())
        .group_by(Application.unit)
    )


def _by_unit(query: Any) -> Counter[str]:
    return Counter(dict(query.tuples()))
