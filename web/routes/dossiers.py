"""汇编材料: whole dossiers of applications that came to the unit, put together by a job."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from web.audience import OPERATOR, admit_to
from web.context import site
from web.identity import current_account, current_unit
from web.services.batches import batch_of
from web.services.dossier_jobs import order, order_batch
from web.services.reviewing import ReviewDesk
from web.services.units import check_active
from web.way_in import own_address

pages = admit_to(Blueprint("dossiers", __name__, url_prefix="/dossiers"), OPERATOR)


def _desk() -> ReviewDesk:
    unit = current_unit()
    check_active(unit)
    return ReviewDesk(
        unit=unit, operator=current_account(), packs=site().packs, now=site().clock.now()
    )


@pages.post("")
def make() -> ResponseReturnValue:
    """Put the applications that were ticked together; each has come to this unit."""
    ids = tuple(dict.fromkeys(request.form.getlist("application")))
    if not ids:
        flash("请先勾选要汇编的申报。", "bad")
        back = request.form.get("back", "")
        return redirect(own_address(back, url_for("reviews.index")), 303)
    return redirect(url_for("jobs.show", id=order(_desk(), ids).id), 303)


@pages.post("/batches/<id>")
def make_of_batch(id: str) -> ResponseReturnValue:
    """The same of a whole batch of this committee."""
    desk = _desk()
    job = order_batch(desk, batch_of(desk.unit, id))
    return redirect(url_for("jobs.show", id=job.id), 303)
