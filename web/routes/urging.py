"""催办: an applicant asks whoever has the application to go on with it."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from web.audience import APPLICANT, admit_to
from web.routes.opening import open_application
from web.services import urging

pages = admit_to(Blueprint("urging", __name__), APPLICANT)


@pages.post("/applications/<id>/urge")
def urge(id: str) -> ResponseReturnValue:
    """Ask whoever has the application to go on with it."""
    unit = urging.urge(open_application(id))
    flash(f"已提醒“{unit.name}”办理。24 小时内只能催办一次。", "good")
    return redirect(url_for("tracking.show", id=id), 303)
