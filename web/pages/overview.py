"""申报一览表: everything that was filled in and picked, on one page (安徽手册 图4-24)."""

from __future__ import annotations

from dataclasses import dataclass

from engine.packs.model import Section
from web.pages.parts import CategoryPart, ItemPart, ListPart, PageParts
from web.pages.places import Places, pages_of
from web.services.draft import Draft


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One section or category of the overview; `change` is where it is changed, "" if nowhere."""

    id: str
    name: str
    change: str
    facts: tuple[tuple[str, str], ...] = ()
    list: ListPart | None = None
    items: tuple[ItemPart, ...] = ()
    text: str = ""
    has_choice: bool = False
    """Whether what is applied for is shown here, too: with the first facts of the account."""


def build_overview(draft: Draft) -> list[Block]:
    """The blocks in the order of the navigation."""
    parts, places = PageParts(draft, asks=False), Places(draft, back="overview")
    first_fixed = next((s.id for s in draft.standard.sections if s.fixed), "")
    blocks: list[Block] = []
    for page in pages_of(draft):
        for part in parts.sections(page):
            section = part.section
            if section.type == "slots":
                continue  # files have a block of their own
            blocks.append(
                Block(
                    id=section.id,
                    name=section.name,
                    change=_change(draft, places, section),
                    facts=part.facts,
                    list=part.list,
                    text=_pledged(draft, section),
                    has_choice=section.id == first_fixed,
                )
            )
        for category in parts.categories(page):
            blocks.append(
                Block(
                    id=category.category.id,
                    name=category.category.name,
                    change=places.url(category.category.id) if _opens(draft, category) else "",
                    items=category.items,
                )
            )
    return blocks


def _change(draft: Draft, places: Places, section: Section) -> str:
    is_open = draft.is_writable and not section.fixed and draft.opens(section.id)
    return places.url(section.id) if is_open else ""


def _opens(draft: Draft, part: CategoryPart) -> bool:
    """Whether picks of any item may be changed."""
    return draft.is_writable and any(draft.opens(one.item.id) for one in part.items)


def _pledged(draft: Draft, section: Section) -> str:
    if section.type != "pledge":
        return ""
    answers = draft.data["sections"].get(section.id, {})
    return (
        f"已于 {answers.get('signed_on', '')} 确认" if answers.get("agreed") is True else "尚未确认"
    )
