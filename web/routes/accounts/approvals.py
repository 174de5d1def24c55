"""注册审核: staff approve or refuse registrations, one by one or several at once (云南手册 L11)."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.audience import STAFF, admit_to
from web.context import site
from web.identity import current_account
from web.pages.asked_profile import answered
from web.services import accounts
from web.services.accounts import account_of, accounts_of, count_accounts
from web.services.errors import BadChoice
from web.services.events import events_of
from web.services.looks import show_profile_numbers

pages = admit_to(Blueprint("approvals", __name__, url_prefix="/staff/registrations"), STAFF)
ACTIONS = {"approve": True, "refuse": False}


@pages.get("")
def index() -> ResponseReturnValue:
    """What waits, the oldest first; or what was decided."""
    return _list()


@pages.post("")
def decide_several() -> ResponseReturnValue:
    """Approve or refuse everything that was ticked."""
    me, sent = current_account(), request.form
    chosen = [account_of(me.province, id) for id in sent.getlist("account")]
    action, opinion = sent.get("action", ""), sent.get("opinion", "").strip()
    fault = _fault(action, opinion) or ("" if chosen else "请先勾选要处理的注册申请。")
    if fault:
        return _list(fault, frozenset(one.id for one in chosen)), 422
    done = accounts.decide_all(
        chosen, approved=ACTIONS[action], opinion=opinion, by=me, now=site().clock.now()
    )
    passed_over = len(chosen) - done
    text = f"已{'通过' if ACTIONS[action] else '退回'} {done} 份注册申请。"
    flash(text + (f"另有 {passed_over} 份已被他人处理。" if passed_over else ""), "good")
    return redirect(url_for("approvals.index"), 303)


@pages.get("/<id>")
def show(id: str) -> ResponseReturnValue:
    """One registration with all its answers."""
    return _one(id)


@pages.post("/<id>")
def decide(id: str) -> ResponseReturnValue:
    """Approve or refuse one registration."""
    me, sent = current_account(), request.form
    account = account_of(me.province, id)
    action, opinion = sent.get("action", ""), sent.get("opinion", "").strip()
    fault = _fault(action, opinion)
    if fault:
        return _one(id, fault), 422
    accounts.decide(
        account, approved=ACTIONS[action], opinion=opinion, by=me, now=site().clock.now()
    )
    flash(f"{account.name} 的注册申请已{'通过' if ACTIONS[action] else '退回'}。", "good")
    return redirect(url_for("approvals.index"), 303)


@pages.post("/<id>/numbers")
def numbers(id: str) -> ResponseReturnValue:
    """查看完整号码: once, for a purpose that is recorded."""
    me, purpose = current_account(), request.form.get("purpose", "")
    account = account_of(me.province, id)
    province, now = site().packs.province(me.province), site().clock.now()
    try:
        found = show_profile_numbers(
            f"account:{account.id}", account.person, province, purpose, by=me, now=now
        )
    except BadChoice as mistake:
        return _one(id, "；".join(mistake.problems.values())), 422
    return render_template(
        "accounts/numbers.html",
        name=account.name,
        numbers=found,
        purpose=purpose.strip(),
        back=url_for("approvals.show", id=account.id),
    )


def _fault(action: str, opinion: str) -> str:
    if action not in ACTIONS:
        return "请选择通过或不通过。"
    if not ACTIONS[action] and not opinion:
        return "不通过时请填写原因，申请人会看到它并据此修改。"
    return "审核意见不能超过 500 字。" if len(opinion) > 500 else ""


def _list(fault: str = "", chosen: frozenset[str] = frozenset()) -> str:
    me = current_account()
    state = request.args.get("state", "pending")
    page = min(max(request.args.get("page", 1, type=int), 1), accounts.MOST_PAGES)
    return render_template(
        "accounts/approvals.html",
        found=accounts_of(me.province, state=state, page=page),
        total=count_accounts(me.province, state=state),
        state=state,
        states=accounts.STATES,
        page=page,
        per_page=accounts.PER_PAGE,
        fault=fault,
        chosen=chosen,
    )


def _one(id: str, fault: str = "") -> str:
    me = current_account()
    account = account_of(me.province, id)
    province = site().packs.province(me.province)
    held = account.person.account if account.person else {}
    return render_template(
        "accounts/approval.html",
        one=account,
        answers=answered(province, held),
        states=accounts.STATES,
        history=list(events_of(f"account:{account.id}")),
        fault=fault,
        opinion=request.form.get("opinion", ""),
    )
