"""二次验证: beginning and ending it, and the step of signing in that asks for a code."""

from __future__ import annotations

from datetime import datetime, timedelta

import segno
from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from web import identity
from web.audience import EVERYONE, SIGNED_IN, admit, admit_to
from web.clock import machine_now
from web.context import site
from web.identity import current_account
from web.models import Account
from web.services import kept_forms, second_factor
from web.way_in import own_address

pages = admit_to(Blueprint("second_factor", __name__), SIGNED_IN)
HALF = "half"
"""Where the browser's signed session keeps whose password was right."""
WITHIN = timedelta(minutes=5)
WRONG = "验证码不正确、已用过或已过期，请填写应用现在显示的 6 位数字，或一个没有用过的恢复码。"


@pages.get("/account/second-factor")
def show() -> ResponseReturnValue:
    """How it stands: on, or the QR code to begin with."""
    return _page()


def _page(problem: str = "", codes: tuple[str, ...] = ()) -> str:
    account = current_account()
    province = site().packs.province(account.province)
    in_use = second_factor.find(account)
    begun = None
    if in_use is None and account.password:
        begun = second_factor.begin(account, now=site().clock.now())
    link = second_factor.address_of(begun, account, province) if begun else ""
    return render_template(
        "accounts/second_factor.html",
        in_use=in_use,
        secret=begun.secret if begun else "",
        picture=segno.make(link, error="m").svg_data_uri(scale=5, border=3) if link else "",
        is_asked=second_factor.is_asked(account, province.account),
        problem=problem,
        codes=codes,
    )


@pages.post("/account/second-factor")
def change() -> ResponseReturnValue:
    """Begin with a first code, or end it with one."""
    account, sent, now = current_account(), request.form, site().clock.now()
    rules = site().packs.province(account.province).account
    if sent.get("action") == "begin":
        codes = second_factor.confirm(account, sent.get("code", ""), now=now)
        return (_page(codes=tuple(codes)), 200) if codes else (_page(WRONG), 422)
    if second_factor.is_asked(account, rules):
        return _page("按规定，您的账号须二次验证，不能关闭。"), 422
    minutes = rules.lockout.minutes
    if not second_factor.check(account, sent.get("code", ""), now=now, minutes=minutes):
        return _page(WRONG), 422
    second_factor.end(account, by=account, now=now)
    flash("二次验证已关闭。", "good")
    return redirect(url_for("own_account.devices"), 303)


def ask_code(account: Account, after: str) -> ResponseReturnValue:
    """The way to the second step for somebody whose password was right."""
    until = (machine_now() + WITHIN).isoformat(timespec="seconds")
    session[HALF] = {"account": account.id, "after": after, "until": until}
    return redirect(url_for("second_factor.ask", province=account.province), 303)


@pages.get("/signin/<province>/code")
@admit(EVERYONE)
def ask(province: str) -> ResponseReturnValue:
    """The question for the code."""
    if _half(province) is None:
        return redirect(url_for("entrance.sign_in", province=province))
    found = site().packs.province(province)
    return render_template("accounts/second_step.html", province=found, problem="")


@pages.post("/signin/<province>/code")
@admit(EVERYONE)
def enter(province: str) -> ResponseReturnValue:
    """Sign in with a code, or say that it was wrong."""
    account, found, now = _half(province), site().packs.province(province), site().clock.now()
    if account is None:
        return redirect(url_for("entrance.sign_in", province=province, late="1"), 303)
    minutes = found.account.lockout.minutes
    if not second_factor.check(account, request.form.get("code", ""), now=now, minutes=minutes):
        locked = second_factor.minutes_locked(account, now=now)
        said = f"验证码错误次数过多，请 {locked} 分钟后再试。" if locked else WRONG
        page = render_template("accounts/second_step.html", province=found, problem=said)
        return page, 429 if locked else 422
    after = own_address(session[HALF]["after"], "/")
    session.pop(HALF)
    identity.sign_in(account)
    if kept_forms.kept_by(account):
        return redirect(url_for("kept.index", next=after), 303)
    return redirect(after, 303)


def _half(province: str) -> Account | None:
    """Whose password was right a moment ago in this browser."""
    known = session.get(HALF)
    if not known or datetime.fromisoformat(known["until"]) < machine_now():
        return None
    account: Account | None = Account.get_or_none(
        (Account.id == known["account"])
        & (Account.province == province)
        & (Account.state != "blocked")
    )
    return account
