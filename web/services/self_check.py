"""条件自检: what a person would meet of the plans that are open, from profile and archive."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from engine.dossier import Facts
from engine.packs.model import Field, Mode, Plan, Section
from engine.self_check import SelfCheck, self_check
from web.models import Person
from web.services.archive import records_of
from web.services.choosing import Offer, offers_of
from web.services.dossier import Json
from web.services.facts import facts_of
from web.services.prefill import profile_of, suggested


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What was found for one offer of a plan in one mode."""

    plan: Plan
    offer: Offer
    mode: Mode
    result: SelfCheck


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """What a self check knows of a person, read once for all plans."""

    profile: Mapping[str, Json]
    records: tuple[Json, ...]
    facts: Facts


def applicant_of(person: Person, today: date) -> Applicant:
    """Profile, archive and facts of a person."""
    return Applicant(
        profile=profile_of(person),
        records=tuple(
            {
                "id": record.id,
                "kind": record.kind,
                "status": record.status,
                "values": record.values,
                "files": record.files,
            }
            for record in records_of(person)
        ),
        facts=facts_of(person, today),
    )


def check_plan(
    known: Applicant, plan: Plan, answers: Mapping[str, Json] | None = None
) -> list[Checked]:
    """Every offer of a plan in every mode; `answers` by section are what was told besides."""
    return [
        Checked(plan=plan, offer=offer, mode=mode, result=_check(known, plan, offer, mode, answers))
        for offer in offers_of(plan)
        for mode in plan.modes
    ]


def _check(
    known: Applicant, plan: Plan, offer: Offer, mode: Mode, answers: Mapping[str, Json] | None
) -> SelfCheck:
    standard = offer.standard
    sections: dict[str, Any] = {}
    for section in standard.sections:
        if section.fixed:
            sections[section.id] = known.profile.get(section.id, {})
        elif section.type == "form":
            told = (answers or {}).get(section.id, {})
            sections[section.id] = {**suggested(section.fields, known.profile), **told}
    return self_check(
        plan,
        standard,
        mode=mode.id,
        title=offer.title.name,
        sections=sections,
        records=known.records,
        facts=known.facts,
    )


def asked_by(checked: Iterable[Checked]) -> tuple[tuple[Section, tuple[Field, ...]], ...]:
    """The questions that would decide what these checks leave open, each once, by section."""
    found: dict[str, tuple[Section, dict[str, Field]]] = {}
    for one in checked:
        for section, field in one.result.asks:
            _, fields = found.setdefault(section.id, (section, {}))
            fields.setdefault(field.id, field)
    return tuple((section, tuple(fields.values())) for section, fields in found.values())
