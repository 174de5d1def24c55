"""附件一览表: every file of an application by what it is for (安徽手册 图4-22)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from engine.packs.model import Slot
from web.pages.places import Places
from web.services.draft import Draft

Files = tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileGroup:
    """The files of one slot or photo; `url` leads to where they were uploaded."""

    name: str
    note: str
    url: str
    files: Files


def build_attachments(draft: Draft) -> list[FileGroup]:
    """All files, in the order of the application's sections."""
    places = Places(draft)
    found = [*_of_forms(draft), *_of_slots(draft), *_of_rows(draft)]
    return [
        FileGroup(
            name=name, note=note, url=places.url(path) if _opens(draft, path) else "", files=files
        )
        for name, note, path, files in found
        if files
    ]


def _opens(draft: Draft, path: str) -> bool:
    """Whether files at a path may be changed: those of a pick with the pick."""
    return draft.allows(path) or draft.allows(path.rpartition(".")[0] or path)


def _of_forms(draft: Draft) -> Iterator[tuple[str, str, str, Files]]:
    for section in draft.standard.sections:
        answers = draft.data["sections"].get(section.id, {})
        for field in section.fields:
            value = answers.get(field.id)
            if isinstance(value, dict) and "sha256" in value:
                yield field.name, "", f"{section.id}.{field.id}", (value,)


def _of_slots(draft: Draft) -> Iterator[tuple[str, str, str, Files]]:
    for section in draft.standard.sections:
        for slot in section.slots if section.type == "slots" else ():
            yield slot.name, "", slot.id, tuple(draft.data["files"].get(slot.id, ()))


def _of_rows(draft: Draft) -> Iterator[tuple[str, str, str, Files]]:
    standard = draft.standard
    lists = [(s.id, s.name, s.slots) for s in standard.sections if s.type in ("rows", "picks")]
    lists += [(item.id, item.name, ()) for c in standard.categories for item in c.items]
    for list_id, name, slots in lists:
        for row in draft.data["rows"].get(list_id, ()):
            kind = standard.kinds.get(row.get("kind", ""))
            yield from _of_row(row, list_id, name, kind.slots if kind else slots)


def _of_row(
    row: dict[str, Any], list_id: str, name: str, slots: tuple[Slot, ...]
) -> Iterator[tuple[str, str, str, Files]]:
    for slot in slots:
        files = row.get("files", {}).get(slot.id, ())
        yield slot.name, name, f"{list_id}.{row['id']}", tuple(files)
