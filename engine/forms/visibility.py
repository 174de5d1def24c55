"""What of a standard applies to an application: sections and fields.

Conditions are evaluated on the well-formed answers of the stored state (`CheckReport.values`).
Hidden answers stay in the draft; check, print and hand-in leave them out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.packs.model import Field, Standard
from engine.rules.expression import Expression

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Visible:
    """The ids of sections that apply, and the paths `section.field` of form fields that do."""

    sections: frozenset[str]
    fields: frozenset[str]


def visible(standard: Standard, values: Values) -> Visible:
    """What applies when conditions see these values; a field needs its section, too."""
    sections = [section for section in standard.sections if holds(section.when, values)]
    return Visible(
        sections=frozenset(section.id for section in sections),
        fields=frozenset(
            f"{section.id}.{field.id}"
            for section in sections
            if section.type in ("form", "pledge")
            for field in visible_fields(section.fields, values)
        ),
    )


def visible_fields(
    fields: Iterable[Field], values: Values, row: Values | None = None
) -> tuple[Field, ...]:
    """The fields that apply; those of a row see its own answers by their bare names."""
    return tuple(field for field in fields if holds(field.when, values, row))


def offered_tables(standard: Standard, values: Values) -> tuple[str, ...]:
    """The ids of the tables that an application with these values can be printed as."""
    return tuple(id for id in standard.tables if holds(standard.table_when.get(id), values))


def holds(condition: Expression | None, values: Values, row: Values | None = None) -> bool:
    """Whether a condition holds; there being none holds, an unknown answer does not."""
    return condition is None or condition.evaluate(values, row) is True
