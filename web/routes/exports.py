"""导出: a list as Excel or CSV; long ones become a job."""

from __future__ import annotations

import tempfile
from pathlib import Path

from flask import Blueprint, Response, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from web.audience import OPERATOR, STAFF, admit_to
from web.context import site
from web.identity import current_account
from web.models import write
from web.routes.disposition import disposition
from web.routes.jobs import TYPES
from web.services import jobs
from web.services.exported_lists import Asking, open_list
from web.services.exporting import (
    DIRECT,
    FORMATS,
    Export,
    Listing,
    record_export,
    write_listing,
)

pages = admit_to(Blueprint("exports", __name__, url_prefix="/exports"), OPERATOR, STAFF)
OURS = {"csrf_token", "format", "full"}
MOST_ASKED = 200


@pages.post("/<list>")
def export(list: str) -> ResponseReturnValue:
    """The list as the page showed it, all of its pages; recorded before it leaves the site."""
    account, now = current_account(), site().clock.now()
    query = {name: text[:MOST_ASKED] for name, text in request.form.items() if name not in OURS}
    wanted = next((one for one in FORMATS if one == request.form.get("format")), None)
    if wanted is None:
        abort(400)
    asking = Asking(account=account, packs=site().packs, query=query, now=now)
    listing = open_list(list, asking)
    made = Export(account=account, format=wanted, full="full" in request.form, now=now)
    if listing.total > DIRECT:
        return _queue(list, listing, made, query)
    with write(f"account:{account.id}"):
        record_export(listing, made, query)
    return _send(listing, made)


def _queue(id: str, listing: Listing, made: Export, query: dict[str, str]) -> ResponseReturnValue:
    values = {"list": id, "format": made.format, "full": made.full, "query": query}
    with write(f"account:{made.account.id}"):
        record_export(listing, made, query)
        job = jobs.enqueue(
            "export",
            f"导出{listing.name}",
            [values],
            account=made.account,
            unit=made.account.unit,
            now=made.now,
        )
    flash(f"共 {listing.total} 行，正在后台导出，完成后在本页下载。", "good")
    return redirect(url_for("jobs.show", id=job.id), 303)


def _send(listing: Listing, made: Export) -> Response:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"list.{made.format}"
        write_listing(listing, made, path)
        content = path.read_bytes()
    answer = Response(content, mimetype=TYPES[path.suffix])
    name = f"{listing.name}-{made.now:%Y%m%d-%H%M}.{made.format}"
    answer.headers["Content-Disposition"] = disposition("attachment", name)
    return answer
