"""单位首页: what waits for the operators of a unit; the accounts that act for it."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from web.audience import OPERATOR, admit_to
from web.context import site
from web.identity import current_account, current_unit
from web.routes.unit_registration import read_operator, worded
from web.services import operators
from web.services.errors import BadChoice
from web.services.notices import unread
from web.services.unit_desk import count_waiting
from web.services.units import check_active

pages = admit_to(Blueprint("unit_home", __name__, url_prefix="/unit"), OPERATOR)


@pages.get("")
def index() -> ResponseReturnValue:
    """What waits, and what the unit was told; before it is accepted, how it stands."""
    unit, account = current_unit(), current_account()
    if unit.state != "active":
        return redirect(url_for("unit_registration.show"))
    return render_template(
        "units/home.html",
        unit=unit,
        waiting=count_waiting(unit, site().packs.province(unit.province)),
        notices=unread(account),
    )


@pages.get("/operators")
def accounts() -> ResponseReturnValue:
    """The unit's operators, and the form for another one."""
    return _accounts_page(operators.OperatorAnswers(), {})


@pages.post("/operators")
def add() -> ResponseReturnValue:
    """Another account for the unit."""
    unit, asked = current_unit(), read_operator()
    check_active(unit)
    province = site().packs.province(unit.province)
    try:
        operators.add_operator(
            province, unit, asked, actor=current_account(), now=site().clock.now()
        )
    except BadChoice as mistakes:
        return _accounts_page(asked, worded(mistakes.problems, province)), 422
    flash(f"已增加经办人“{asked.name}”，登录名 {asked.login}。", "good")
    return redirect(url_for("unit_home.accounts"), 303)


def _accounts_page(asked: operators.OperatorAnswers, problems: dict[str, str]) -> str:
    unit = current_unit()
    check_active(unit)
    return render_template(
        "units/operators.html",
        unit=unit,
        operators=operators.operators_of(unit),
        operator=asked,
        problems=problems,
        province=site().packs.province(unit.province),
    )
