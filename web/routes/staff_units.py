"""单位注册审核: staff of the province accept or refuse the units that register."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.audience import STAFF, admit_to
from web.context import site
from web.identity import current_account
from web.pages.paging import paged_query
from web.pages.regions import region_name
from web.services import unit_registration
from web.services.errors import BadChoice
from web.services.operators import operators_of
from web.services.unit_answers import answers_of

pages = admit_to(Blueprint("staff_units", __name__, url_prefix="/staff/units"), STAFF)
SIZE = 50
"""How many units a page lists."""


@pages.get("")
def index() -> ResponseReturnValue:
    """The units in one state, waiting ones first."""
    state = request.args.get("state", "pending")
    state = state if state in unit_registration.STATES else "pending"
    province = site().packs.province(current_account().province)
    regions = province.codes.get("region")
    page = request.args.get("page", 1, type=int)
    found = paged_query(unit_registration.units_in(province.id, state), page, SIZE)
    return render_template(
        "staff/units.html",
        state=state,
        states=unit_registration.STATES,
        found=found,
        units=[(one, region_name(regions, one.region)) for one in found.entries],
    )


@pages.get("/<id>")
def show(id: str) -> ResponseReturnValue:
    """One unit as it registered, with what to look at."""
    return _one(id)


def _one(id: str, problem: str = "") -> str:
    province = site().packs.province(current_account().province)
    unit = unit_registration.unit_of(province.id, id)
    regions = province.codes.get("region")
    return render_template(
        "staff/unit.html",
        unit=unit,
        province=province,
        answers=answers_of(unit),
        region=region_name(regions, unit.region),
        natures=province.codes.get("unit-nature"),
        economic_types=province.codes.get("economic-type"),
        states=unit_registration.STATES,
        tones=unit_registration.TONES,
        operators=operators_of(unit),
        remarks=unit_registration.remarks(unit, regions),
        problem=problem,
        opinion=request.form.get("opinion", ""),
    )


@pages.post("/<id>")
def decide(id: str) -> ResponseReturnValue:
    """Accept or refuse."""
    action, account = request.form.get("action", ""), current_account()
    try:
        if action not in ("approve", "refuse"):
            raise BadChoice({"action": "请选择“通过”或“不通过”。"})
        unit = unit_registration.decide(
            account.province,
            id,
            approve=action == "approve",
            opinion=request.form.get("opinion", ""),
            takes_freelancers=bool(request.form.get("takes_freelancers")),
            actor=account,
            now=site().clock.now(),
        )
    except BadChoice as mistake:
        return _one(id, "；".join(mistake.problems.values())), 422
    flash(f"“{unit.name}”：{unit_registration.STATES[unit.state]}。", "good")
    return redirect(url_for("staff_units.index"), 303)
