"""催办: of one's own application, and of the units that report to one's own."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from web.audience import APPLICANT, OPERATOR, admit, admit_to
from web.context import site
from web.identity import current_account
from web.routes.opening import open_application
from web.routes.review_desk import active_unit
from web.services import urging

pages = admit_to(Blueprint("urging", __name__), OPERATOR)


@pages.post("/applications/<id>/urge")
@admit(APPLICANT)
def urge(id: str) -> ResponseReturnValue:
    """Ask whoever has the application to go on with it."""
    unit = urging.urge(open_application(id))
    flash(f"已提醒“{unit.name}”办理。24 小时内只能催办一次。", "good")
    return redirect(url_for("tracking.show", id=id), 303)


@pages.get("/unit/urging")
def lower() -> ResponseReturnValue:
    """The units that report here, with what waits there."""
    unit = active_unit()
    return render_template(
        "units/lower.html", unit=unit, lower=urging.lower_units(unit, site().clock.now())
    )


@pages.post("/unit/urging/<id>")
def urge_lower(id: str) -> ResponseReturnValue:
    """Ask one of them to go on."""
    unit = active_unit()
    asked = urging.urge_lower(unit, id, actor=current_account(), now=site().clock.now())
    flash(f"已催办“{asked.name}”。", "good")
    return redirect(url_for("urging.lower"), 303)
