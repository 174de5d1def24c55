"""The parts of an application that a return can mark, each by its path and its name.

Paths are those that `engine.workflow.mask` opens: sections, single answers, items, rows, slots.
"""

from __future__ import annotations

from collections.abc import Mapping

from engine.packs.model import Section
from web.services.draft import Draft
from web.services.errors import BadChoice


def markable(draft: Draft) -> dict[str, str]:
    """The names of all parts that can be marked, by path, in the order of the application."""
    found: dict[str, str] = {}
    for section in draft.standard.sections:
        if not section.fixed and draft.shows(section):
            found |= _section(draft, section)
    for category in draft.standard.categories:
        for item in category.items if draft.shows(category) else ():
            if draft.shows(item):
                found[item.id] = f"{category.name} · {item.name}"
                found |= _rows(draft, item.id, item.name)
    return found


def _section(draft: Draft, section: Section) -> dict[str, str]:
    found = {section.id: section.name}
    if section.type == "form":
        fields = [field for field in section.fields if draft.shows(field) and not field.readonly]
        found |= {f"{section.id}.{field.id}": f"{section.name} · {field.name}" for field in fields}
    if section.type == "slots":
        slots = [slot for slot in section.slots if draft.shows(slot)]
        found |= {slot.id: f"{section.name} · {slot.name}" for slot in slots}
    if section.type in ("rows", "picks"):
        found |= _rows(draft, section.id, section.name)
    return found


def _rows(draft: Draft, list_id: str, name: str) -> dict[str, str]:
    rows = draft.material.rows.get(list_id, ())
    return {f"{list_id}.{row.id}": f"{name} · 第 {n} 条" for n, row in enumerate(rows, 1)}


def name_of(names: Mapping[str, str], path: str) -> str:
    """The name of a marked part; of what is there no more, that of what it was in."""
    return names.get(path) or names.get(path.partition(".")[0]) or "其他"


def check_marks(draft: Draft, marks: Mapping[str, str]) -> dict[str, str]:
    """The marks as they are kept, in the order of the application.

    :raises BadChoice: a path is of no part that can be corrected
    """
    known = markable(draft)
    if set(marks) - set(known):
        raise BadChoice({"mark": "标出的内容不在这份申报中，请刷新页面后重新标出。"})
    return {path: marks[path] for path in known if path in marks}
