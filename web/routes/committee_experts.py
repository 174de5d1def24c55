"""专家库: the committee's experts, one by one or from a spreadsheet."""

from __future__ import annotations

from dataclasses import asdict

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.audience import COMMITTEE, admit_to
from web.context import site
from web.models import Expert
from web.pages.paging import paged_query
from web.pages.typed import Typed
from web.routes.disposition import disposition
from web.routes.importing import LIMITS, XLSX
from web.routes.review_desk import open_desk
from web.services import experts
from web.services.errors import BadChoice
from web.services.expert_import import (
    CheckedExperts,
    build_expert_template,
    check_experts,
    take_experts,
    usual_term,
)
from web.services.experts import ExpertAnswers
from web.services.operator_duties import CODE_MINUTES
from web.services.reviewing import ReviewDesk
from web.services.spreadsheet import MOST_BYTES, BadSpreadsheet

pages = admit_to(
    Blueprint("committee_experts", __name__, url_prefix="/committee/experts"), COMMITTEE
)
SIZE = 30


@pages.get("")
def index() -> ResponseReturnValue:
    """The library, filtered, in pages."""
    desk = open_desk()
    words = request.args.get("words", "").strip()[:60]
    series, state = request.args.get("series", ""), request.args.get("state", "")
    query = experts.experts_of(desk.unit, words=words, series=series, state=state)
    return render_template(
        "experts/index.html",
        found=paged_query(query, request.args.get("page", 1, type=int), SIZE),
        here={"words": words, "series": series, "state": state},
        series=experts.series_of(desk.packs, desk.unit.province),
        states=experts.STATES,
        today=desk.now.date().isoformat(),
    )


@pages.get("/new")
def ask() -> ResponseReturnValue:
    """The form for another expert."""
    desk = open_desk()
    start, end = usual_term(desk.now.date())
    return _form(desk, ExpertAnswers(valid_from=start, valid_to=end), {})


@pages.post("/new")
def add() -> ResponseReturnValue:
    """Take an expert into the library."""
    desk, asked = open_desk(), _read()
    try:
        expert = experts.add_expert(desk, asked)
    except BadChoice as mistakes:
        return _form(desk, asked, mistakes.problems), 422
    flash(f"已将“{expert.name}”加入专家库。请发放设置密码的验证码，专家才能登录。", "good")
    return redirect(url_for("committee_experts.show", id=expert.id), 303)


@pages.get("/<id>")
def show(id: str) -> ResponseReturnValue:
    """One expert, to be corrected, disabled, or given a code."""
    desk = open_desk()
    expert = experts.expert_of(desk.unit, id)
    return _form(desk, _answers(expert), {}, expert)


@pages.post("/<id>")
def change(id: str) -> ResponseReturnValue:
    """Correct an expert, or disable or enable."""
    desk, action = open_desk(), request.form.get("action", "save")
    expert = experts.expert_of(desk.unit, id)
    try:
        if action == "save":
            experts.change_expert(desk, id, _read())
            flash("已保存。", "good")
        else:
            disabled = action == "disable"
            experts.disable(desk, id, disabled=disabled, note=request.form.get("why", ""))
            flash(f"“{expert.name}”已{'停用' if disabled else '启用'}。", "good")
    except BadChoice as mistakes:
        asked = _read() if action == "save" else _answers(expert)
        return _form(desk, asked, mistakes.problems, expert), 422
    return redirect(url_for("committee_experts.show", id=id), 303)


@pages.post("/<id>/code")
def code(id: str) -> ResponseReturnValue:
    """A code with which the expert sets a password; shown once."""
    desk = open_desk()
    province = site().packs.province(desk.unit.province)
    expert, made = experts.make_code(desk, id, province)
    return render_template(
        "accounts/code.html",
        one=expert.account,
        code=made,
        hours=CODE_MINUTES // 60,
        back=(url_for("committee_experts.show", id=id), "返回专家"),
    )


@pages.get("/import")
def ask_file() -> ResponseReturnValue:
    """The template to download, and where to send it."""
    return _import()


@pages.post("/import")
def check() -> ResponseReturnValue:
    """Check every row of the file that was sent, or take the good ones of one that was."""
    desk = open_desk()
    if "rows" in request.form:
        try:
            number = take_experts(desk, request.form["rows"])
        except BadChoice as mistakes:
            return _import(problem="；".join(mistakes.problems.values())), 422
        flash(f"已导入 {number} 位专家。请逐一发放设置密码的验证码，专家才能登录。", "good")
        return redirect(url_for("committee_experts.index"), 303)
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return _import(problem="请先选择填写好的表格，再点“检查”。"), 422
    try:
        return _import(check_experts(desk, sent.stream.read(MOST_BYTES + 1)))
    except BadSpreadsheet as bad:
        return _import(problem=f"“{sent.filename[:80]}”不能导入：{bad}。"), 422


@pages.get("/template.xlsx")
def template() -> ResponseReturnValue:
    """The spreadsheet to fill in."""
    answer = Response(build_expert_template(), mimetype=XLSX)
    answer.headers["Content-Disposition"] = disposition("attachment", "专家库.xlsx")
    return answer


def _import(checked: CheckedExperts | None = None, problem: str = "") -> str:
    desk = open_desk()
    return render_template(
        "experts/import.html",
        checked=checked,
        problem=problem,
        limits=LIMITS,
        series=experts.series_of(desk.packs, desk.unit.province),
    )


def _read() -> ExpertAnswers:
    sent = request.form
    texts = {
        key: " ".join(sent.get(key, "").split()) for key in ExpertAnswers.__slots__
        if key not in ("branches", "note")
    }  # fmt: skip
    texts["login"] = texts["login"].lower()
    branches = experts.read_branches(sent.get("branches", ""))
    return ExpertAnswers(**texts, branches=branches, note=sent.get("note", "").strip())


def _answers(expert: Expert) -> ExpertAnswers:
    known = {
        key: getattr(expert, key) for key in asdict(ExpertAnswers())
        if key not in ("login", "branches")
    }  # fmt: skip
    return ExpertAnswers(**known, login=expert.account.login, branches=tuple(expert.branches))


def _form(
    desk: ReviewDesk, asked: ExpertAnswers, problems: dict[str, str], expert: Expert | None = None
) -> str:
    plans = [plan for plan in desk.packs.plans() if plan.province == desk.unit.province]
    return render_template(
        "experts/expert.html",
        expert=expert,
        asked=asked,
        problems=Typed(problems),
        series=experts.series_of(desk.packs, desk.unit.province),
        branches=sorted({branch for plan in plans for branch in plan.branches}),
        states=experts.STATES,
        years=experts.TERM_YEARS,
        why=request.form.get("why", ""),
    )
