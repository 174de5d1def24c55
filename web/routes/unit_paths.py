"""路径申请: the ways upward of a unit, and what lower units ask it for (山东手册 L151-169)."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.audience import OPERATOR, admit_to
from web.context import site
from web.identity import current_account
from web.pages.paging import paged_query
from web.routes.review_desk import active_unit
from web.services import path_requests, paths
from web.services.duties import check_duty, has_duty
from web.services.errors import BadChoice, NotWritable
from web.services.path_desk import PathDesk, open_path_desk
from web.services.path_requests import BY_STAFF, UPPER_KINDS, PathAnswers
from web.services.unit_search import search_of_kind

pages = admit_to(Blueprint("unit_paths", __name__, url_prefix="/unit/paths"), OPERATOR)
SIZE = 50
"""How many paths a page lists."""


def _desk() -> PathDesk:
    return open_path_desk(site().packs, current_account(), site().clock.now())


@pages.get("")
def index() -> ResponseReturnValue:
    """The ways upward of the unit: whether each is in force, and how its request stands."""
    return _list("")


def _list(problem: str) -> str:
    unit, desk = active_unit(), _desk()
    page = request.args.get("page", 1, type=int)
    return render_template(
        "paths/index.html",
        unit=unit,
        desk=desk,
        found=paged_query(paths.paths_of(unit), page, SIZE),
        states=paths.STATES,
        tones=paths.TONES,
        today=site().clock.today().isoformat(),
        is_overdue=paths.is_overdue,
        may_manage=has_duty(current_account(), "manage"),
        problem=problem,
    )


@pages.get("/new")
def start() -> ResponseReturnValue:
    """新增路径: find the upper unit by its name, choose series and level."""
    answers = PathAnswers(
        series=request.args.get("series", ""), level=request.args.get("level", "")
    )
    return _form(answers, {})


@pages.post("")
def ask() -> ResponseReturnValue:
    """Hand the request to the upper unit."""
    sent = request.form
    answers = PathAnswers(
        upper=sent.get("upper", ""), series=sent.get("series", ""), level=sent.get("level", "")
    )
    try:
        path = path_requests.request_path(_desk(), active_unit(), answers)
    except BadChoice as mistakes:
        return _form(answers, mistakes.problems), 422
    until = f"，审核期限 {path.due_on}" if path.due_on else ""
    flash(f"申请已自动提交“{path.upper.name}”审核{until}。", "good")
    return redirect(url_for("unit_paths.index"), 303)


def _form(answers: PathAnswers, problems: dict[str, str]) -> str:
    unit, desk = active_unit(), _desk()
    check_duty(current_account(), "manage")
    if not desk.province.paths.request:
        raise NotWritable(BY_STAFF)
    words = request.values.get("words", "").strip()
    found = search_of_kind(unit.province, words, *UPPER_KINDS)
    return render_template(
        "paths/new.html",
        unit=unit,
        desk=desk,
        words=words,
        uppers=[one for one in found if one.id != unit.id],
        answers=answers,
        problems=problems,
    )


@pages.post("/<id>/end")
def end(id: str) -> ResponseReturnValue:
    """Take back a request, or end a path."""
    try:
        path = path_requests.end_path(_desk(), id, request.form.get("reason", ""))
    except BadChoice as mistakes:
        text = "；".join(mistakes.problems.values())
        back_up = request.form.get("from") == "requests"
        return (_requests("active", text) if back_up else _list(text)), 422
    flash("已撤回申请。" if not path.opinion else "已停用该上报路径。", "good")
    is_upper = path.upper_id == active_unit().id
    to = url_for("unit_paths.requests", state="active") if is_upper else url_for("unit_paths.index")
    return redirect(to, 303)


@pages.get("/requests")
def requests() -> ResponseReturnValue:
    """What lower units ask for, and those that report here."""
    state = request.args.get("state", "pending")
    return _requests(state if state in paths.STATES else "pending", "")


def _requests(state: str, problem: str) -> str:
    unit, page = active_unit(), request.args.get("page", 1, type=int)
    return render_template(
        "paths/requests.html",
        unit=unit,
        desk=_desk(),
        state=state,
        states=paths.STATES,
        found=paged_query(paths.paths_to(unit, state), page, SIZE),
        today=site().clock.today().isoformat(),
        is_overdue=paths.is_overdue,
        may_manage=has_duty(current_account(), "manage"),
        problem=problem,
    )


@pages.get("/requests/<id>")
def show(id: str) -> ResponseReturnValue:
    """One request with what is known of the unit that asks."""
    return _one(id, {})


@pages.post("/requests/<id>")
def decide(id: str) -> ResponseReturnValue:
    """Accept or refuse it."""
    action = request.form.get("action", "")
    try:
        if action not in ("approve", "refuse"):
            raise BadChoice({"action": "请选择“同意”或“不同意”。"})
        path = path_requests.decide(
            _desk(),
            active_unit(),
            id,
            approve=action == "approve",
            opinion=request.form.get("opinion", ""),
        )
    except BadChoice as mistakes:
        return _one(id, mistakes.problems), 422
    flash(f"“{path.unit.name}”的路径申请：{paths.STATES[path.state]}。", "good")
    return redirect(url_for("unit_paths.requests"), 303)


def _one(id: str, problems: dict[str, str]) -> str:
    unit = active_unit()
    path = path_requests.request_to(unit, id)
    same = [
        one
        for one in paths.paths_of(path.unit)
        if (one.state, one.series, one.level) == ("active", path.series, path.level)
        and one.id != path.id
    ]
    return render_template(
        "paths/request.html",
        path=path,
        desk=_desk(),
        replaces=same[0] if same and path.state == "pending" else None,
        states=paths.STATES,
        tones=paths.TONES,
        overdue=paths.is_overdue(path, site().clock.today().isoformat()),
        may_manage=has_duty(current_account(), "manage"),
        problems=problems,
        opinion=request.form.get("opinion", ""),
    )
