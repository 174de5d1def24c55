"""What changing mode, branch or title within a plan does to what is filled in already.

Nothing is deleted: what no longer applies is kept out of sight and comes back with the old choice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from engine.checks import check
from engine.dossier import dossier_from
from engine.forms.visibility import holds
from engine.packs.model import Standard
from web.services.choosing import Choice
from web.services.dossier import build_dossier
from web.services.draft import Draft
from web.services.units import bound_unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Effects:
    """Names of parts: those that would be hidden with what they hold, those that would be asked
    anew, and whether anything stays."""

    hidden: tuple[str, ...]
    asked: tuple[str, ...]

    @property
    def is_nothing(self) -> bool:
        """Whether no part appears or disappears."""
        return not self.hidden and not self.asked


def effects_of(draft: Draft, choice: Choice) -> Effects:
    """What would be hidden and asked if this were applied for."""
    standard = draft.plan.standard(choice.standard) or draft.standard
    application = draft.application
    stored = application.choice
    application.choice = choice.plain()
    data = build_dossier(
        application, draft.material, standard, draft.person, bound_unit(draft.person)
    )
    application.choice = stored
    values = check(draft.plan, dossier_from(data), draft.facts).values
    before = dict(_parts(draft.standard, draft.values))
    after = dict(_parts(standard, values))
    held = _held(draft.data)
    return Effects(
        hidden=tuple(
            name for id, (name, lists) in before.items() if id not in after and lists & held
        ),
        asked=tuple(name for id, (name, _) in after.items() if id not in before),
    )


def _parts(
    standard: Standard, values: Mapping[str, Any]
) -> Iterator[tuple[str, tuple[str, frozenset[str]]]]:
    """The sections, slots and items that apply: id, and name with the ids that hold content."""
    for section in standard.sections:
        if section.fixed or not holds(section.when, values):
            continue
        if section.type == "slots":
            for slot in section.slots:
                if holds(slot.when, values):
                    yield slot.id, (slot.name, frozenset({slot.id}))
            continue
        yield section.id, (section.name, frozenset({section.id}))
    for category in standard.categories:
        for item in category.items:
            if holds(category.when, values) and holds(item.when, values):
                yield item.id, (f"{category.name}·{item.name}", frozenset({item.id}))


def _held(data: Mapping[str, Any]) -> frozenset[str]:
    """The ids under which an application holds anything."""
    parts = (data["sections"], data["rows"], data["files"])
    return frozenset(id for part in parts for id, value in part.items() if value)
