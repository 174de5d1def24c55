"""The navigation of an application: its pages in order, how far each of them is, what is locked."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby

from engine.packs.model import Page
from web.pages.places import page_url, pages_of
from web.services.draft import Draft


@dataclass(frozen=True, slots=True, kw_only=True)
class NavPage:
    """One page: `status` is what its badge says, `tone` how it looks ("" for no badge). A locked
    page says what has to be filled in first."""

    id: str
    name: str
    url: str
    number: int
    status: str = ""
    tone: str = ""
    locked: str = ""
    hint: str = ""
    is_open: bool = False
    """Whether a return has opened something on it, and not on all pages (吉林手册 L215)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Navigation:
    """The pages by group; `here` is the id of the present one, `done` of `total` are filled in.

    `is_steps`: numbered, one after the other (云南手册 L41), not in groups at the side.
    """

    groups: tuple[tuple[str, tuple[NavPage, ...]], ...]
    here: str
    done: int
    total: int
    is_steps: bool = False

    @property
    def pages(self) -> tuple[NavPage, ...]:
        """All pages in order."""
        return tuple(page for _, pages in self.groups for page in pages)

    @property
    def current(self) -> NavPage | None:
        """The present page."""
        return next((page for page in self.pages if page.id == self.here), None)

    @property
    def before(self) -> NavPage | None:
        """The page before the present one."""
        return self._beside(-1)

    @property
    def after(self) -> NavPage | None:
        """The page after the present one."""
        return self._beside(1)

    def _beside(self, step: int) -> NavPage | None:
        pages = self.pages
        ids = [page.id for page in pages]
        if self.here not in ids:
            return None
        there = ids.index(self.here) + step
        return pages[there] if 0 <= there < len(pages) else None


def build_navigation(draft: Draft, here: str = "") -> Navigation:
    """The navigation as it stands after the last save."""
    faults = Counter(f.section for f in draft.report.findings if f.severity == "error")
    pages = [
        (page.group, _nav_page(draft, page, faults, number))
        for number, page in enumerate(pages_of(draft), 1)
    ]
    asked = [page for _, page in pages if page.status]
    return Navigation(
        groups=tuple(
            (name, tuple(page for _, page in members))
            for name, members in groupby(pages, key=lambda pair: pair[0])
        ),
        here=here,
        done=sum(page.tone in ("good", "quiet") for page in asked),
        total=len(asked),
        is_steps=draft.standard.navigation == "steps",
    )


def _nav_page(draft: Draft, page: Page, faults: Counter[str], number: int) -> NavPage:
    status, tone, locked = "", "", ""
    if page.sections or page.categories:
        n = sum(faults[id] for id in (*page.sections, *page.categories))
        filled = has_content(draft, page)
        if n and filled:
            status, tone = f"有问题 {n}", "bad"
        elif n:
            status, tone = "未填", "empty"
        elif filled:
            status, tone = "已填", "good"
        else:
            status, tone = "选填", "quiet"
    needed = draft.order.needed_before_page(page) if draft.is_writable else ()
    if needed:
        locked = "先填写" + "、".join(section.name for section in needed)
        status, tone = "未开放", "empty"
    return NavPage(
        id=page.id,
        name=page.name,
        url=page_url(draft, page),
        number=number,
        status=status,
        tone=tone,
        locked=locked,
        hint=page.hint,
        is_open=_is_open(draft, page),
    )


def _is_open(draft: Draft, page: Page) -> bool:
    if draft.mask is None or draft.mask.everything or not draft.is_writable:
        return False
    items = [
        item.id for c in draft.standard.categories if c.id in page.categories for item in c.items
    ]
    return any(id in draft.mask.sections for id in (*page.sections, *items))


def has_content(draft: Draft, page: Page) -> bool:
    """Whether anything was filled in on a page; what the account brings does not count unless
    there is nothing else on it."""
    standard, data = draft.standard, draft.data
    sections = [standard.section_of[id] for id in page.sections]
    own = [section for section in sections if not section.fixed] or sections
    lists = [item.id for c in standard.categories if c.id in page.categories for item in c.items]
    return any(
        data["sections"].get(section.id)
        or data["rows"].get(section.id)
        or any(data["files"].get(slot.id) for slot in section.slots)
        for section in own
    ) or any(data["rows"].get(id) for id in lists)
