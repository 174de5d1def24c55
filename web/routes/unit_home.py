"""单位首页: what waits for the operators of a unit."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from web.audience import OPERATOR, admit_to
from web.context import site
from web.identity import current_account, current_unit
from web.pages.desk import unit_desk
from web.pages.words import words_for
from web.services.duties import has_duty
from web.services.notices import unread
from web.services.reporting import reports_at
from web.services.unit_desk import count_waiting

pages = admit_to(Blueprint("unit_home", __name__, url_prefix="/unit"), OPERATOR)


@pages.get("")
def index() -> ResponseReturnValue:
    """What waits, and what the unit was told; before it is accepted, how it stands."""
    unit, account = current_unit(), current_account()
    if unit.state != "active":
        return redirect(url_for("unit_registration.show"))
    packs = site().packs
    province = packs.province(unit.province)
    waiting = count_waiting(unit, province, site().clock.today())
    reports = reports_at(packs, unit.province)
    return render_template(
        "units/home.html",
        unit=unit,
        waiting=waiting,
        desk=unit_desk(
            unit.kind,
            waiting,
            province.workflow.actions,
            words_for(packs, account),
            lambda duty: has_duty(account, duty) and (duty != "report" or reports),
        ),
        notices=unread(account),
    )
