"""Demonstration applications are filled in by the services of the site's own pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from web.models import Person
from web.models.columns import new_id
from web.services import picks, pledging, rows, sections, uploads
from web.services.demo_pictures import draw_document, draw_portrait, draw_signature
from web.services.draft import Draft, open_draft
from web.services.packs import Packs
from web.storage import FileStore

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """Fills one application, opening it anew for every step as the site does."""

    packs: Packs
    store: FileStore
    person: Person
    id: str
    now: datetime

    @property
    def draft(self) -> Draft:
        """The application as it is stored now."""
        actor = self.person.accounts.first()
        return open_draft(self.packs, self.person, self.id, now=self.now, actor=actor)

    def answers(self, given: Json) -> None:
        """Answer sections, and agree to pledges."""
        for id, values in given.items():
            draft = self.draft
            section = draft.standard.section_of[id]
            if section.type == "pledge":
                pledging.agree(draft, section, {})
            else:
                stored = draft.material.answers.get(id)
                sections.save_section(draft, id, values, stored.version if stored else 0)

    def rows(self, given: Json) -> None:
        """Add rows with their files, by list."""
        for list_id, lines in given.items():
            for line in lines:
                id = new_id()
                rows.save_row(self.draft, list_id, id, line["values"], 0)
                self.files({f"{id}/{slot}": names for slot, names in line["files"].items()})

    def picks(self, given: Json, records: dict[str, str]) -> None:
        """Take records of the archive, by list, and answer what is asked of each."""
        for list_id, taken in given.items():
            for key, answers in taken.items():
                picks.pick(self.draft, list_id, [records[key]])
                if answers:
                    draft = self.draft
                    row = draft.material.rows[list_id][-1]
                    rows.save_row(draft, list_id, row.id, answers, row.version)

    def files(self, given: Json) -> None:
        """Upload drawn files by place; `section.field` is a photo or a signature."""
        for place, names in given.items():
            for name in listed(names):
                if "." in place:
                    self._photo(place, name)
                    continue
                draft = self.draft
                target = uploads.find_target(draft, place)
                uploads.upload(draft, target, name, draw_document(name), self.store)

    def _photo(self, place: str, name: str) -> None:
        draft = self.draft
        section, _, id = place.partition(".")
        field = next(f for f in draft.standard.section_of[section].fields if f.id == id)
        content = draw_signature() if field.type == "signature" else draw_portrait()
        file = uploads.upload_answer(draft, field, place, name, content, self.store)
        stored = draft.material.answers.get(section)
        sections.save_section(draft, section, {id: file}, stored.version if stored else 0)


def listed(names: str | list[str]) -> list[str]:
    """The names of files, of which a single one need not be a list."""
    return [names] if isinstance(names, str) else names
