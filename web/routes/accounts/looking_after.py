"""账号管理: staff find accounts, hand out a code for a new password, close and open accounts."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.audience import STAFF, admit_to
from web.context import site
from web.identity import current_account
from web.services import accounts
from web.services.accounts import account_of, accounts_of, count_accounts
from web.services.changing_passwords import Passwords
from web.services.errors import NotAdmitted

pages = admit_to(Blueprint("looking_after", __name__, url_prefix="/staff/accounts"), STAFF)
HANDED_OUT = 24 * 60
"""Minutes that a code holds which staff read out to somebody."""


@pages.get("")
def index() -> ResponseReturnValue:
    """Accounts by name, login name, identity number or mobile."""
    me, words = current_account(), request.args.get("words", "").strip()
    page = min(max(request.args.get("page", 1, type=int), 1), accounts.MOST_PAGES)
    return render_template(
        "accounts/looking_after.html",
        found=accounts_of(me.province, words=words, page=page),
        total=count_accounts(me.province, words=words),
        words=words,
        page=page,
        per_page=accounts.PER_PAGE,
        states=accounts.STATES,
        me=me,
        roles=accounts.ROLE_NAMES,
    )


@pages.post("/<id>/code")
def code(id: str) -> ResponseReturnValue:
    """A code with which its holder sets a new password; shown once."""
    me = current_account()
    account = account_of(me.province, id)
    _not_myself(account.id)
    service = Passwords(province=site().packs.province(me.province), now=site().clock.now())
    made = service.make_code(account, minutes=HANDED_OUT, by=me)
    return render_template("accounts/code.html", one=account, code=made, hours=HANDED_OUT // 60)


@pages.post("/<id>/block")
def block(id: str) -> ResponseReturnValue:
    """停用 or 启用 an account."""
    me = current_account()
    account = account_of(me.province, id)
    _not_myself(account.id)
    blocked = request.form.get("blocked") == "1"
    accounts.block(account, blocked=blocked, by=me, now=site().clock.now())
    flash(f"账号“{account.name or account.login}”已{'停用' if blocked else '启用'}。", "good")
    return redirect(url_for("looking_after.index", words=account.login), 303)


def _not_myself(id: str) -> None:
    if id == current_account().id:
        raise NotAdmitted
