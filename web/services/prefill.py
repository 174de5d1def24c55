"""First answers of an application from the profile, and taking them over again later.

A field says where its first value comes from (`prefill: career.political`, 云南手册 L43). Photos
are copied as files of the application, so that a new one in the profile changes nothing here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.packs.model import Field, Section
from web.models import Answers, Application, Person, StoredFile, write
from web.services import files
from web.services.dossier import Json, file_map
from web.services.draft import Draft
from web.services.sections import Saved, save_section
from web.services.units import bound_unit, unit_answers
from web.services.uploads import forget_others

FILES = frozenset({"photo", "file"})
"""Field types whose value is a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A field whose answer is not what the profile says."""

    field: Field
    stored: Any
    profile: Any


def profile_of(person: Person) -> dict[str, Any]:
    """What is known of a person, by section: the profile and the unit."""
    return {**person.account, "unit": unit_answers(bound_unit(person))}


def suggested(fields: Iterable[Field], profile: Mapping[str, Any]) -> Json:
    """The answers of these fields that the profile has."""
    found: Json = {}
    for field in fields:
        section, _, name = field.prefill.partition(".")
        value = profile.get(section, {}).get(name) if name else None
        if value not in (None, "", []):
            found[field.id] = value
    return found


def prefill(
    application: Application, sections: Sequence[Section], person: Person, *, now: datetime
) -> None:
    """Write the first answers of a new application; call it in the `write()` that begins it."""
    profile = profile_of(person)
    for section in sections:
        if section.type != "form" or section.fixed:
            continue
        values = suggested(section.fields, profile)
        for field in section.fields:
            if field.id in values and field.type in FILES:
                _copy(application, person, section.id, field.id, values)
        if values:
            Answers.create(application=application, section=section.id, values=values, saved_at=now)


def _copy(application: Application, person: Person, section: str, field: str, values: Json) -> None:
    """Use a file of the profile in the application; a file that is gone is left out."""
    known = values.pop(field)
    sha256 = known.get("sha256") if isinstance(known, Mapping) else None
    content = StoredFile.get_or_none(StoredFile.sha256 == sha256) if sha256 else None
    if content is not None:
        name = str(known.get("name") or "照片")
        use = files.put(person, application, f"{section}.{field}", content, name)
        values[field] = file_map(use)


def differences(draft: Draft, section: Section) -> list[Difference]:
    """Where the answers of a section are not what the profile says now."""
    if not any(field.prefill for field in section.fields):
        return []  # most sections: the unit need not be looked up for them
    stored = draft.data["sections"].get(section.id, {})
    profile = suggested(section.fields, profile_of(draft.person))
    return [
        Difference(field=field, stored=stored.get(field.id), profile=profile[field.id])
        for field in section.fields
        if field.id in profile
        and not field.readonly
        and draft.allows(f"{section.id}.{field.id}")
        and draft.shows(field)
        and not _same(field, stored.get(field.id), profile[field.id])
    ]


def _same(field: Field, stored: Any, profile: Any) -> bool:
    if field.type in FILES and isinstance(stored, Mapping) and isinstance(profile, Mapping):
        return stored.get("sha256") == profile.get("sha256")
    return bool(stored == profile)


def take_over(draft: Draft, section: Section, chosen: Iterable[str], version: int) -> Saved:
    """Put what the profile says into the chosen fields of a section.

    :raises NotWritable, PlanNotOpen, NotPledged, Conflict: as `save_section`
    """
    draft.writable_section(section.id)
    wanted = set(chosen)
    asked = {
        one.field.id: one.profile for one in differences(draft, section) if one.field.id in wanted
    }
    pictures = [f.id for f in section.fields if f.id in asked and f.type in FILES]
    with write():
        for id in pictures:
            _copy(draft.application, draft.person, section.id, id, asked)
        saved = save_section(draft, section.id, asked, version)
        for id in pictures:
            if id in asked:
                forget_others(draft, f"{section.id}.{id}", asked[id])
    return saved
