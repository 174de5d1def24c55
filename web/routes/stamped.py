"""盖章扫描件 of an application: uploaded by its applicant after handing in (安徽手册 L805)."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.audience import APPLICANT, admit_to
from web.context import site
from web.pages.entries import build_entry
from web.routes.opening import open_application
from web.routes.stored_file import READ, send_stored
from web.services import stamped
from web.services.dossier import file_map
from web.services.draft import Draft
from web.services.errors import BadFile

pages = admit_to(Blueprint("stamped", __name__, url_prefix="/applications/<id>/stamped"), APPLICANT)


@pages.get("")
def index(id: str) -> ResponseReturnValue:
    """The scans, and the tables to print."""
    return _page(open_application(id), [])


def _page(draft: Draft, problems: list[str]) -> str:
    return render_template(
        "applications/stamped.html",
        draft=draft,
        application=draft.application,
        plan=draft.plan,
        entry=build_entry(site().packs, draft.application),
        slot=stamped.stamped_slot(draft),
        files=stamped.stamped_of(draft),
        readable=READ,
        may_stamp=stamped.may_stamp(draft),
        problems=problems,
    )


@pages.post("")
def change(id: str) -> ResponseReturnValue:
    """Upload one or several, or take one away."""
    draft, taken = open_application(id), request.form.get("remove", "")
    if taken:
        flash(f"“{stamped.remove_stamped(draft, taken)}”已移除。", "good")
        return redirect(url_for("stamped.index", id=id), 303)
    problems, added = [], 0
    for sent in request.files.getlist("file"):
        if not sent.filename:
            continue
        try:
            stamped.add_stamped(draft, sent.filename, sent.stream, site().files)
            added += 1
        except BadFile as mistake:
            problems.append(f"“{mistake.name}”没有上传：{mistake.reason}")
    if not added and not problems:
        problems.append("请先选择文件，再点“上传”。")
    if added:
        flash(f"已上传 {added} 个文件。", "good")
    if problems:
        return _page(draft, problems), 422
    return redirect(url_for("stamped.index", id=id), 303)


@pages.get("/<file>")
def file(id: str, file: str) -> ResponseReturnValue:
    """One scan."""
    return send_stored(file_map(stamped.stamped_file(open_application(id), file)))
