"""上报路径: where a unit reports its applications of a series and a level (山东手册 L151)."""

from __future__ import annotations

from web.models import Path, Unit


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
