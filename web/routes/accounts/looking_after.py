"""账号管理: business staff look after applicants' accounts, system administrators after those of
units, experts and staff: find them, hand out a code for a new password, close and open them."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.audience import STAFF, SYSTEM, admit, admit_to
from web.context import site
from web.identity import current_account
from web.models import Unit
from web.routes.unit_registration import worded
from web.services import accounts, administrators, staff_duties
from web.services.accounts import account_of, accounts_of, count_accounts
from web.services.changing_passwords import Passwords
from web.services.errors import BadChoice
from web.services.operators import OperatorAnswers, read_number

pages = admit_to(Blueprint("looking_after", __name__, url_prefix="/staff/accounts"), STAFF, SYSTEM)
HANDED_OUT = 24 * 60
"""Minutes that a code holds which staff read out to somebody."""


@pages.get("")
def index() -> ResponseReturnValue:
    """Accounts by name, login name, identity number or mobile."""
    me, words = current_account(), request.args.get("words", "").strip()
    page = min(max(request.args.get("page", 1, type=int), 1), accounts.MOST_PAGES)
    is_system = staff_duties.duty_of(me) == "system"
    roles = accounts.OTHERS if is_system else ("applicant",)
    found = accounts_of(me.province, words=words, page=page, roles=roles)
    return render_template(
        "accounts/looking_after.html",
        found=found,
        mine={one.id for one in found if staff_duties.looks_after(me, one)},
        post_of=lambda one: staff_duties.POSTS[staff_duties.post_of(one)],
        is_system=is_system,
        total=count_accounts(me.province, words=words, roles=roles),
        words=words,
        page=page,
        per_page=accounts.PER_PAGE,
        states=accounts.STATES,
        me=me,
        roles=accounts.ROLE_NAMES,
    )


@pages.get("/new")
@admit(SYSTEM)
def ask() -> ResponseReturnValue:
    """The form for an account of staff or of a unit's operator."""
    return _form(OperatorAnswers(), {})


@pages.post("/new")
@admit(SYSTEM)
def make() -> ResponseReturnValue:
    """Make the account; one of staff waits for a security administrator then."""
    me, sent = current_account(), request.form
    province = site().packs.province(me.province)
    asked = OperatorAnswers(
        login=sent.get("login", "").strip().lower(),
        name=sent.get("operator", "").strip(),
        number=read_number(sent.get("number", "")),
        password=sent.get("password", ""),
        again=sent.get("again", ""),
    )
    unit: Unit | None = None
    try:
        if sent.get("kind") == "operator":
            unit = administrators.unit_named(me.province, sent.get("unit", "").strip())
        made = administrators.make_account(
            province, asked, unit=unit, by=me, now=site().clock.now()
        )
    except BadChoice as mistakes:
        return _form(asked, mistakes.problems), 422
    after = "请安全管理员授权后使用" if unit is None else "现在可以登录"
    flash(f"已建立账号“{made.login}”，{after}；首次登录须修改密码。", "good")
    return redirect(url_for("looking_after.index", words=made.login), 303)


def _form(asked: OperatorAnswers, problems: dict[str, str]) -> str:
    province = site().packs.province(current_account().province)
    return render_template(
        "staff/new_account.html",
        asked=asked,
        kind=request.form.get("kind", "staff"),
        unit=request.form.get("unit", ""),
        problems=worded(problems, province),
        province=province,
    )


@pages.post("/<id>/code")
def code(id: str) -> ResponseReturnValue:
    """A code with which its holder sets a new password; shown once."""
    me = current_account()
    account = account_of(me.province, id)
    staff_duties.check_looks_after(me, account)
    service = Passwords(province=site().packs.province(me.province), now=site().clock.now())
    made = service.make_code(account, minutes=HANDED_OUT, by=me)
    return render_template(
        "accounts/code.html", one=account, code=made, hours=HANDED_OUT // 60, back=None
    )


@pages.post("/<id>/block")
def block(id: str) -> ResponseReturnValue:
    """停用 or 启用 an account."""
    me = current_account()
    account = account_of(me.province, id)
    blocked = request.form.get("blocked") == "1"
    accounts.block(account, blocked=blocked, by=me, now=site().clock.now())
    flash(f"账号“{account.name or account.login}”已{'停用' if blocked else '启用'}。", "good")
    return redirect(url_for("looking_after.index", words=account.login), 303)
