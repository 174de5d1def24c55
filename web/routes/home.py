"""The first page after signing in."""

from __future__ import annotations

from collections import Counter

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from web.audience import APPLICANT, admit_to
from web.context import site
from web.identity import current_person
from web.pages.entries import build_entry
from web.services.applications import applications_of
from web.services.archive import STATUSES, records_of

pages = admit_to(Blueprint("home", __name__), APPLICANT)
NEWEST = 8


@pages.get("/")
def index() -> ResponseReturnValue:
    """Basic facts, current applications, what waits, the archive in numbers, newest plans."""
    packs, person = site().packs, current_person()
    entries = [build_entry(packs, a) for a in applications_of(person)]
    counted = Counter(record.status for record in records_of(person))
    return render_template(
        "home.html",
        person=person,
        entries=entries[:3],
        waiting=[entry for entry in entries if entry.application.state == "editing"],
        counted=[(STATUSES[status], counted[status]) for status in STATUSES if counted[status]],
        plans=packs.plans()[:NEWEST],
        today=site().clock.today().isoformat(),
    )
