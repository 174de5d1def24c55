"""打印一览表、简表: of ticked applications, of all that were looked for, or of a batch."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from web.audience import OPERATOR, admit_to
from web.context import site
from web.routes.review_desk import review_desk
from web.routes.searching import read_search
from web.routes.stored_file import send_pdf
from web.services.batches import batch_of
from web.services.lists_printing import AT_ONCE, WHAT, order, print_now
from web.services.review_list import ReviewSearch, reported
from web.services.reviewing import ReviewDesk
from web.services.rosters import ids_by_name
from web.way_in import own_address

pages = admit_to(Blueprint("printed_lists", __name__, url_prefix="/lists/printed"), OPERATOR)


@pages.post("")
def make() -> ResponseReturnValue:
    """The ticked applications; with `all`, everything that the list was searched for."""
    desk, form = review_desk(), request.form
    ids = tuple(dict.fromkeys(form.getlist("application")))
    if form.get("all"):
        search = read_search(ReviewSearch, "for_")
        ids = tuple(one.id for one in reported(desk, search))
    if not ids:
        flash("请先勾选要打印的申报。", "bad")
        return redirect(own_address(form.get("back", ""), url_for("reviews.index")), 303)
    return _answer(desk, ids, "")


@pages.post("/batches/<id>")
def make_of_batch(id: str) -> ResponseReturnValue:
    """Everybody in a batch of this committee."""
    desk = review_desk()
    batch = batch_of(desk.unit, id)
    ids = ids_by_name(batch)
    if not ids:
        flash("这个批次里还没有申报，受理之后再打印。", "bad")
        return redirect(url_for("committee_batches.show", id=id), 303)
    return _answer(desk, ids, batch.name)


def _answer(desk: ReviewDesk, ids: tuple[str, ...] | list[str], batch: str) -> ResponseReturnValue:
    what = request.form.get("what", "roster")
    what = what if what in WHAT else "roster"
    if len(ids) > AT_ONCE:
        return redirect(url_for("jobs.show", id=order(desk, ids, what, batch).id), 303)
    drawn = print_now(desk, ids, what, site().printer, site().files, batch)
    return send_pdf(drawn, f"{WHAT[what]}-{batch or desk.unit.name}.pdf")
