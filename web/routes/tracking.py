"""进度跟踪: where an application is, what was handed in in each round, what was done to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from web.audience import APPLICANT, admit_to
from web.context import site
from web.identity import current_account, current_person
from web.pages.entries import build_entry
from web.pages.happenings import build_happenings
from web.pages.progress import build_progress
from web.pages.returned import build_return
from web.pages.reviewing import build_dossier_part, unlinked_report
from web.routes.opening import open_application
from web.routes.stored_file import READ, send_pdf, send_stored, viewed_file
from web.services.draft import Draft, open_snapshot
from web.services.handed_in import file_in, snapshot_of_round
from web.services.printing import find_table
from web.services.submitting import may_withdraw, withdraw
from web.services.urging import waiting_of

pages = admit_to(Blueprint("tracking", __name__, url_prefix="/applications"), APPLICANT)


@pages.get("/<id>/track")
def show(id: str) -> ResponseReturnValue:
    """The nodes of the chain with what was decided, the rounds, everything that was done."""
    draft = open_application(id)
    return render_template(
        "applications/track.html",
        draft=draft,
        application=draft.application,
        plan=draft.plan,
        entry=build_entry(site().packs, draft.application),
        progress=build_progress(draft, named=False),
        happenings=build_happenings(draft, named=False),
        may_withdraw=may_withdraw(draft),
        waiting=waiting_of(draft),
        returned=build_return(draft),
        round_url=lambda number: url_for("tracking.show_round", id=id, round=number),
    )


@pages.post("/<id>/withdraw")
def take_back(id: str) -> ResponseReturnValue:
    """撤回, where the pack lets applicants do so."""
    withdraw(open_application(id), site().packs)
    flash("申报已撤回，可以修改后再次提交。", "good")
    return redirect(url_for("applications.show", id=id), 303)


def _open_round(id: str, round: int) -> Draft:
    application = open_application(id).application
    return open_snapshot(
        site().packs,
        current_person(),
        application,
        snapshot_of_round(application, round),
        now=site().clock.now(),
        actor=current_account(),
    )


@pages.get("/<id>/rounds/<int:round>")
def show_round(id: str, round: int) -> ResponseReturnValue:
    """What was handed in in a round, as it was."""
    draft = _open_round(id, round)

    def file_url(file: Mapping[str, Any]) -> str:
        return url_for("tracking.file", id=id, round=round, file=file["id"])

    return render_template(
        "applications/round.html",
        draft=draft,
        application=draft.application,
        plan=draft.plan,
        entry=build_entry(site().packs, draft.application),
        dossier=build_dossier_part(draft, file_url),
        report=unlinked_report(draft),
    )


@pages.get("/<id>/rounds/<int:round>/files/<file>")
def file(id: str, round: int, file: str) -> ResponseReturnValue:
    """One file of a round, larger and smaller."""
    found = file_in(_open_round(id, round).data, file)
    return render_template(
        "reviews/file.html",
        file=found,
        content=url_for("tracking.content", id=id, round=round, file=file),
        back=url_for("tracking.show_round", id=id, round=round),
        back_name=f"第 {round} 次提交",
        viewed=viewed_file(found),
        is_read=found["type"] in READ,
    )


@pages.get("/<id>/rounds/<int:round>/files/<file>/content")
def content(id: str, round: int, file: str) -> ResponseReturnValue:
    """The bytes of a file of a round."""
    return send_stored(file_in(_open_round(id, round).data, file))


@pages.get("/<id>/rounds/<int:round>/tables/<path:table>.pdf")
def pdf(id: str, round: int, table: str) -> ResponseReturnValue:
    """A table as it was when it was handed in."""
    draft = _open_round(id, round)
    found = find_table(draft, table)
    drawn = site().printer.pdf(draft, found, site().files)
    return send_pdf(drawn, f"{found.name}-{draft.person.name}-第{round}次提交.pdf")
