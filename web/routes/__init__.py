"""The addresses of the site. A function reads a request, calls a service, answers with a page."""

from __future__ import annotations

from web.routes import (
    applications,
    archive,
    check,
    files,
    health,
    home,
    picks,
    plans,
    results,
    rows,
    sections,
)

BLUEPRINTS = (
    home.pages,
    plans.pages,
    applications.pages,
    sections.pages,
    rows.pages,
    picks.pages,
    files.pages,
    results.pages,
    check.pages,
    archive.pages,
    health.pages,
)
