"""代办: which operator decides in whose place, and when."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.audience import OPERATOR, admit_to
from web.context import site
from web.identity import current_account
from web.routes.review_desk import active_unit
from web.services.delegating import (
    Asked,
    delegate,
    delegations_of,
    end,
    is_running,
    operators_for,
)
from web.services.duties import has_duty
from web.services.errors import BadChoice

pages = admit_to(Blueprint("delegations", __name__, url_prefix="/unit/delegations"), OPERATOR)


@pages.get("")
def index() -> ResponseReturnValue:
    """Who stands in for whom, and a form for another delegation."""
    today = site().clock.today().isoformat()
    me = current_account()
    return _page(Asked(absent=me.id, first_day=today, last_day=today), {})


def _page(asked: Asked, problems: dict[str, str], status: int = 200) -> ResponseReturnValue:
    unit, account = active_unit(), current_account()
    manages = has_duty(account, "manage")
    today = site().clock.today()
    listed = [
        (
            one,
            is_running(one, today),
            one.ended_at is None
            and str(one.last_day) >= today.isoformat()
            and (manages or account.id in (one.absent_id, one.made_by)),
        )
        for one in delegations_of(unit)
    ]
    operators = operators_for(unit)
    page = render_template(
        "units/delegations.html",
        unit=unit,
        listed=listed,
        operators=operators,
        absents=[one for one in operators if manages or one.id == account.id],
        asked=asked,
        problems=problems,
    )
    return page, status


@pages.post("")
def add() -> ResponseReturnValue:
    """Name somebody who decides in another's place."""
    unit = active_unit()
    asked = Asked(**{name: request.form.get(name, "").strip()[:400] for name in Asked.__slots__})
    try:
        made = delegate(unit, asked, actor=current_account(), now=site().clock.now())
    except BadChoice as mistake:
        return _page(asked, mistake.problems, 422)
    flash(
        f"{made.first_day} 至 {made.last_day}，{made.absent.name}认领的申报可以由"
        f"{made.delegate.name}代办，已通知代办人。",
        "good",
    )
    return redirect(url_for("delegations.index"), 303)


@pages.post("/<id>/end")
def stop(id: str) -> ResponseReturnValue:
    """End a delegation at once."""
    ended = end(active_unit(), id, actor=current_account(), now=site().clock.now())
    flash(f"{ended.delegate.name}代办{ended.absent.name}的安排已结束。", "good")
    return redirect(url_for("delegations.index"), 303)
