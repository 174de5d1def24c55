"""The pages of an application: showing them, saving a section, autosaving what was touched."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from flask import Blueprint, abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from engine.packs.model import Field, Page, Section, Slot
from web.audience import APPLICANT, admit_to
from web.context import site
from web.pages.navigation import build_navigation
from web.pages.parts import PageParts, SectionPart
from web.pages.places import Places, page_url, pages_of
from web.pages.reading import asked_of
from web.pages.records import display
from web.routes.conflicts import conflict_page
from web.routes.frame import frame
from web.routes.opening import open_application
from web.routes.uploading import take_upload
from web.services import pledging
from web.services.draft import Draft
from web.services.errors import Conflict, NotFound
from web.services.prefill import differences
from web.services.sections import Saved, save_section
from web.services.uploads import forget_others

pages = admit_to(Blueprint("sections", __name__, url_prefix="/applications"), APPLICANT)


def _back() -> str:
    """`overview` when the page was opened from there, to change something and return."""
    return "overview" if request.args.get("back") == "overview" else ""


@pages.get("/<id>/pages/<page>")
def show(id: str, page: str) -> ResponseReturnValue:
    """One page of the application: its sections and categories."""
    draft = open_application(id)
    found = _page(draft, page)
    if draft.is_writable and draft.order.pledge_before_page(found) is not None:
        return redirect(url_for("sections.pledge", id=id))
    needed = draft.order.needed_before_page(found) if draft.is_writable else ()
    if needed:
        names = "、".join(f"“{section.name}”" for section in needed)
        flash(f"请先把{names}填写完整并保存，再填写“{found.name}”。", "warn")
        return redirect(Places(draft).url(needed[0].id) or url_for("results.overview", id=id))
    parts = PageParts(draft)
    shown = parts.sections(found)
    return render_template(
        "applications/page.html",
        **frame(draft, page=page),
        page=found,
        sections=shown,
        categories=parts.categories(found),
        first_fixed=next((s.section.id for s in shown if s.section.fixed), ""),
        saved=request.args.get("saved", ""),
        back=_back(),
        values=_known_values(draft, shown),
        offered=frozenset(
            part.section.id for part in shown if part.writable and differences(draft, part.section)
        ),
        last_form=next(
            (part.section.id for part in reversed(shown) if part.writable and part.questions), ""
        ),
    )


def _page(draft: Draft, id: str) -> Page:
    for page in pages_of(draft):
        if page.id == id and not page.view:
            return page
    raise NotFound("填报页面")


def _known_values(draft: Draft, shown: Iterable[SectionPart]) -> dict[str, Any]:
    """What conditions in the browser start from: of the answers that rules can see, those that the
    conditions on this page read, and not all hundreds of picks."""
    wanted: set[str] = set()
    for part in shown:
        wanted.add(part.section.id)
        asked: tuple[Field | Slot, ...] = (*part.section.fields, *part.section.slots)
        for thing in asked:
            if thing.when is not None:
                wanted.update(name.partition(".")[0] for name in thing.when.reads)
    known = {name: value for name, value in draft.values.items() if name in wanted}
    plain: dict[str, Any] = json.loads(json.dumps(known, default=str))
    return plain


@pages.get("/<id>/pledge")
def pledge(id: str) -> ResponseReturnValue:
    """诚信承诺书 (安徽手册 图4-4): nothing can be filled in before it was agreed to."""
    draft = open_application(id)
    section = draft.open_pledge
    if section is None:
        return redirect(url_for("applications.show", id=id))
    draft.check_open()
    part = PageParts(draft).section(section)
    return render_template("applications/pledge.html", **frame(draft), part=part, refused=False)


@pages.get("/<id>/pledge/<section>/paper")
def pledge_paper(id: str, section: str) -> ResponseReturnValue:
    """The pledge to be printed, signed by hand and uploaded."""
    draft = open_application(id)
    found = draft.section(section)
    if found.type != "pledge":
        raise NotFound("承诺书")
    return render_template("applications/pledge_paper.html", draft=draft, section=found)


@pages.post("/<id>/pledge/<section>")
def agree(id: str, section: str) -> ResponseReturnValue:
    """同意并继续, if 我已阅读并承诺 was ticked."""
    draft = open_application(id)
    found = draft.section(section)
    if not request.form.get("agreed"):
        part = PageParts(draft).section(found)
        page = render_template("applications/pledge.html", **frame(draft), part=part, refused=True)
        return page, 422
    pledging.agree(draft, found, asked_of(found, request.form))
    place = Places(draft).page_of(section)
    beyond = _after(id, place.id) if place else ""
    return redirect(beyond or url_for("applications.show", id=id), 303)


def _after(id: str, page: str) -> str:
    """The address of the page behind one, as the application is now; "" behind the last."""
    beyond = build_navigation(open_application(id), page).after
    return beyond.url if beyond else ""


@pages.post("/<id>/sections/<section>")
def save(id: str, section: str) -> ResponseReturnValue:
    """Save the whole form of a section; what is wrong with it is shown and does not stop it."""
    draft = open_application(id)
    found = draft.writable_section(section)
    asked = asked_of(found, request.form)
    sent = take_upload(draft, found.fields, section, asked)
    version = request.form.get("version", 0, type=int)
    try:
        saved = save_section(draft, section, asked, version)
    except Conflict as conflict:
        return conflict_page(draft, found, conflict, request.path)
    if sent is not None:
        forget_others(draft, sent.place, sent.file)
    for notice in saved.notices:
        flash(notice, "warn")
    page = Places(draft).page_of(section)
    if page is None:
        abort(404)
    after = draft.with_answers(section, saved.values)
    faults = [f for f in after.report.problems if f.section == section and f.severity == "error"]
    message = f"“{found.name}”已保存。"
    flash(
        message + (f"还有 {len(faults)} 处需要完善，见下方标出的内容。" if faults else ""), "good"
    )
    if "next" in request.form and not faults and (beyond := _after(id, page.id)):
        return redirect(beyond, 303)
    if _back() and not faults:
        return redirect(url_for("results.overview", id=id, _anchor=f"block-{section}"), 303)
    return redirect(page_url(draft, page, section, back=_back()), 303)


@pages.patch("/<id>/sections/<section>")
def autosave(id: str, section: str) -> ResponseReturnValue:
    """Save the questions that were touched; answered only after the commit."""
    draft = open_application(id)
    found = draft.writable_section(section)
    try:
        body = request.get_json()
    except RecursionError:
        abort(400)
    asked = asked_of(found, _sent(body))
    try:
        saved = save_section(
            draft,
            section,
            asked,
            int(body.get("version", 0)),
            save_id=str(body.get("save_id", ""))[:64],
        )
    except Conflict as conflict:
        message = "这部分内容已在别处保存过，请刷新页面核对后再修改。您刚才填写的内容保留在本机。"
        return jsonify(ok=False, message=message, version=conflict.version), 409
    return jsonify(
        ok=True,
        version=saved.version,
        saved_at=f"{site().clock.now():%H:%M:%S}",
        notices=saved.notices,
        adjusted=_adjusted(found, asked, saved),
    )


def _sent(body: Any) -> MultiDict[str, str]:
    """The texts of an autosave by input name.

    :raises BadRequest: the body has another shape
    """
    data = body.get("data") if isinstance(body, dict) else None
    if not isinstance(data, dict) or not isinstance(body.get("version", 0), int):
        abort(400)
    sent: MultiDict[str, str] = MultiDict()
    for name, texts in data.items():
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            abort(400)
        sent.setlist(name, texts)
    return sent


def _adjusted(section: Section, asked: dict[str, Any], saved: Saved) -> dict[str, str]:
    """The answers that were stored otherwise than they were typed, as text."""
    return {
        field.id: display(field, saved.values[field.id])
        for field in section.fields
        if field.at_most
        and field.id in asked
        and field.id in saved.values
        and saved.values[field.id] != asked[field.id]
    }
