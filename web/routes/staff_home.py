"""管理首页: what waits for the staff of a province."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from web.audience import STAFF, admit_to
from web.context import site
from web.identity import current_account
from web.services.notices import unread
from web.services.staff_desk import count_waiting

pages = admit_to(Blueprint("staff_home", __name__, url_prefix="/staff"), STAFF)


@pages.get("")
def index() -> ResponseReturnValue:
    """Registrations of units and of people that wait, and what this account was told."""
    account = current_account()
    return render_template(
        "staff/home.html",
        province=site().packs.province(account.province),
        waiting=count_waiting(account.province),
        notices=unread(account),
    )
