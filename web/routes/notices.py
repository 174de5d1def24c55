"""Putting notices aside."""

from __future__ import annotations

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from web.audience import SIGNED_IN, admit_to
from web.context import site
from web.identity import current_account
from web.services import notices
from web.way_in import own_address

pages = admit_to(Blueprint("notices", __name__, url_prefix="/notices"), SIGNED_IN)


@pages.post("/read")
def read() -> ResponseReturnValue:
    """Mark the notices that were sent as read, or all of them."""
    ids = request.form.getlist("notice")
    notices.mark_read(current_account(), ids, now=site().clock.now())
    return redirect(own_address(request.form.get("back", ""), url_for("home.index")), 303)
