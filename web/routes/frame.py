"""What every page of an application is given besides its own content."""

from __future__ import annotations

from typing import Any

from web.context import site
from web.pages.entries import build_entry
from web.pages.navigation import build_navigation
from web.pages.places import VIEWS, pages_of
from web.pages.returned import build_return
from web.services.draft import Draft


def frame(draft: Draft, *, page: str = "", view: str = "") -> dict[str, Any]:
    """The application's head and navigation; `page` is this page's id, or `view` its view."""
    here = page or _page_of(draft, view)
    return {
        "draft": draft,
        "application": draft.application,
        "plan": draft.plan,
        "terms": draft.standard.terms,
        "entry": build_entry(site().packs, draft.application),
        "navigation": build_navigation(draft, here),
        "writable": draft.is_writable,
        "returned": build_return(draft),
    }


def _page_of(draft: Draft, view: str) -> str:
    """The page that shows a view: checking and handing in are one address, and need not be two
    pages (云南手册 L41: eight steps, of which the last hands in)."""
    address = VIEWS.get(view)
    pages = pages_of(draft)
    return next((page.id for page in pages if page.view and VIEWS[page.view] == address), "")
