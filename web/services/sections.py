"""Saving the answers of one section: masked, versioned, never blocked by validity."""

from __future__ import annotations

from dataclasses import dataclass

from engine.forms import accept, clamp, merge
from engine.forms.acceptance import Applies
from engine.forms.visibility import holds
from engine.packs.model import Section
from web.models import Answers
from web.models.prepared import Prepared, Stored
from web.services.draft import Draft
from web.services.editing import Json, editing, values_with
from web.services.errors import Conflict
from web.services.glyphs import undrawable

_STORED = Prepared(
    Answers,
    lambda application, section: Answers.select().where(
        Answers.application == application, Answers.section == section
    ),
)
_ANSWERS = Stored(Answers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What a save did: the new version, and what the applicant must be told of."""

    version: int
    values: Json
    notices: tuple[str, ...] = ()


def save_section(draft: Draft, id: str, asked: Json, version: int, *, save_id: str = "") -> Saved:
    """Save answers of a section; `asked` holds only what the form asked, as stored values.

    What does not apply or is read-only is ignored, hidden answers stay as they are. Answers with
    faults are saved too. A repeated `save_id` is the same save and no conflict, nor are answers
    that are stored just so already.

    :raises NotWritable, PlanNotOpen, NotPledged: as `Draft.writable_section`
    :raises Conflict: the section was saved since `version`
    """
    section = draft.writable_section(id)
    stored = draft.material.answers.get(id)
    if stored is not None and save_id and stored.save_id == save_id:
        return Saved(version=stored.version, values=stored.values)
    before = dict(stored.values) if stored else {}
    values = _masked(draft, section, before, asked)
    values, adjusted = clamp(section, values, draft.data["sections"], draft.standard)
    saved = _write(draft, section, values, version, save_id, asked)
    notices = (*[one.message for one in adjusted], *undrawable(section.fields, asked))
    return Saved(version=saved, values=values, notices=notices)


def _masked(draft: Draft, section: Section, before: Json, asked: Json) -> Json:
    """The stored answers with those of `asked` that may be written.

    What is stored decides first what applies. What its own page has hidden in the end keeps what
    it held.
    """
    writable = [
        field
        for field in section.fields
        if field.id in asked and not field.readonly and draft.allows(f"{section.id}.{field.id}")
    ]
    if all(field.when is None for field in writable):
        return merge(before, {field.id: asked[field.id] for field in writable})

    def applying(values: Json) -> Applies:
        seen = values_with(draft, section.id, values)
        return lambda field: holds(field.when, seen)

    values, applies = accept(writable, asked, before, applying)
    return merge(values, {f.id: before.get(f.id) for f in writable if not applies(f)})


def _write(
    draft: Draft, section: Section, values: Json, version: int, save_id: str, asked: Json
) -> int:
    key = {"application": draft.application.id, "section": section.id}
    with editing(draft, "save", section=section.id, fields=sorted(asked)):
        stored = _STORED.one(draft.application.id, section.id)
        if (stored.version if stored else 0) != version:
            known = stored.values if stored else {}
            if stored and merge(known, asked) == known:
                return int(stored.version)  # the same answers, sent again or typed twice
            raise Conflict(section.id, asked, known, stored.version if stored else 0)
        changed = {"values": values, "version": version + 1, "save_id": save_id}
        if stored is None:
            Answers.create(**key, **changed, saved_at=draft.now)
        else:
            _ANSWERS.update(stored.id, **changed, saved_at=draft.now)
    return version + 1
