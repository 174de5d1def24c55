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
from web.services.unit_directory import (
    BY_HAND,
    MATCHES,
    count_listed,
    import_directory,
    read_directory,
)

pages = admit_to(Blueprint("staff_units", __name__, url_prefix="/staff/units"), STAFF)
SIZE = 50
"""How many units a page lists."""


@pages.get("")
def index() -> ResponseReturnValue:
    """The units in one state, waiting ones first."""
    state = request.args.get("state", "pending")
    state = state if state in unit_registration.SEEN else "pending"
    province = site().packs.province(current_account().province)
    regions = province.codes.get("region")
    page = request.args.get("page", 1, type=int)
    found = paged_query(unit_registration.units_in(province.id, state), page, SIZE)
    return render_template(
        "staff/units.html",
        state=state,
        states={one: unit_registration.STATES[one] for one in unit_registration.SEEN},
        by_hand=BY_HAND,
        listed=count_listed(province.id),
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
        match=MATCHES.get(unit.matched, ""),
        by_hand=unit.matched in BY_HAND,
        problem=problem,
        opinion=request.form.get("opinion", ""),
        kind=request.form.get("kind", "unit"),
        checked=bool(request.form.get("by_hand")),
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
            unit_registration.Judgement(
                approve=action == "approve",
                opinion=request.form.get("opinion", ""),
                takes_freelancers=bool(request.form.get("takes_freelancers")),
                by_hand=bool(request.form.get("by_hand")),
                kind=request.form.get("kind", "unit"),
            ),
            actor=account,
            now=site().clock.now(),
        )
    except BadChoice as mistake:
        return _one(id, "；".join(mistake.problems.values())), 422
    flash(f"“{unit.name}”：{unit_registration.STATES[unit.state]}。", "good")
    return redirect(url_for("staff_units.index"), 303)


@pages.get("/directory")
def directory() -> ResponseReturnValue:
    """单位名录: how many organisations it has, and the form for a table."""
    return _directory({})


@pages.post("/directory")
def take_directory() -> ResponseReturnValue:
    """Import a table of names and codes."""
    account, sent = current_account(), request.files.get("file")
    try:
        if sent is None or not sent.filename:
            raise BadChoice({"file": "请选择 CSV 文件。"})
        lines = read_directory(sent.read())
    except BadChoice as mistakes:
        return _directory(mistakes.problems), 422
    replaces = request.form.get("replaces") == "1"
    now = site().clock.now()
    total = import_directory(account.province, lines, replaces=replaces, actor=account, now=now)
    flash(f"已导入 {len(lines)} 个单位，名录现有 {total} 个单位。", "good")
    return redirect(url_for("staff_units.directory"), 303)


def _directory(problems: dict[str, str]) -> str:
    province = current_account().province
    return render_template("staff/directory.html", listed=count_listed(province), problems=problems)
