"""经办人账号: who acts for a unit and what each may do, closing accounts and new passwords."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.fields.sensitive import mask
from web.audience import OPERATOR, admit_to
from web.context import site
from web.identity import current_account, current_unit
from web.models import Unit
from web.routes.unit_registration import read_operator, worded
from web.services import operator_duties, operators
from web.services.accounts import STATES
from web.services.duties import DUTIES, EXPLAINED, check_duty, duties_of
from web.services.errors import BadChoice
from web.services.units import check_active

pages = admit_to(Blueprint("unit_operators", __name__, url_prefix="/unit/operators"), OPERATOR)


def _unit() -> Unit:
    unit = current_unit()
    check_active(unit)
    check_duty(current_account(), "manage")
    return unit


@pages.get("")
def index() -> ResponseReturnValue:
    """The unit's operators, and the form for another one."""
    return _list(operators.OperatorAnswers(duties=tuple(DUTIES)), {})


@pages.post("")
def add() -> ResponseReturnValue:
    """Another account for the unit."""
    unit, asked = _unit(), read_operator()
    province = site().packs.province(unit.province)
    try:
        operators.add_operator(
            province, unit, asked, actor=current_account(), now=site().clock.now()
        )
    except BadChoice as mistakes:
        return _list(asked, worded(mistakes.problems, province)), 422
    flash(f"已增加经办人“{asked.name}”，登录名 {asked.login}。", "good")
    return redirect(url_for("unit_operators.index"), 303)


def _list(asked: operators.OperatorAnswers, problems: dict[str, str]) -> str:
    unit = _unit()
    return render_template(
        "units/operators.html",
        unit=unit,
        operators=[(one, duties_of(one)) for one in operators.operators_of(unit)],
        me=current_account(),
        operator=asked,
        problems=problems,
        duties=DUTIES,
        explained=EXPLAINED,
        states=STATES,
        province=site().packs.province(unit.province),
    )


@pages.get("/<id>")
def show(id: str) -> ResponseReturnValue:
    """One operator: what it may do."""
    return _one(id, {})


@pages.post("/<id>")
def give(id: str) -> ResponseReturnValue:
    """Say what an operator may do."""
    unit, actor, now = _unit(), current_account(), site().clock.now()
    try:
        one = operator_duties.give_duties(
            unit,
            id,
            request.form.getlist("duty"),
            number=operators.read_number(request.form.get("number", "")),
            actor=actor,
            now=now,
        )
    except BadChoice as mistakes:
        return _one(id, mistakes.problems), 422
    flash(f"已更改“{one.name}”的权限。", "good")
    return redirect(url_for("unit_operators.index"), 303)


def _one(id: str, problems: dict[str, str]) -> str:
    one = operator_duties.operator_of(_unit(), id)
    return render_template(
        "units/operator.html",
        one=one,
        chosen=duties_of(one) if request.method == "GET" else request.form.getlist("duty"),
        number=request.form.get("number", ""),
        known=mask(one.own_number, "id") if one.own_number else "",
        me=current_account(),
        duties=DUTIES,
        explained=EXPLAINED,
        states=STATES,
        problems=problems,
    )


@pages.post("/<id>/block")
def block(id: str) -> ResponseReturnValue:
    """停用 or 启用 an account."""
    blocked = request.form.get("blocked") == "1"
    one = operator_duties.block(
        _unit(), id, blocked=blocked, actor=current_account(), now=site().clock.now()
    )
    flash(f"“{one.name}”的账号已{'停用' if blocked else '启用'}。", "good")
    return redirect(url_for("unit_operators.index"), 303)


@pages.post("/<id>/code")
def code(id: str) -> ResponseReturnValue:
    """A code with which an operator sets a new password; shown once."""
    unit = _unit()
    province = site().packs.province(unit.province)
    made = operator_duties.make_code(
        province, unit, id, actor=current_account(), now=site().clock.now()
    )
    hours = operator_duties.CODE_MINUTES // 60
    return render_template(
        "accounts/code.html",
        one=operator_duties.operator_of(unit, id),
        code=made,
        hours=hours,
        back=(url_for("unit_operators.index"), "返回经办人账号"),
    )
