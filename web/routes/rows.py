"""Rows, one by one: adding, changing, moving and removing them, without a script."""

from __future__ import annotations

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.packs.model import Section
from web.audience import APPLICANT, admit_to
from web.models.columns import new_id
from web.pages.parts import PageParts
from web.pages.places import Places
from web.pages.reading import asked_of
from web.pages.slots import build_slot
from web.routes.conflicts import conflict_page
from web.routes.frame import frame
from web.routes.opening import open_application
from web.routes.uploading import take_upload
from web.services import rows
from web.services.draft import Draft
from web.services.errors import Conflict, NotFound
from web.services.glyphs import undrawable
from web.services.uploads import forget_others

pages = admit_to(
    Blueprint("rows", __name__, url_prefix="/applications/<id>/rows/<list>"), APPLICANT
)


def _rows_section(draft: Draft, id: str) -> Section:
    section = draft.section(id)
    if section.type != "rows":
        raise NotFound("申报模块")
    return section


@pages.get("/new")
def new(id: str, list: str) -> ResponseReturnValue:
    """An empty row to be filled in; its id is made now, so that sending twice adds one row."""
    draft = open_application(id)
    draft.writable_section(list)
    draft.check_allowed(list)
    return _row_page(draft, _rows_section(draft, list), new_id())


@pages.get("/<row>")
def edit(id: str, list: str, row: str) -> ResponseReturnValue:
    """A stored row."""
    draft = open_application(id)
    rows.get_row(draft, list, row)
    draft.check_allowed(f"{list}.{row}")
    return _row_page(draft, _rows_section(draft, list), row)


def _row_page(draft: Draft, section: Section, row_id: str) -> str:
    stored = next((r for r in draft.material.rows.get(section.id, []) if r.id == row_id), None)
    parts = PageParts(draft)
    values = stored.values if stored else {}
    page = Places(draft).page_of(section.id)
    return render_template(
        "applications/row.html",
        **frame(draft, page=page.id if page else ""),
        section=section,
        row_id=row_id,
        version=stored.version if stored else 0,
        questions=parts.questions(
            section.fields, values, f"{section.id}.{row_id}", row=values, quiet=stored is None
        ),
        slots=tuple(
            build_slot(draft, slot, row=row_id, list_id=section.id, same=parts.same)
            for slot in section.slots
        ),
        is_new=stored is None,
        back=Places(draft).url(section.id),
        here=url_for("rows.edit", id=draft.application.id, list=section.id, row=row_id),
    )


@pages.post("/<row>")
def save(id: str, list: str, row: str) -> ResponseReturnValue:
    """Save one row; a pick's answers come from its page, a typed row from its own."""
    draft = open_application(id)
    rows.check_row(draft, list, row)
    asked = asked_of(draft.section(list), request.form, request.form.get("prefix", ""))
    sent = take_upload(draft, rows.fields_of(draft, list), row, asked)
    version = request.form.get("version", 0, type=int)
    try:
        rows.save_row(draft, list, row, asked, version)
    except Conflict as conflict:
        return conflict_page(draft, draft.section(list), conflict, request.path)
    if sent is not None:
        forget_others(draft, sent.place, sent.file)
    for notice in undrawable(rows.fields_of(draft, list), asked):
        flash(notice, "warn")
    flash("已保存。", "good")
    section = draft.standard.section_of.get(list)
    anchor = f"{list}.{row}"
    if section is None or section.type == "picks":
        return redirect(Places(draft).url(anchor), 303)
    if section.slots or request.form.get("stay"):
        return redirect(url_for("rows.edit", id=id, list=list, row=row), 303)
    return redirect(Places(draft).url(list), 303)


@pages.post("/<row>/remove")
def remove(id: str, list: str, row: str) -> ResponseReturnValue:
    """移除 or 删除; the archive keeps its record."""
    draft = open_application(id)
    rows.remove_row(draft, list, row)
    flash("已移除。", "good")
    return redirect(Places(draft).url(list), 303)


@pages.post("/<row>/<any(up, down):direction>")
def move(id: str, list: str, row: str, direction: rows.Direction) -> ResponseReturnValue:
    """上移 or 下移."""
    draft = open_application(id)
    rows.move_row(draft, list, row, direction)
    return redirect(Places(draft).url(f"{list}.{row}" if _is_pick(draft, list) else list), 303)


@pages.post("/order")
def order(id: str, list: str) -> ResponseReturnValue:
    """The rows as they were dragged; 上移 and 下移 do the same without a script."""
    draft = open_application(id)
    rows.order_rows(draft, list, request.form.getlist("row"))
    return jsonify(ok=True)


def _is_pick(draft: Draft, list: str) -> bool:
    section = draft.standard.section_of.get(list)
    return section is None or section.type == "picks"
