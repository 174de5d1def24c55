"""Where those go who are not signed in, or not yet admitted: to the sign-in page, and afterwards
back to where they were. A form that came too late is kept for its account."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from flask import flash, jsonify, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from web.context import site
from web.identity import TOKEN, current_account, idle_account
from web.models import Account
from web.security import SAFE
from web.services import kept_forms
from web.services.voting import BALLOT

KEPT_OUT = frozenset({"csrf_token", "username", "old", "password", "repeated", "again"})
"""Fields that a kept form gets anew, or that nobody keeps: passwords are typed again, and no vote
is kept beside the name of who gave it."""

TIMED_OUT = "登录已超时，请重新登录后继续。"


def is_own(address: str) -> bool:
    """Whether an address is a path of this site: nobody is sent elsewhere by what a form names."""
    # Browsers drop tabs and line breaks before they read an address, and turn \\ into /.
    plain = address.isprintable() and not {" ", "\\"} & set(address)
    return plain and re.match("/(?!/)", address) is not None


def own_address(address: str, otherwise: str) -> str:
    """An address of this site, `otherwise` for any other."""
    return address if is_own(address) else otherwise


def to_sign_in() -> ResponseReturnValue:
    """The way to the sign-in page, and back here afterwards; what was sent is kept."""
    account = idle_account()
    if request.method in SAFE:
        here = request.full_path.rstrip("?")
    else:
        here = page_before()
        if account is not None and request.method == "POST":
            _keep(account, here)
    province = account.province if account else ""
    late = "1" if account or TOKEN in session else None
    if province:
        return redirect(url_for("entrance.sign_in", province=province, next=here, late=late), 303)
    return redirect(url_for("entrance.choose", next=here, late=late), 303)


def told_to_sign_in() -> ResponseReturnValue:
    """The same for a script of ours: it keeps what was typed and shows the way."""
    account = idle_account()
    here = page_before()
    where = (
        url_for("entrance.sign_in", province=account.province, next=here)
        if account
        else url_for("entrance.choose", next=here)
    )
    return jsonify(ok=False, message=TIMED_OUT, sign_in=where), 401


def page_before() -> str:
    """The path of the page that sent this request, "/" if it is not ours or unknown."""
    parts = urlsplit(request.referrer or "")
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return path if parts.netloc == request.host and is_own(path) else "/"


def to_kept() -> ResponseReturnValue:
    """The way to what is kept, for a form of a window from before signing in again."""
    here = page_before()
    if not _keep(current_account(), here):
        flash("您已重新登录，这个窗口里的操作没有执行，请再操作一次。", "warn")
    return redirect(url_for("kept.index", next=here), 303)


def _keep(account: Account, page: str) -> bool:
    fields = [
        (name, text)
        for name, text in request.form.items(multi=True)
        if name not in KEPT_OUT and not name.startswith(BALLOT)
    ]
    return kept_forms.keep(
        account,
        request.path,
        fields,
        page=page,
        had_files=any(file.filename for file in request.files.values()),
        now=site().clock.now(),
    )
