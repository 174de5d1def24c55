"""开始检测 and handing in: first what will happen is shown, then it happens."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.audience import APPLICANT, admit_to
from web.context import site
from web.pages.report import build_report
from web.pages.words import word_of
from web.routes.frame import frame
from web.routes.opening import open_application
from web.services.draft import Draft
from web.services.errors import NotPassed, NotWritable
from web.services.submitting import destination_of
from web.services.submitting import submit as hand_in

pages = admit_to(Blueprint("check", __name__, url_prefix="/applications"), APPLICANT)


@pages.get("/<id>/check")
def show(id: str) -> ResponseReturnValue:
    """The 检测 table once 开始检测 was pressed (安徽手册 图4-25); looking changes nothing."""
    draft = open_application(id)
    ran = "run" in request.args or draft.snapshot is not None
    return render_template(
        "applications/check.html",
        **frame(draft, view="check"),
        report=build_report(draft) if ran else None,
    )


@pages.get("/<id>/submit")
def confirm(id: str) -> ResponseReturnValue:
    """Where it will go and what will happen, to be confirmed (云南手册 L78)."""
    draft = open_application(id)
    if draft.application.state == "submitted":
        return _is_in(id)
    draft.check_writable()
    if not draft.report.passed:
        return redirect(url_for("check.show", id=id, run=1))
    return _confirm_page(draft)


def _confirm_page(draft: Draft) -> str:
    report = build_report(draft)
    return render_template(
        "applications/hand_in.html",
        **frame(draft, view="check"),
        to=destination_of(draft),
        unit_word=word_of(draft.standard.terms, "unit"),
        asides=[
            part
            for row in report.rows
            for part in row.asides
            if part.finding.severity in ("warning", "manual")
        ],
        next_node=draft.standard.workflow.node(draft.standard.workflow.destination),
        may_withdraw=draft.standard.workflow.withdraw,
    )


@pages.post("/<id>/submit")
def submit(id: str) -> ResponseReturnValue:
    """Hand in what passes. Pressed twice, it is handed in once."""
    draft = open_application(id)
    if draft.application.state == "submitted":
        return _is_in(id)
    try:
        hand_in(draft, site().packs, unit=request.form.get("unit"))
    except NotWritable:
        if open_application(id).application.state != "submitted":
            raise
        return _is_in(id)
    except NotPassed:
        if draft.report.passed:  # what passed a moment ago no longer does
            flash("材料在提交时已有变化，请按检测结果处理后再提交。", "warn")
            return redirect(url_for("check.show", id=id, run=1), 303)
        raise
    flash("申报已提交。请导出评审表打印，送各单位审核盖章。", "good")
    return redirect(url_for("tracking.show", id=id), 303)


def _is_in(id: str) -> ResponseReturnValue:
    flash("申报已提交，不用再次提交。", "good")
    return redirect(url_for("tracking.show", id=id), 303)
