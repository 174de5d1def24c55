"""开始检测 and handing in."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.audience import APPLICANT, admit_to
from web.context import site
from web.pages.report import build_report
from web.routes.frame import frame
from web.routes.opening import open_application
from web.services.submitting import submit as hand_in

pages = admit_to(Blueprint("check", __name__, url_prefix="/applications"), APPLICANT)


@pages.get("/<id>/check")
def show(id: str) -> ResponseReturnValue:
    """The 检测 table once 开始检测 was pressed (安徽手册 图4-25); looking changes nothing."""
    draft = open_application(id)
    ran = "run" in request.args or draft.application.state != "editing"
    return render_template(
        "applications/check.html",
        **frame(draft, view="check"),
        report=build_report(draft) if ran else None,
    )


@pages.post("/<id>/submit")
def submit(id: str) -> ResponseReturnValue:
    """Hand in what passes."""
    draft = open_application(id)
    hand_in(draft, site().packs)
    flash("申报已提交。请导出评审表打印，送各单位审核盖章。", "good")
    return redirect(url_for("results.overview", id=id), 303)
