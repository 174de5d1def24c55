"""上报路径 as staff look after them: all of a province; opened by staff where units do not ask."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.audience import STAFF, admit_to
from web.context import site
from web.identity import current_account
from web.pages.paging import paged_query
from web.services import path_requests, paths
from web.services.errors import BadChoice
from web.services.path_desk import PathDesk, open_path_desk
from web.services.path_requests import UPPER_KINDS, PathAnswers
from web.services.unit_registration import unit_of
from web.services.unit_search import search_of_kind

pages = admit_to(Blueprint("staff_paths", __name__, url_prefix="/staff/paths"), STAFF)
SIZE = 50
"""How many paths a page lists."""
MOST_TOLD = 10
"""How many units without a path are named at once."""
LOWER_KINDS = ("unit", "department")


def _desk() -> PathDesk:
    return open_path_desk(site().packs, current_account(), site().clock.now())


@pages.get("")
def index() -> ResponseReturnValue:
    """The paths of the province in one state, found by a unit's name."""
    return _list("")


def _list(problem: str) -> str:
    desk, words = _desk(), request.args.get("words", "").strip()
    state = request.args.get("state", "active")
    state = state if state in paths.STATES else "active"
    page = request.args.get("page", 1, type=int)
    stuck = paths.units_without_path(desk.province.id)
    return render_template(
        "paths/staff.html",
        desk=desk,
        state=state,
        states=paths.STATES,
        words=words,
        found=paged_query(paths.paths_in(desk.province.id, state, words), page, SIZE),
        today=site().clock.today().isoformat(),
        is_overdue=paths.is_overdue,
        problem=problem,
        without=list(stuck.limit(MOST_TOLD)),
        number_without=stuck.count(),
    )


@pages.get("/new")
def start() -> ResponseReturnValue:
    """Find both units by their names, choose series and level."""
    return _form(PathAnswers(), "", {})


@pages.post("")
def make() -> ResponseReturnValue:
    """Open the path."""
    sent, desk = request.form, _desk()
    answers = PathAnswers(
        upper=sent.get("upper", ""), series=sent.get("series", ""), level=sent.get("level", "")
    )
    try:
        if not sent.get("unit"):
            raise BadChoice({"unit": "请按单位名称查找并选择单位"})
        path = path_requests.set_path(desk, unit_of(desk.province.id, sent["unit"]), answers)
    except BadChoice as mistakes:
        return _form(answers, sent.get("unit", ""), mistakes.problems), 422
    flash(f"已设置：“{path.unit.name}”报到“{path.upper.name}”。", "good")
    return redirect(url_for("staff_paths.index", words=path.unit.name), 303)


def _form(answers: PathAnswers, unit: str, problems: dict[str, str]) -> str:
    desk = _desk()
    sought = {key: request.values.get(key, "").strip() for key in ("words", "unit_words")}
    return render_template(
        "paths/staff_new.html",
        desk=desk,
        sought=sought,
        units=search_of_kind(desk.province.id, sought["unit_words"], *LOWER_KINDS),
        uppers=search_of_kind(desk.province.id, sought["words"], *UPPER_KINDS),
        unit=unit,
        answers=answers,
        problems=problems,
    )


@pages.post("/<id>/end")
def end(id: str) -> ResponseReturnValue:
    """End a path, with the reason that its units are told."""
    try:
        path_requests.end_path(_desk(), id, request.form.get("reason", ""))
    except BadChoice as mistakes:
        return _list("；".join(mistakes.problems.values())), 422
    flash("已停用该上报路径。", "good")
    return redirect(url_for("staff_paths.index"), 303)
