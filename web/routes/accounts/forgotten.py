"""忘记密码: a code is sent to the number that the account holds, and sets a new password (吉林手册
L58-63). Whether a name has an account is not told."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from engine.packs.province import Province
from web.audience import EVERYONE, admit_to
from web.context import site
from web.pages.passwords import rule_of, sentences
from web.pages.signing_in import names_of
from web.routes.accounts.captchas import is_solved, new_captcha
from web.services.changing_passwords import MINUTES, Passwords
from web.services.signing_in import find_account

pages = admit_to(Blueprint("forgotten", __name__), EVERYONE)
NAME = "forgotten_name"
"""Where the browser's session keeps whose password is being set."""


@pages.get("/forgotten/<province>")
def ask(province: str) -> ResponseReturnValue:
    """The first step: which account."""
    return _ask_page(site().packs.province(province))


@pages.post("/forgotten/<province>")
def send(province: str) -> ResponseReturnValue:
    """Send a code if there is such an account, and go on either way."""
    found = site().packs.province(province)
    name = request.form.get("name", "").strip()
    if not name:
        return _ask_page(found, name, "请填写账号。"), 422
    if not is_solved():
        return _ask_page(found, name, "图形验证码不正确或已过期，请按新的图片填写。"), 422
    service = _passwords(found)
    if not service.may_send(name):
        return _ask_page(found, name, f"验证码发送过于频繁，请 {MINUTES} 分钟后再试。"), 429
    account, now = find_account(found, name), site().clock.now()
    if account is not None and account.mobile and account.state != "blocked":
        code = service.make_code(account, by=None)
        text = (
            f"【职评】您的验证码是 {code}，{MINUTES} 分钟内有效，用于重设登录密码。请勿告诉他人。"
        )
        site().outbox.send(account.mobile, text, now=now)
    session[NAME] = name  # identity numbers stay out of addresses, which are kept in logs
    return redirect(url_for("forgotten.code", province=found.id), 303)


@pages.get("/reset/<province>")
def code(province: str) -> ResponseReturnValue:
    """The second step: the code and a new password."""
    return _code_page(
        site().packs.province(province), request.args.get("name") or session.get(NAME, "")
    )


@pages.post("/reset/<province>")
def reset(province: str) -> ResponseReturnValue:
    """Set the new password."""
    found, sent = site().packs.province(province), request.form
    name, new = sent.get("name", "").strip(), sent.get("password", "")
    if new != sent.get("repeated", ""):
        return _code_page(found, name, ["password-differs"], sent.get("code", "")), 422
    wrong = _passwords(found).reset(name, find_account(found, name), sent.get("code", ""), new)
    if wrong:
        kept = "" if "code-wrong" in wrong else sent.get("code", "")
        return _code_page(found, name, wrong, kept), 422
    session.pop(NAME, None)
    flash("新密码已设置，其他设备上的登录已全部退出。请用新密码登录。", "good")
    return redirect(url_for("entrance.sign_in", province=found.id), 303)


def _passwords(province: Province) -> Passwords:
    return Passwords(province=province, now=site().clock.now())


def _ask_page(province: Province, name: str = "", fault: str = "") -> str:
    return render_template(
        "accounts/forgotten.html",
        province=province,
        names=names_of(province),
        name=name,
        fault=fault,
        captcha=new_captcha(),
        delivers=site().outbox.delivers,
    )


def _code_page(
    province: Province, name: str, wrong: list[str] | None = None, code: str = ""
) -> str:
    rules = province.account.password
    return render_template(
        "accounts/reset.html",
        province=province,
        names=names_of(province),
        name=name,
        code=code,
        faults=sentences(wrong or (), rules),
        rule=rule_of(rules),
        minutes=MINUTES,
        delivers=site().outbox.delivers,
    )
