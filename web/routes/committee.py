"""评委会工作台: what came to a committee is looked through and accepted into batches (受理)."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.audience import COMMITTEE, admit_to
from web.pages.committee import choices_of
from web.pages.paging import paged
from web.routes.review_desk import open_desk
from web.routes.searching import read_search
from web.services import acceptance, batches
from web.services.acceptance import AcceptanceSearch, Candidate
from web.services.errors import Decided, NotWritable, OwnApplication
from web.services.reviewing import ReviewDesk

pages = admit_to(Blueprint("committee", __name__, url_prefix="/committee"), COMMITTEE)
SIZE = 50
MOST = 200
"""How many may be accepted with one click."""


@pages.get("")
def index() -> ResponseReturnValue:
    """What waits to be accepted, with the batches that it can go into."""
    return _page(open_desk())


def _page(desk: ReviewDesk, problem: str = "", chosen: tuple[str, ...] = ()) -> str:
    search = read_search(AcceptanceSearch)
    waiting = acceptance.waiting_for(desk)
    found = [one for one in waiting if one.matches(search)]
    return render_template(
        "committee/index.html",
        desk=desk,
        search=search,
        found=paged(found, request.args.get("page", 1, type=int), SIZE),
        total=len(waiting),
        choices=choices_of(waiting),
        batches=batches.open_batches(desk.unit),
        units=acceptance.numbers_by_unit(desk, waiting),
        may_return=any(_may_return(one) for one in found),
        today=desk.now.date().isoformat(),
        problem=problem,
        chosen=chosen,
        batch=request.form.get("batch", ""),
    )


def _may_return(one: Candidate) -> bool:
    """Whether an application can be sent back from where it waits."""
    node = one.plan.node(one.application.choice["standard"], one.application.node)
    return node is not None and "return" in node.actions


@pages.post("/accept")
def accept() -> ResponseReturnValue:
    """Accept those that were ticked, each on its own, into the batch that was chosen."""
    desk, into = open_desk(), request.form.get("batch", "")
    chosen = tuple(dict.fromkeys(request.form.getlist("application")))
    if not chosen:
        return _page(desk, "请先勾选要受理的申报。"), 422
    if len(chosen) > MOST:
        return _page(desk, f"一次最多受理 {MOST} 份，请分几次办理。", chosen), 422
    if not into:
        return _page(desk, "请选择编入哪个批次；还没有批次时，请先新建。", chosen), 422
    done, late = 0, []
    for id in chosen:
        try:
            acceptance.accept(desk, id, into)
            done += 1
        except Decided as before:
            late.append(f"有一份申报已经处理过（{before.state}），您的操作没有改变它。")
        except NotWritable as refusal:
            late.append(refusal.reason)
        except OwnApplication:
            late.append("不能受理本人的申报，请由其他工作人员办理。")
    if done:
        flash(f"已受理 {done} 份申报，已通知本人。", "good")
    for text in dict.fromkeys(late):
        flash(text, "warn")
    return redirect(url_for("committee.index"), 303)
