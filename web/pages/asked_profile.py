"""The profile questions that registering asks, arranged for templates."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from engine.packs.model import Field, Section
from engine.packs.province import Province
from web.pages.parts import Question
from web.pages.records import facts_of
from web.services.masking import masked_answers
from web.services.profile_answers import (
    PERSON,
    Answers,
    asked_sections,
    prefix_of,
    requires,
    seen_values,
    shows,
)

NO_FAULTS: Mapping[str, tuple[str, ...]] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedPart:
    """A section of the profile as registering asks it."""

    section: Section
    questions: tuple[Question, ...]

    @property
    def name(self) -> str:
        """How pages of accounts call the section; packs name `person` for applications."""
        return name_of(self.section)


def name_of(section: Section) -> str:
    """The name of a section of the profile."""
    return "基本信息" if section.id == PERSON else section.name


def build_asked(
    province: Province,
    values: Answers,
    faults: Mapping[str, tuple[str, ...]] = NO_FAULTS,
    fixed: Collection[str] = (),
) -> tuple[AskedPart, ...]:
    """Every section with its questions, `values` typed into them; paths in `fixed` are shown."""
    seen = seen_values(province, values)
    return tuple(
        AskedPart(
            section=section,
            questions=tuple(
                _question(section, field, values, seen, faults, fixed) for field in section.fields
            ),
        )
        for section in asked_sections(province)
    )


def _question(
    section: Section,
    field: Field,
    values: Answers,
    seen: Answers,
    faults: Mapping[str, tuple[str, ...]],
    fixed: Collection[str],
) -> Question:
    path = f"{section.id}.{field.id}"
    value = values.get(section.id, {}).get(field.id)
    return Question(
        field=dataclasses.replace(field, readonly=True) if path in fixed else field,
        anchor=path,
        name=f"{prefix_of(section)}{field.id}",
        value=value,
        required=requires(field, seen),
        shown=shows(field, seen),
        faults=faults.get(path, ()),
    )


def answered(
    province: Province, values: Answers
) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """What was answered, for reading: pairs of question and answer by the name of the section;
    sensitive numbers are hidden."""
    return tuple(
        (
            name_of(section),
            facts_of(section.fields, masked_answers(values.get(section.id, {}), section.fields)),
        )
        for section in asked_sections(province)
    )
