"""下一级单位: the units that report to one's own, and 催办 of what waits there."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.audience import OPERATOR, admit_to
from web.context import site
from web.identity import current_account
from web.pages.paging import paged_query
from web.routes.review_desk import active_unit
from web.services import urging
from web.services.lower_units import counted, units_below
from web.services.path_desk import open_path_desk

pages = admit_to(Blueprint("lower_units", __name__, url_prefix="/unit/lower"), OPERATOR)
SIZE = 50
"""How many units a page lists."""


@pages.get("")
def index() -> ResponseReturnValue:
    """下一级单位: who reports here, where their applications are; the most that is late first."""
    unit, now = active_unit(), site().clock.now()
    found = paged_query(
        units_below(unit, now.date()),
        request.args.get("page", 1, type=int),
        SIZE,
        read=lambda query: counted(unit, list(query)),
    )
    return render_template(
        "units/lower.html",
        unit=unit,
        desk=open_path_desk(site().packs, current_account(), now),
        found=found,
        pauses=urging.pauses_of(unit, [one.unit.id for one in found.entries], now),
    )


@pages.post("/<id>/urge")
def urge(id: str) -> ResponseReturnValue:
    """Ask one of them to go on with what waits there."""
    asked = urging.urge_lower(active_unit(), id, actor=current_account(), now=site().clock.now())
    flash(f"已催办“{asked.name}”。", "good")
    page = request.args.get("page", 1, type=int)
    return redirect(url_for("lower_units.index", page=page), 303)
