"""数据上报: what passed goes up along the only path of its series and level, many at once
(山东手册 L130-148)."""

from __future__ import annotations

from collections import Counter

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.audience import OPERATOR, admit_to
from web.context import site
from web.identity import current_account
from web.pages.paging import paged
from web.routes.review_desk import active_unit
from web.routes.searching import read_search
from web.services import reporting
from web.services.duties import check_duty, has_duty
from web.services.errors import BadChoice, NotFound
from web.services.reporting import ReportSearch

pages = admit_to(Blueprint("reports", __name__, url_prefix="/unit"), OPERATOR)
SIZE = 50
"""How many applications a page lists."""
COLUMNS = {
    "submitted_at": "申报时间",
    "level": "申报级别",
    "title": "职称名称",
    "name": "姓名",
    "unit": "工作单位",
}
"""What the list is sorted by."""


def _search() -> ReportSearch:
    return read_search(ReportSearch, "for_" if request.method == "POST" else "")


@pages.get("/reports")
def index() -> ResponseReturnValue:
    """What waits to be reported, filtered and sorted."""
    return _list("")


def _list(problem: str) -> str:
    unit, packs, search = active_unit(), site().packs, _search()
    if not reporting.reports_at(packs, unit.province):
        raise NotFound("数据上报（本省由审核直接送往下一环节，不需要另行上报）")
    waiting = reporting.ready_of(packs, unit)
    found = search.sort(one for one in waiting if search.matches(one))
    return render_template(
        "reports/index.html",
        unit=unit,
        search=search,
        columns=COLUMNS,
        found=paged(found, request.values.get("page", 1, type=int), SIZE),
        total=len(waiting),
        years=sorted({one.year for one in waiting}, reverse=True),
        levels=sorted({(one.rank, one.level) for one in waiting if one.level}),
        titles=sorted({one.title for one in waiting}),
        chosen=request.form.getlist("application"),
        may_report=has_duty(current_account(), "report"),
        may_manage=has_duty(current_account(), "manage"),
        asks_paths=packs.province(unit.province).paths.request,
        problem=problem,
    )


@pages.post("/reports/confirm")
def confirm() -> ResponseReturnValue:
    """Where each of those that were ticked would go; nothing has happened yet."""
    unit = active_unit()
    check_duty(current_account(), "report")
    try:
        found = reporting.chosen_of(site().packs, unit, request.form.getlist("application"))
    except BadChoice as mistakes:
        return _list("；".join(mistakes.problems.values())), 422
    return render_template(
        "reports/confirm.html",
        unit=unit,
        search=_search(),
        found=found,
        targets=Counter(one.target.name for one in found if one.target.name),
        stuck=[one for one in found if not one.target.name],
        asks_paths=site().packs.province(unit.province).paths.request,
        may_manage=has_duty(current_account(), "manage"),
    )


@pages.post("/reports")
def send() -> ResponseReturnValue:
    """确定: a job reports them, one after the other."""
    try:
        job = reporting.report(
            site().packs,
            active_unit(),
            request.form.getlist("application"),
            actor=current_account(),
            now=site().clock.now(),
        )
    except BadChoice as mistakes:
        return _list("；".join(mistakes.problems.values())), 422
    return redirect(url_for("jobs.show", id=job.id), 303)
