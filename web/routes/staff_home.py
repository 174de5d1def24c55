"""管理首页: what waits for the staff of a province, by what each of them is for."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from web.audience import AUDIT, SECURITY, STAFF, SYSTEM, admit_to
from web.context import site
from web.identity import current_account
from web.pages.desk import staff_desk
from web.services.deadlines import missing_years
from web.services.notices import unread
from web.services.staff_desk import count_waiting
from web.services.staff_duties import POSTS, duty_of, post_of

pages = admit_to(
    Blueprint("staff_home", __name__, url_prefix="/staff"), STAFF, SYSTEM, SECURITY, AUDIT
)


@pages.get("")
def index() -> ResponseReturnValue:
    """What waits, and what this account was told."""
    account, now = current_account(), site().clock.now()
    province, duty = site().packs.province(account.province), duty_of(account)
    waiting = count_waiting(province.id, duty, now=now)
    return render_template(
        "staff/home.html",
        province=province,
        post=POSTS[post_of(account)],
        desk=staff_desk(duty, waiting, reviews_people=province.account.register.review),
        notices=unread(account),
        missing_years=missing_years(site().packs.calendar, now.date()),
    )
