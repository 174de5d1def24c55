"""Agreeing to a pledge."""

from __future__ import annotations

from engine.packs.model import Section
from web.models import Answers
from web.services.draft import Draft
from web.services.editing import Json, editing


def agree(draft: Draft, section: Section, asked: Json) -> None:
    """Note that a pledge was read and agreed to, on which day, with its own answers.

    A second time changes nothing but those answers.

    :raises NotWritable, PlanNotOpen, NotPledged: as `Draft.check_writable`
    """
    draft.check_writable(section.id)
    stored = draft.material.answers.get(section.id)
    known = stored.values if stored else {}
    signed_on = known.get("signed_on", draft.now.date().isoformat())
    values = {**known, **asked, "agreed": True, "signed_on": signed_on}
    with editing(draft, "pledge", section=section.id):
        Answers.insert(
            application=draft.application.id,
            section=section.id,
            values=values,
            version=stored.version + 1 if stored else 1,
            saved_at=draft.now,
        ).on_conflict(
            conflict_target=(Answers.application, Answers.section),
            update={Answers.values: values, Answers.saved_at: draft.now},
        ).execute()
