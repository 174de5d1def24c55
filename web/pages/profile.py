"""个人信息 arranged for templates: its sections with questions as applications ask them."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

from engine.fields.field_type import is_empty
from engine.forms.visibility import holds
from engine.packs.model import Field, Section
from engine.packs.province import Province
from web.models import Person
from web.pages.parts import Question
from web.pages.records import facts_of
from web.services.masking import masked_answers
from web.services.profile import is_locked, is_required, profile_faults, profile_values
from web.services.profile_photo import FILES

Facts = tuple[tuple[str, str], ...]
"""Names of questions with their answers in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfilePart:
    """A section of 个人信息; `missing` names what is required and not answered."""

    section: Section
    questions: tuple[Question, ...]
    facts: Facts
    missing: tuple[str, ...]
    faults: tuple[str, ...]

    @property
    def name(self) -> str:
        """How 个人中心 calls the section."""
        return _name(self.section)


def told_profile(province: Province, person: Person) -> tuple[tuple[str, Facts], ...]:
    """The sections of 个人信息 with the answers as somebody else may read them: numbers hidden."""
    seen = profile_values(province, person.account)
    told = []
    for section in province.profile:
        shown = tuple(f for f in section.fields if f.type not in FILES and holds(f.when, seen))
        told.append((_name(section), _facts(shown, _hidden(section, person))))
    return tuple(told)


def _hidden(section: Section, person: Person) -> dict[str, Any]:
    return masked_answers(person.account.get(section.id, {}), section.fields)


def _name(section: Section) -> str:
    """How 个人中心 calls a section; packs name `person` for applications."""
    return "基本信息" if section.id == "person" else section.name


def build_profile(province: Province, person: Person, today: str) -> tuple[ProfilePart, ...]:
    """Every section of a person's 个人信息; files are asked apart, by `file_question`."""
    seen = profile_values(province, person.account)
    faults = profile_faults(province, person.account, today)
    return tuple(_part(province, person, section, seen, faults) for section in province.profile)


def file_question(province: Province, person: Person, path: str, today: str) -> Question:
    """The photo or file at a path of 个人信息."""
    section_id, _, id = path.partition(".")
    section = province.section(section_id)
    assert section is not None  # the path came from this very profile
    seen = profile_values(province, person.account)
    field = next(field for field in section.fields if field.id == id)
    faults = profile_faults(province, person.account, today)
    return _question(province, person, section, field, seen, faults)


def _part(
    province: Province,
    person: Person,
    section: Section,
    seen: dict[str, Any],
    faults: dict[str, tuple[str, ...]],
) -> ProfilePart:
    values = person.account.get(section.id, {})
    shown = [field for field in section.fields if holds(field.when, seen)]
    typed = [field for field in section.fields if field.type not in FILES]
    wrong = [
        message
        for field in shown
        if not is_empty(values.get(field.id))
        for message in faults.get(f"{section.id}.{field.id}", ())
    ]
    return ProfilePart(
        section=section,
        questions=tuple(_question(province, person, section, f, seen, faults) for f in typed),
        facts=_facts(tuple(f for f in shown if f.type not in FILES), values),
        missing=tuple(f.name for f in shown if is_required(f, seen) and is_empty(values.get(f.id))),
        faults=tuple(wrong),
    )


def _facts(fields: tuple[Field, ...], values: dict[str, Any]) -> Facts:
    """Every item with its answer: 个人中心 also shows what is still empty (安徽手册 图1-6)."""
    answered = dict(facts_of(fields, values))
    return tuple((field.name, answered.get(field.name, "—")) for field in fields)


def _question(
    province: Province,
    person: Person,
    section: Section,
    field: Field,
    seen: dict[str, Any],
    faults: dict[str, tuple[str, ...]],
) -> Question:
    value = person.account.get(section.id, {}).get(field.id)
    path = f"{section.id}.{field.id}"
    locked = is_locked(province, person.account, section.id, field)
    # nobody is reproached with questions of a section that was never saved
    said = faults.get(path, ()) if section.id in person.account else ()
    return Question(
        field=dataclasses.replace(field, readonly=locked) if locked != field.readonly else field,
        anchor=path,
        name=field.id,
        value=value,
        required=is_required(field, seen),
        shown=holds(field.when, seen),
        faults=said,
    )
