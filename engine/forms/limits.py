"""`at_most`: a number that is larger than it may be is lowered when it is saved (# AH-81).

专业年限 may not exceed 工作年限; the applicant is told of every adjustment.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.fields.number_check import is_number, plain
from engine.messages import say
from engine.packs.model import Field, Section, Standard


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjusted:
    """One answer that was lowered, and what to tell the applicant."""

    field: str
    before: float
    after: float
    message: str


def clamp(
    section: Section,
    values: Mapping[str, object],
    sections: Mapping[str, Mapping[str, object]],
    standard: Standard,
) -> tuple[dict[str, object], tuple[Adjusted, ...]]:
    """The answers of a section with every `at_most` kept, and what was lowered for it.

    `sections` are the stored answers of the other sections. A limit that is not answered, or is
    no number, limits nothing. Chains are followed in the order of the fields.
    """
    kept = dict(values)
    adjusted: list[Adjusted] = []
    for field in section.fields:
        limit = _limit(field, section, kept, sections)
        value = kept.get(field.id)
        if not is_number(value) or limit is None or value <= limit:
            continue
        kept[field.id] = limit
        args = {
            "name": field.name,
            "limit_name": _name(field, section, standard),
            "actual": plain(value),
            "expected": plain(limit),
        }
        adjusted.append(
            Adjusted(
                field=field.id,
                before=value,
                after=limit,
                message=say("clamped", args, standard.messages),
            )
        )
    return kept, tuple(adjusted)


def _limit(
    field: Field,
    section: Section,
    values: Mapping[str, object],
    sections: Mapping[str, Mapping[str, object]],
) -> int | float | None:
    home, _, other = field.at_most.rpartition(".")
    if not other:
        return None
    beside = values if home in ("", section.id) else sections.get(home, {})
    limit = beside.get(other)
    return limit if is_number(limit) else None


def _name(field: Field, section: Section, standard: Standard) -> str:
    home, _, other = field.at_most.rpartition(".")
    owner = standard.section_of.get(home, section)
    return next((beside.name for beside in owner.fields if beside.id == other), other)
