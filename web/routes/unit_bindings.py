"""人员绑定: who asks to be confirmed, who belongs to the unit, one by one or several at once."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.audience import OPERATOR, admit_to
from web.context import site
from web.identity import current_account, current_unit
from web.models import Unit
from web.pages.paging import paged_query
from web.pages.profile import told_profile
from web.services import bindings
from web.services.duties import check_duty
from web.services.errors import BadChoice, Decided, NotFound
from web.services.looks import show_profile_numbers
from web.services.units import check_active

pages = admit_to(Blueprint("unit_bindings", __name__, url_prefix="/unit/bindings"), OPERATOR)
SIZE = 50
"""How many people a page lists."""

SHOWN = ("requested", "bound", "refused", "withdrawn", "ended")


def _unit() -> Unit:
    unit = current_unit()
    check_active(unit)
    check_duty(current_account(), "manage")
    return unit


@pages.get("")
def index() -> ResponseReturnValue:
    """The bindings in one state, requests first."""
    state = request.args.get("state", "requested")
    return _list(state if state in SHOWN else "requested")


def _list(state: str, problem: str = "", chosen: list[str] | None = None) -> str:
    unit, page = _unit(), request.args.get("page", 1, type=int)
    return render_template(
        "units/bindings.html",
        unit=unit,
        state=state,
        states=bindings.STATES,
        shown=SHOWN,
        tones=bindings.TONES,
        found=paged_query(bindings.bindings_to(unit, state), page, SIZE),
        problem=problem,
        chosen=chosen or [],
        opinion=request.form.get("opinion", ""),
    )


@pages.get("/<id>")
def show(id: str) -> ResponseReturnValue:
    """One request with what is known of the person."""
    return _one(id)


def _one(id: str, problem: str = "") -> str:
    unit = _unit()
    binding = bindings.binding_to(unit, id)
    province = site().packs.province(unit.province)
    is_ours = binding.state in ("requested", "bound")
    return render_template(
        "units/binding.html",
        binding=binding,
        states=bindings.STATES,
        tones=bindings.TONES,
        parts=told_profile(province, binding.person) if is_ours else (),
        problem=problem,
        opinion=request.form.get("opinion", ""),
    )


@pages.post("/<id>/numbers")
def numbers(id: str) -> ResponseReturnValue:
    """查看完整号码: once, for a purpose that is recorded, of who belongs here or asks to."""
    unit, purpose = _unit(), request.form.get("purpose", "")
    binding = bindings.binding_to(unit, id)
    if binding.state not in ("requested", "bound"):
        raise NotFound("绑定")
    person, province = binding.person, site().packs.province(unit.province)
    me, now = current_account(), site().clock.now()
    try:
        found = show_profile_numbers(
            f"person:{person.id}", person, province, purpose, by=me, now=now
        )
    except BadChoice as mistake:
        return _one(id, "；".join(mistake.problems.values())), 422
    return render_template(
        "accounts/numbers.html",
        name=person.name,
        numbers=found,
        purpose=purpose.strip(),
        back=url_for("unit_bindings.show", id=id),
    )


@pages.post("/<id>")
def decide(id: str) -> ResponseReturnValue:
    """Confirm or refuse one request, or end a binding."""
    unit, action = _unit(), request.form.get("action", "")
    opinion, actor, now = request.form.get("opinion", ""), current_account(), site().clock.now()
    try:
        if action == "release":
            done = bindings.release(unit, id, opinion=opinion, actor=actor, now=now)
        elif action in ("approve", "refuse"):
            done = bindings.decide(
                unit, id, approve=action == "approve", opinion=opinion, actor=actor, now=now
            )
        else:
            raise BadChoice({"action": "请选择“同意”或“不同意”。"})
    except BadChoice as mistake:
        return _one(id, "；".join(mistake.problems.values())), 422
    flash(f"“{done.person.name}”：{bindings.STATES[done.state]}。", "good")
    return redirect(url_for("unit_bindings.index"), 303)


@pages.post("")
def decide_several() -> ResponseReturnValue:
    """Confirm or refuse the requests that were ticked, each on its own."""
    unit, action = _unit(), request.form.get("action", "")
    opinion, actor, now = request.form.get("opinion", ""), current_account(), site().clock.now()
    chosen = list(dict.fromkeys(request.form.getlist("binding")))
    problem = _what_is_wrong(chosen, action, opinion)
    if problem:
        return _list("requested", problem, chosen), 422
    done, late = 0, []
    for id in chosen:
        try:
            bindings.decide(
                unit, id, approve=action == "approve", opinion=opinion, actor=actor, now=now
            )
            done += 1
        except Decided as before:
            name = bindings.binding_to(unit, id).person.name
            late.append(f"“{name}”已经处理过，现在是“{before.state}”，您的操作没有改变它。")
    if done:
        flash(f"{'已同意' if action == 'approve' else '未同意'} {done} 人的绑定申请。", "good")
    for text in late:
        flash(text, "warn")
    return redirect(url_for("unit_bindings.index"), 303)


def _what_is_wrong(chosen: list[str], action: str, opinion: str) -> str:
    if not chosen:
        return "请先勾选要处理的人员。"
    if action not in ("approve", "refuse"):
        return "请选择“同意”或“不同意”。"
    if action == "refuse" and not opinion.strip():
        return "不同意绑定时，请填写原因。"
    return ""
