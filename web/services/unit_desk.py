"""What waits on the desk of a unit's operators."""

from __future__ import annotations

from dataclasses import dataclass

from engine.packs.province import Province
from web.models import Application, Binding, Record, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Requests to be confirmed, records to be verified, applications to be reviewed; and how many
    people belong to the unit."""

    bindings: int
    records: int
    applications: int
    people: int


def count_waiting(unit: Unit, province: Province) -> Waiting:
    """Count what waits for a unit; the province's chain says at which nodes units decide."""
    ours = [node.id for node in province.workflow.nodes if node.by == "unit"]
    bound = Binding.select(Binding.person).where(Binding.unit == unit, Binding.state == "bound")
    return Waiting(
        bindings=_bindings(unit, "requested"),
        records=Record.select()
        .where(
            Record.person << bound,
            Record.status == "pending",
            Record.deleted_at.is_null(),
            Record.kind << list(province.kinds),
        )
        .count(),
        applications=Application.select()
        .where(
            Application.unit == unit,
            Application.state == "submitted",
            Application.node << ours,
            Application.deleted_at.is_null(),
        )
        .count(),
        people=_bindings(unit, "bound"),
    )


def _bindings(unit: Unit, state: str) -> int:
    number: int = Binding.select().where(Binding.unit == unit, Binding.state == state).count()
    return number
