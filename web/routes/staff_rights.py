"""权限管理: security administrators say what accounts of staff are for, lift lockouts, end sessions
and see the rules for passwords."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.audience import SECURITY, admit_to
from web.context import site
from web.identity import current_account, idle_minutes
from web.pages.paging import paged_query
from web.services import administrators, locks, second_factor, sessions, staff_duties
from web.services.accounts import ROLE_NAMES, STATES, search_accounts
from web.services.errors import BadChoice

pages = admit_to(Blueprint("staff_rights", __name__, url_prefix="/staff/rights"), SECURITY)
SIZE = 20
SECOND = {
    "staff": "管理人员",
    "unit": "单位",
    "department": "业务部门",
    "committee": "评委会",
    "issuer": "发证机构",
    "expert": "专家",
}
"""Who may have to give codes, as the pack names them."""


@pages.get("")
def index() -> ResponseReturnValue:
    """The accounts of staff with what each is for."""
    return _page()


def _page(problem: str = "") -> str:
    me = current_account()
    return render_template(
        "staff/rights.html",
        me=me,
        staff=administrators.staff_of(me.province),
        post_of=staff_duties.post_of,
        posts=staff_duties.POSTS,
        states=STATES,
        problem=problem,
        second_names=SECOND,
        rules=site().packs.province(me.province).account,
    )


@pages.post("/<id>")
def appoint(id: str) -> ResponseReturnValue:
    """Say what an account is for."""
    me, post = current_account(), request.form.get("post", "")
    try:
        account = administrators.appoint(id, post, by=me, now=site().clock.now())
    except BadChoice as mistake:
        return _page("；".join(mistake.problems.values())), 422
    flash(f"“{account.name or account.login}”现在是{staff_duties.POSTS[post]}。", "good")
    return redirect(url_for("staff_rights.index"), 303)


@pages.get("/sessions")
def accounts() -> ResponseReturnValue:
    """Accounts that are locked out, and any account that is looked for, with its sessions."""
    me, now = current_account(), site().clock.now()
    words = request.args.get("words", "").strip()[:60]
    found = None
    if words:
        query = search_accounts(me.province, words)
        found = paged_query(query, request.args.get("page", 1, type=int), SIZE)
    listed = list(found.entries) if found else locks.locked_accounts(me.province, now=now)
    return render_template(
        "staff/sessions.html",
        words=words,
        found=found,
        accounts=[
            (
                one,
                locks.minutes_locked(one, now=now),
                len(sessions.open_sessions(one, now=now, idle=idle_minutes(one))),
                second_factor.find(one) is not None and one.id != me.id,
            )
            for one in listed
        ],
        states=STATES,
        roles=ROLE_NAMES,
        me=me,
    )


@pages.post("/sessions/<id>")
def free(id: str) -> ResponseReturnValue:
    """解除锁定 or 结束登录 of one account."""
    me, now = current_account(), site().clock.now()
    account = locks.find_account(me, id)
    name = account.name or account.login
    if request.form.get("action") == "unlock":
        locks.unlock(account, by=me, now=now)
        flash(f"“{name}”已解除锁定，可以重新登录。", "good")
    elif request.form.get("action") == "second-factor":
        second_factor.end(account, by=me, now=now)
        flash(f"“{name}”的二次验证已重置，下次登录只需密码，再由本人重新开启。", "good")
    else:
        ended = locks.end_sessions(account, by=me, now=now)
        flash(f"“{name}”的 {ended} 处登录已结束。", "good")
    return redirect(url_for("staff_rights.accounts", words=account.login), 303)
