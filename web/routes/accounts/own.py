"""账号安全: one's own password and sessions."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.audience import SIGNED_IN, admit_to
from web.context import site
from web.identity import current_account, idle_minutes, session_token
from web.pages.devices import device_of
from web.pages.passwords import rule_of, sentences
from web.services import sessions
from web.services.changing_passwords import Passwords
from web.services.errors import NotFound

pages = admit_to(Blueprint("own_account", __name__, url_prefix="/account"), SIGNED_IN)


@pages.get("/password")
def password() -> ResponseReturnValue:
    """The form for changing the password."""
    return _password_page()


@pages.post("/password")
def change() -> ResponseReturnValue:
    """Change the password; every other session ends."""
    account, sent = current_account(), request.form
    new = sent.get("password", "")
    province = site().packs.province(account.province)
    if new != sent.get("repeated", ""):
        return _password_page(["password-differs"]), 422
    service = Passwords(province=province, now=site().clock.now())
    wrong = service.change(account, sent.get("old", ""), new, session_token())
    if wrong:
        return _password_page(wrong), 422
    flash("密码已修改，其他设备上的登录已全部退出。", "good")
    return redirect(url_for("own_account.devices"), 303)


@pages.get("/sessions")
def devices() -> ResponseReturnValue:
    """Where this account is signed in."""
    account = current_account()
    return render_template(
        "accounts/sessions.html",
        sessions=sessions.open_sessions(
            account, now=site().clock.now(), idle=idle_minutes(account)
        ),
        device_of=device_of,
        here=sessions.kept_as(session_token()),
        idle=idle_minutes(account),
        has_password=bool(account.password),
    )


@pages.post("/sessions/end")
def end() -> ResponseReturnValue:
    """End one other session, or all of them."""
    account, now = current_account(), site().clock.now()
    wanted = request.form.get("session", "")
    if not wanted:
        ended = sessions.end_others(account, session_token(), now=now)
        flash(f"已退出其他 {ended} 处登录。", "good")
        return redirect(url_for("own_account.devices"), 303)
    mine = sessions.open_sessions(account, now=now, idle=idle_minutes(account))
    if wanted not in {one.token for one in mine}:
        raise NotFound("登录记录")
    sessions.end_kept(wanted, now=now)
    flash("已退出所选的登录。", "good")
    return redirect(url_for("own_account.devices"), 303)


def _password_page(wrong: list[str] | None = None) -> str:
    account = current_account()
    rules = site().packs.province(account.province).account.password
    return render_template(
        "accounts/password.html",
        rule=rule_of(rules),
        faults=sentences(wrong or (), rules),
        has_password=bool(account.password),
        changed_at=account.password_changed_at,
    )
