"""上报路径: where a unit reports its applications of a series and a level (山东手册 L151)."""

from __future__ import annotations

from typing import Any

from peewee import Case

from web.models import Binding, Path, Unit
from web.services.errors import NotFound

STATES = {"pending": "待上级审核", "active": "已生效", "refused": "未通过", "ended": "已停用"}
TONES = {"pending": "warn", "active": "good", "refused": "bad"}


def upper_of(unit: Unit, series: str, level: str) -> Unit | None:
    """Where what the unit reports of this series (an id) and level (its name) goes, by the most
    precise active path: that of series and level, of the series, of the level, of everything. None
    without one, or if the upper unit is not active."""
    found = {
        (path.series, path.level): path.upper
        for path in Path.select(Path, Unit)
        .join(Unit, on=Path.upper)
        .where(Path.unit == unit, Path.state == "active", Unit.state == "active")
    }
    for key in ((series, level), (series, ""), ("", level), ("", "")):
        if key in found:
            return found[key]
    return None


def paths_of(unit: Unit) -> Any:
    """Every way upward that a unit asked for or was given, as a query: those in force first."""
    query = Path.select(Path, Unit).join(Unit, on=Path.upper).where(Path.unit == unit)
    return query.order_by(_in_order(), Path.requested_at.desc(), Path.id.desc())


def paths_to(upper: Unit, state: str) -> Any:
    """The paths that lead to a unit in a state, as a query: what waits longest first, else the
    newest."""
    query = Path.select(Path, Unit).join(Unit, on=Path.unit)
    order = Path.requested_at if state == "pending" else Path.requested_at.desc()
    return query.where(Path.upper == upper, Path.state == state).order_by(order, Path.id)


def paths_in(province: str, state: str, name: str = "") -> Any:
    """The paths of a province in a state, as a query; `name` is a part of a unit's name."""
    lower, upper = Unit.alias(), Unit.alias()
    query = (
        Path.select(Path, lower, upper)
        .join(lower, on=(Path.unit == lower.id), attr="unit")
        .switch(Path)
        .join(upper, on=(Path.upper == upper.id), attr="upper")
        .where(lower.province == province, Path.state == state)
    )
    if name:
        query = query.where(lower.name.contains(name) | upper.name.contains(name))
    return query.order_by(lower.name, Path.series, Path.level, Path.id)


def units_without_path(province: str) -> Any:
    """The active units that people are bound to and that report nowhere, as a query: what they let
    pass cannot go on."""
    reporting = Path.select(Path.unit).where(Path.state == "active")
    employing = Binding.select(Binding.unit).where(Binding.state == "bound")
    query = Unit.select().where(
        Unit.province == province,
        Unit.state == "active",
        Unit.id << employing,
        Unit.id.not_in(reporting),
    )
    return query.order_by(Unit.name, Unit.id)


def path_of(id: str) -> Path:
    """A path with its two units.

    :raises NotFound: there is none
    """
    path: Path | None = Path.get_or_none(Path.id == id)
    if path is None:
        raise NotFound("上报路径")
    return path


def is_overdue(path: Path, today: str) -> bool:
    """Whether the upper unit's answer is late; `today` is an ISO day."""
    return path.state == "pending" and bool(path.due_on) and path.due_on < today


def overlap(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether some application goes by both: (series, level), "" standing for all of them."""
    return all(a == b or not a or not b for a, b in zip(one, other, strict=True))


def leads_back(unit: Unit, upper: Unit, series: str, level: str) -> bool:
    """Whether what goes up to `upper` would come back to `unit` by the paths that are active."""
    if unit.id == upper.id:
        return True
    seen, reached = {upper.id}, [upper.id]
    while reached:
        query = Path.select().where(Path.unit << reached, Path.state == "active")
        following = {
            path.upper_id for path in query if overlap((path.series, path.level), (series, level))
        }
        if unit.id in following:
            return True
        reached = sorted(following - seen)
        seen |= following
    return False


def _in_order() -> Any:
    return Case(Path.state, (("active", 0), ("pending", 1), ("refused", 2)), 3)
