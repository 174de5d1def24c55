"""What operators look at closely in an application that came to them: files, tables, full numbers.
Each look is recorded."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.audience import OPERATOR, admit_to
from web.context import site
from web.identity import current_account
from web.models import Application
from web.pages.words import words_for
from web.routes.review_desk import review_desk
from web.routes.stored_file import READ, send_pdf, send_stored, viewed_file
from web.services import reviewing
from web.services.dossier import file_map
from web.services.errors import BadChoice, NotFound
from web.services.handed_in import file_in, snapshots_of
from web.services.looks import note_look, show_numbers
from web.services.masking import masked_draft
from web.services.printing import find_table
from web.services.stamped import stamped_file

pages = admit_to(Blueprint("review_looks", __name__, url_prefix="/reviews/<id>"), OPERATOR)


def _file(id: str, file: str) -> dict[str, Any]:
    """A file of any round."""
    application = reviewing.open_review(review_desk(), id).application
    for snapshot in reversed(snapshots_of(application)):
        try:
            return file_in(snapshot.dossier, file)
        except NotFound:
            continue
    raise NotFound("附件")


@pages.get("/files/<file>")
def file(id: str, file: str) -> ResponseReturnValue:
    """One file, larger and smaller."""
    found = _file(id, file)
    _note(id, "download", file=found["name"])
    return render_template(
        "reviews/file.html",
        file=found,
        content=url_for("review_looks.content", id=id, file=file),
        back=url_for("reviews.show", id=id),
        back_name=Application.get_by_id(id).person.name,
        trail=[(words_for(site().packs, current_account())("reviews"), url_for("reviews.index"))],
        viewed=viewed_file(found),
        is_read=found["type"] in READ,
    )


@pages.get("/files/<file>/content")
def content(id: str, file: str) -> ResponseReturnValue:
    """The bytes of a file."""
    found = _file(id, file)
    if not found["type"].startswith("image/"):  # pictures are shown in the page of the file
        _note(id, "download", file=found["name"])
    return send_stored(found)


@pages.get("/stamped/<file>")
def stamped(id: str, file: str) -> ResponseReturnValue:
    """A scan of what was stamped on paper."""
    found = file_map(stamped_file(reviewing.open_review(review_desk(), id), file))
    _note(id, "download", file=found["name"])
    return send_stored(found)


def _note(id: str, action: str, **details: str) -> None:
    """Record what was looked at."""
    now, account = site().clock.now(), current_account()
    note_look(f"application:{id}", action, actor=account, now=now, details=details)


@pages.post("/numbers")
def numbers(id: str) -> ResponseReturnValue:
    """查看完整号码: once, for a purpose that is recorded."""
    desk = review_desk()
    draft = reviewing.open_review(desk, id)
    purpose, problem, found = request.form.get("purpose", ""), "", []
    try:
        found = show_numbers(draft, purpose, by=desk.operator, now=desk.now)
    except BadChoice as mistake:
        problem = "；".join(mistake.problems.values())
    page = render_template(
        "reviews/numbers.html", draft=draft, id=id, numbers=found, purpose=purpose, problem=problem
    )
    return page, 422 if problem else 200


@pages.get("/tables/<path:table>.pdf")
def pdf(id: str, table: str) -> ResponseReturnValue:
    """A table of what was handed in last."""
    draft = masked_draft(reviewing.open_review(review_desk(), id))
    found = find_table(draft, table)
    _note(id, "print", table=found.name)
    drawn = site().printer.pdf(draft, found, site().files)
    return send_pdf(drawn, f"{found.name}-{draft.person.name}.pdf")
