"""Which tables of a plan are about what."""

from __future__ import annotations

from engine.packs.model import Plan, Standard
from engine.tables.model import Subject, Table


def tables_of(plan: Plan, standard: Standard | None, subject: Subject) -> tuple[Table, ...]:
    """The tables of that subject which a standard prints, or any standard of the plan, in order."""
    ids = standard.tables if standard is not None else tuple(plan.tables)
    found = (plan.tables[id] for id in ids if id in plan.tables)
    return tuple(table for table in found if table.subject == subject)
