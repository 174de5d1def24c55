"""Saving the answers of one section: masked, versioned, never blocked by validity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from engine.messages import number_text
from engine.packs.model import Field, Section
from web.models import Answers
from web.services.draft import Draft
from web.services.editing import Json, editing, is_shown, values_with
from web.services.errors import Conflict


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What a save did: the new version, and what the applicant must be told of."""

    version: int
    values: Json
    notices: tuple[str, ...] = ()


def save_section(
    draft: Draft, id: str, asked: Json, version: int, *, save_id: str = ""
) -> Saved:
    """Save answers of a section; `asked` holds only what the form asked, as stored values.

    What does not apply or is read-only is ignored, hidden answers stay as they are. Answers with
    faults are saved too. A repeated `save_id` is the same save and no conflict.

    :raises NotWritable, PlanNotOpen, NotPledged: as `Draft.writable_section`
    :raises Conflict: the section was saved since `version`
    """
    section = draft.writable_section(id)
    stored = draft.material.answers.get(id)
    if stored is not None and save_id and stored.save_id == save_id:
        return Saved(version=stored.version, values=stored.values)
    before = dict(stored.values) if stored else {}
    values = _masked(draft, section, before, asked)
    values, notices = _limited(draft, section, values)
    saved = _write(draft, section, values, version, save_id, asked)
    return Saved(version=saved, values=values, notices=notices)


def _masked(draft: Draft, section: Section, before: Json, asked: Json) -> Json:
    """The stored answers with those of `asked` that may be written.

    An answer may make another question appear that was answered on the same page: so what applies
    is asked again until nothing more is accepted.
    """
    values = dict(before)
    waiting = {f.id: f for f in section.fields if f.id in asked and not f.readonly}
    while waiting:
        seen = values_with(draft, section.id, values)
        accepted = [field for field in waiting.values() if is_shown(field, seen, None)]
        if not accepted:
            break
        for field in accepted:
            values[field.id] = asked[field.id]
            del waiting[field.id]
    return {key: value for key, value in values.items() if value is not None}


def _limited(draft: Draft, section: Section, values: Json) -> tuple[Json, tuple[str, ...]]:
    """The answers with those lowered that may not exceed another one, and a notice of each."""
    notices = []
    for field in section.fields:
        if not field.at_most:
            continue
        limit, name = _limit_of(draft, section, field, values)
        value = values.get(field.id)
        if _is_number(value) and _is_number(limit) and value > limit:
            values = {**values, field.id: limit}
            notices.append(
                f"“{field.name}”不能大于“{name}”，已自动由 {number_text(value)} 调整为 {number_text(limit)}。"
            )
    return values, tuple(notices)


def _limit_of(draft: Draft, section: Section, field: Field, values: Json) -> tuple[Any, str]:
    home, _, other = field.at_most.rpartition(".")
    found = draft.standard.section_of.get(home, section)
    name = next((f.name for f in found.fields if f.id == other), field.at_most)
    if home in ("", section.id):
        return values.get(other), name
    return draft.data["sections"].get(home, {}).get(other), name


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _write(
    draft: Draft, section: Section, values: Json, version: int, save_id: str, asked: Json
) -> int:
    key = {"application": draft.application.id, "section": section.id}
    with editing(draft):
        stored = Answers.get_or_none(
            Answers.application == draft.application.id, Answers.section == section.id
        )
        if (stored.version if stored else 0) != version:
            known = stored.values if stored else {}
            raise Conflict(section.id, asked, known, stored.version if stored else 0)
        changed = {"values": values, "version": version + 1, "save_id": save_id}
        if stored is None:
            Answers.create(**key, **changed, saved_at=draft.now)
        else:
            Answers.update(**changed, saved_at=draft.now).where(Answers.id == stored.id).execute()
    return version + 1
