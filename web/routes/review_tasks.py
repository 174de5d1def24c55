"""认领, 释放, 批量通过: what operators do with several applications, or before they decide."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.audience import OPERATOR, admit_to
from web.errors import said
from web.routes.review_desk import pass_name, review_desk
from web.services.errors import BadChoice
from web.services.review_batch import MOST, Refused, look_at, pass_all
from web.services.reviewing import ReviewDesk
from web.services.taking import release, take

pages = admit_to(Blueprint("review_tasks", __name__, url_prefix="/reviews"), OPERATOR)


@pages.post("/<id>/take")
def take_one(id: str) -> ResponseReturnValue:
    """认领."""
    take(review_desk(), id)
    flash("已认领。审核完成或释放之前，本单位其他经办人不能审核这份申报。", "good")
    return redirect(url_for("reviews.show", id=id), 303)


@pages.post("/<id>/release")
def release_one(id: str) -> ResponseReturnValue:
    """释放: others may decide again."""
    release(review_desk(), id)
    flash("已释放，本单位其他经办人可以审核。", "good")
    return redirect(url_for("reviews.show", id=id), 303)


@pages.post("/batch")
def batch() -> ResponseReturnValue:
    """批量通过: what was chosen is shown with what hinders it, before anything is decided."""
    return _shown(review_desk(), request.form.getlist("application")[:MOST])


def _shown(
    desk: ReviewDesk,
    ids: list[str],
    *,
    opinion: str = "同意。",
    problem: str = "",
    refused: list[Refused] | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    chosen = look_at(desk, ids)
    if not chosen:
        flash("没有选择申报。请在列表中勾选后再批量审核。", "warn")
        return redirect(url_for("reviews.index"), 303)
    page = render_template(
        "reviews/batch.html",
        chosen=chosen,
        pass_name=pass_name(desk),
        opinion=opinion,
        problem=problem,
        refused=[(one, said(one.error)) for one in refused or ()],
    )
    return page, status


@pages.post("/batch/pass")
def pass_batch() -> ResponseReturnValue:
    """The confirmed batch: each by itself; what did not pass is shown with the reason."""
    desk = review_desk()
    chosen = [one for text in request.form.getlist("chosen")[:MOST] if (one := _read(text))]
    opinion = request.form.get("opinion", "")
    try:
        passed, refused = pass_all(desk, chosen, opinion)
    except BadChoice as mistake:
        ids = [id for id, _, _ in chosen]
        problem = "；".join(mistake.problems.values())
        return _shown(desk, ids, opinion=opinion, problem=problem, status=422)
    if passed:
        flash(f"已{pass_name(desk)} {passed} 份申报，并通知了申报人。", "good")
    if refused:
        ids = [one.id for one in refused]
        return _shown(desk, ids, opinion=opinion, refused=refused, status=409)
    if not chosen:
        flash("没有选择申报，什么也没有改变。", "warn")
    return redirect(url_for("reviews.index"), 303)


def _read(text: str) -> tuple[str, int, str] | None:
    """A chosen application: id, round and node as they were shown."""
    parts: list[Any] = text.split(":", 2)
    if len(parts) != 3 or not parts[1].isdecimal():
        return None
    return parts[0], int(parts[1][:6]), parts[2]
