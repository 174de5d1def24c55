"""Where a part of an application is on the site: its page, its address, its anchor.

Element ids on pages are the paths of findings: `personal.work_years`, `education.p1.qualified`,
`pledge_scan`, `edu_award`.
"""

from __future__ import annotations

from flask import url_for

from engine.packs.model import Page, Section
from web.services.draft import Draft

VIEWS = {
    "files": "results.attachments",
    "overview": "results.overview",
    "check": "check.show",
    "hand_in": "check.show",
}


def pages_of(draft: Draft) -> tuple[Page, ...]:
    """The pages of the navigation that apply to this application."""
    return draft.order.pages


def page_url(draft: Draft, page: Page, anchor: str = "", *, back: str = "") -> str:
    """The address of a page of an application; `back` is where its changes lead back to."""
    id = draft.application.id
    if page.view:
        return url_for(VIEWS[page.view], id=id, _anchor=anchor or None)
    return url_for("sections.show", id=id, page=page.id, back=back or None, _anchor=anchor or None)


def first_page(draft: Draft) -> Page | None:
    """Where an application is opened: the first page that asks something and is no pledge."""
    for page in pages_of(draft):
        sections = [draft.standard.section_of[id] for id in page.sections]
        if not all(section.type == "pledge" for section in sections) or page.categories:
            return page
    return None


class Places:
    """Finds the page for a path or an id of one application; with `back`, pages lead back there."""

    def __init__(self, draft: Draft, back: str = "") -> None:
        self._draft = draft
        self._back = back
        self._pages: dict[str, Page] = {}
        self._rows: dict[str, frozenset[str]] = {}
        standard = draft.standard
        for page in pages_of(draft):
            for id in page.sections:
                self._note(id, page)
                for slot in standard.section_of[id].slots:
                    self._note(slot.id, page)
            for category in standard.categories:
                if category.id in page.categories:
                    self._note(category.id, page)
                    for item in category.items:
                        self._note(item.id, page)

    def _note(self, id: str, page: Page) -> None:
        self._pages.setdefault(id, page)

    def page_of(self, id: str) -> Page | None:
        """The page that shows the section, slot, category or item with this id."""
        return self._pages.get(id)

    def url(self, path: str, fallback: str = "") -> str:
        """The address of the thing at `path` (of `fallback` if nothing has that path), "" if
        neither is on any page."""
        head, *rest = path.split(".")
        page = self._pages.get(head)
        if page is None:
            return self.url(fallback) if fallback and fallback != path else ""
        section = self._draft.standard.section_of.get(head)
        if section is not None and section.type == "rows":
            return self._row_url(page, section, rest)
        anchor = self._anchor(head, section, rest)
        return page_url(self._draft, page, anchor, back=self._back)

    def _row_url(self, page: Page, section: Section, rest: list[str]) -> str:
        if len(rest) < 2 or rest[0] not in self._row_ids(section.id):
            return page_url(self._draft, page, section.id, back=self._back)
        return url_for(
            "rows.edit",
            id=self._draft.application.id,
            list=section.id,
            row=rest[0],
            _anchor=".".join([section.id, *rest]),
        )

    def _row_ids(self, list_id: str) -> frozenset[str]:
        ids = self._rows.get(list_id)
        if ids is None:
            rows = self._draft.material.rows.get(list_id, ())
            ids = self._rows[list_id] = frozenset(row.id for row in rows)
        return ids

    def _anchor(self, head: str, section: Section | None, rest: list[str]) -> str:
        """The id of the nearest element that the page really has."""
        if not rest:
            return head
        asked = {field.id for field in section.fields} if section else set()
        if section is not None and section.type in ("form", "pledge"):
            return f"{head}.{rest[0]}" if rest[0] in asked else head
        if rest[0] not in self._row_ids(head):
            return head
        if len(rest) > 1 and rest[1] in asked:
            return f"{head}.{rest[0]}.{rest[1]}"
        return f"{head}.{rest[0]}"
