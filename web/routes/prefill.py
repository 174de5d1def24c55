"""从个人信息带入: what differs between a section and the profile, and taking it over."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.audience import APPLICANT, admit_to
from web.pages.places import Places
from web.pages.records import display
from web.routes.frame import frame
from web.routes.opening import open_application
from web.services.errors import Conflict
from web.services.prefill import differences, take_over

pages = admit_to(Blueprint("prefill", __name__, url_prefix="/applications"), APPLICANT)


@pages.get("/<id>/profile/<section>")
def show(id: str, section: str) -> ResponseReturnValue:
    """Both values of every field that differs, to choose from."""
    return _page(id, section), 200


def _page(id: str, section: str, problem: str = "") -> str:
    draft = open_application(id)
    found = draft.writable_section(section)
    stored = draft.material.answers.get(section)
    page = Places(draft).page_of(section)
    return render_template(
        "applications/prefill.html",
        **frame(draft, page=page.id if page else ""),
        section=found,
        version=stored.version if stored else 0,
        back=Places(draft).url(section),
        problem=problem,
        rows=[
            (one.field, display(one.field, one.stored), display(one.field, one.profile))
            for one in differences(draft, found)
        ],
    )


@pages.post("/<id>/profile/<section>")
def take(id: str, section: str) -> ResponseReturnValue:
    """Put what the profile says into the chosen fields."""
    draft = open_application(id)
    found = draft.writable_section(section)
    chosen = request.form.getlist("field")
    if not chosen:
        return _page(id, section, "请勾选要带入的内容。"), 422
    try:
        take_over(draft, found, chosen, request.form.get("version", 0, type=int))
    except Conflict:
        return _page(id, section, "这部分内容在别处保存过，请核对后重新勾选。"), 409
    flash("已从个人信息带入所选内容。", "good")
    return redirect(Places(open_application(id)).url(section) or url_for("applications.index"), 303)
