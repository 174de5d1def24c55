"""消息邮件: where and when an account is written to."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.audience import APPLICANT, AUDIT, EXPERT, OPERATOR, SECURITY, STAFF, SYSTEM, admit_to
from web.context import site
from web.identity import current_account
from web.services.errors import BadChoice
from web.services.mail_choice import choose_mail
from web.services.mailing import CHOICES, DIGEST_HOUR

pages = admit_to(
    Blueprint("mail", __name__, url_prefix="/account/mail"),
    APPLICANT,
    OPERATOR,
    EXPERT,
    STAFF,
    SYSTEM,
    SECURITY,
    AUDIT,
)


@pages.get("")
def show() -> ResponseReturnValue:
    """The choice as it is."""
    account = current_account()
    return _page(account.email, account.mail, {})


def _page(address: str, choice: str, problems: dict[str, str]) -> str:
    return render_template(
        "accounts/mail.html",
        address=address,
        choice=choice,
        choices=CHOICES,
        hour=DIGEST_HOUR,
        problems=problems,
        delivers=bool(site().settings.smtp_url),
    )


@pages.post("")
def choose() -> ResponseReturnValue:
    """Keep what was chosen."""
    address = request.form.get("email", "")
    choice = request.form.get("mail", "")
    try:
        choose_mail(current_account(), address, choice, now=site().clock.now())
    except BadChoice as mistake:
        return _page(address, choice, mistake.problems), 422
    flash("已保存。", "good")
    return redirect(url_for("mail.show"), 303)
