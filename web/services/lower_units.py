"""下一级单位: who reports to a unit, and how far the applications of each have come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from peewee import fn

from web.models import Application, Path, Task, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class LowerUnit:
    """A unit with active paths to ours: how many of its applications wait with itself, how many
    with us, how many we had and are further on, and its paths."""

    unit: Unit
    paths: tuple[Path, ...]
    with_itself: int
    with_us: int
    further: int


def units_below(unit: Unit) -> Any:
    """The units that report to this one, as a query, by their names."""
    reporting = Path.select(Path.unit).where(Path.upper == unit, Path.state == "active")
    return Unit.select().where(Unit.id << reporting).order_by(Unit.name, Unit.id)


def counted(unit: Unit, lower: Sequence[Unit]) -> list[LowerUnit]:
    """The same units with what is known of them."""
    ids = [one.id for one in lower]
    if not ids:
        return []
    with_itself = _open_tasks((Task.unit << ids,))
    with_us = _open_tasks((Task.unit == unit,), of=ids)
    had = _had(unit, ids)
    paths = Path.select().where(Path.unit << ids, Path.upper == unit, Path.state == "active")
    listed = list(paths.order_by(Path.series, Path.level))
    return [
        LowerUnit(
            unit=one,
            paths=tuple(path for path in listed if path.unit_id == one.id),
            with_itself=with_itself[one.id],
            with_us=with_us[one.id],
            further=had[one.id] - with_us[one.id],
        )
        for one in lower
    ]


def _open_tasks(where: tuple[Any, ...], of: Sequence[str] = ()) -> Counter[str]:
    """Open tasks by the unit that has them, or by that which handed them in if some are named."""
    key = Application.unit if of else Task.unit
    query: Any = (
        Task.select(key, fn.COUNT(Task.id))
        .join(Application)
        .where(*where, Task.done_at.is_null(), Application.deleted_at.is_null())
    )
    if of:
        query = query.where(Application.unit << list(of))
    return Counter(dict(query.group_by(key).tuples()))


def _had(unit: Unit, ids: Sequence[str]) -> Counter[str]:
    """How many applications of each unit ever came to ours."""
    query: Any = (
        Task.select(Application.unit, fn.COUNT(Application.id.distinct()))
        .join(Application)
        .where(Task.unit == unit, Application.unit << list(ids), Application.deleted_at.is_null())
        .group_by(Application.unit)
    )
    return Counter(dict(query.tuples()))
