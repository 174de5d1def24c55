"""汇编材料: whole dossiers of applications that came to the unit, put together by a job."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from web.audience import OPERATOR, admit_to
from web.routes.review_desk import review_desk
from web.services.batches import batch_of
from web.services.dossier_jobs import order, order_batch
from web.way_in import own_address

pages = admit_to(Blueprint("dossiers", __name__, url_prefix="/dossiers"), OPERATOR)


@pages.post("")
def make() -> ResponseReturnValue:
    """Put the applications that were ticked together; each has come to this unit."""
    ids = tuple(dict.fromkeys(request.form.getlist("application")))
    if not ids:
        flash("请先勾选要汇编的申报。", "bad")
        back = request.form.get("back", "")
        return redirect(own_address(back, url_for("reviews.index")), 303)
    return redirect(url_for("jobs.show", id=order(review_desk(), ids).id), 303)


@pages.post("/batches/<id>")
def make_of_batch(id: str) -> ResponseReturnValue:
    """The same of a whole batch of this committee."""
    desk = review_desk()
    job = order_batch(desk, batch_of(desk.unit, id))
    return redirect(url_for("jobs.show", id=job.id), 303)
