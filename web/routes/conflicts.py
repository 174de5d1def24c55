"""409: the page that shows both versions and lets the applicant choose."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from engine.packs.model import Section
from web.pages.conflict import build_conflict
from web.pages.places import Places
from web.routes.frame import frame
from web.services.draft import Draft
from web.services.errors import Conflict

NOT_ANSWERS = ("version", "csrf_token")


def conflict_page(
    draft: Draft, section: Section, conflict: Conflict, action: str
) -> ResponseReturnValue:
    """Both versions of what `conflict` is about; what was typed can be sent again to `action`."""
    typed = [(k, v) for k, v in request.form.items(multi=True) if k not in NOT_ANSWERS]
    page = render_template(
        "applications/conflict.html",
        **frame(draft),
        conflict=build_conflict(section.name, section.fields, conflict),
        action=action,
        back=Places(draft).url(conflict.place),
        sent=typed,
    )
    return page, 409
