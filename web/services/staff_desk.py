"""What waits on the desk of a province's staff."""

from __future__ import annotations

from dataclasses import dataclass

from web.models import Account, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Registrations of units and of people that nobody has looked at yet."""

    units: int
    people: int


def count_waiting(province: str) -> Waiting:
    """Count what waits in a province."""
    people = Account.select().where(
        Account.province == province, Account.role == "applicant", Account.state == "pending"
    )
    units = Unit.select().where(Unit.province == province, Unit.state == "pending")
    return Waiting(units=units.count(), people=people.count())
