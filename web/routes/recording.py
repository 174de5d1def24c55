"""Adding and changing records of the archive, and their proofs."""

from __future__ import annotations

import secrets

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.forms import build_form, read_form
from engine.packs.model import Kind
from web.audience import APPLICANT, admit_to
from web.context import site
from web.errors import wants_json
from web.models import Record
from web.models.columns import new_id
from web.pages.conflict import build_conflict
from web.pages.record_form import build_record_form
from web.routes.opening_archive import open_archive
from web.services import proofs, records
from web.services.archive import Archive
from web.services.errors import BadFile, Conflict, NotFound, TooLarge
from web.services.receiving import read_sent
from web.services.units import bound_unit

pages = admit_to(Blueprint("recording", __name__, url_prefix="/archive"), APPLICANT)
NOT_ANSWERS = ("version", "csrf_token", "save_id")


@pages.get("/new/<kind>")
def new(kind: str) -> ResponseReturnValue:
    """An empty record, or a copy of one: its id is made now, so that sending twice adds one."""
    archive = open_archive()
    origin = request.args.get("origin", "")
    source = archive.record(origin) if origin else None
    return _form_page(archive, archive.kind(kind), None, source)


@pages.get("/<id>/edit")
def edit(id: str) -> ResponseReturnValue:
    """A stored record that may be changed."""
    archive = open_archive()
    record = archive.record(id)
    records.check_editable(archive, record)
    return _form_page(archive, archive.kind(record.kind), record, None)


def _form_page(
    archive: Archive, kind: Kind, record: Record | None, source: Record | None
) -> ResponseReturnValue:
    held = record or source
    form = build_record_form(
        kind,
        held.values if held else {},
        record.files if record else {},
        archive.today,
        quiet=record is None,
    )
    return render_template(
        "archive/edit.html",
        archive=archive,
        kind=kind,
        form=form,
        record=record,
        source=source,
        record_id=record.id if record else new_id(),
        version=record.version if record else 0,
        save_id=secrets.token_hex(8),
        unit=bound_unit(archive.person),
    )


@pages.post("/<id>")
def save(id: str) -> ResponseReturnValue:
    """Save a record with the proofs that came along; submit it if that was asked for and it is
    complete."""
    archive = open_archive()
    kind = archive.kind(request.form.get("kind", ""))
    origin = request.form.get("origin", "")
    entry = records.Entry(
        kind=kind.id,
        id=id,
        version=request.form.get("version", 0, type=int),
        save_id=request.form.get("save_id", "")[:40],
        asked=dict(read_form(build_form(kind)(request.form)).values),
        origin=archive.record(origin).id if origin else "",
    )
    try:
        record = records.save_record(archive, entry)
    except Conflict as conflict:
        return _conflict_page(kind, conflict)
    if origin and request.form.get("with_proofs"):
        proofs.copy_proofs(archive, origin, record.id)
    for slot in kind.slots:
        _take(archive, record.id, slot.id, f"proof-{slot.id}")
    return _saved(archive, archive.record(id))


def _conflict_page(kind: Kind, conflict: Conflict) -> ResponseReturnValue:
    sent = [(k, v) for k, v in request.form.items(multi=True) if k not in NOT_ANSWERS]
    page = render_template(
        "archive/conflict.html",
        conflict=build_conflict(kind.name, kind.fields, conflict),
        action=request.path,
        back=url_for("recording.edit", id=conflict.place),
        sent=sent,
        save_id=secrets.token_hex(8),
    )
    return page, 409


def _saved(archive: Archive, record: Record) -> ResponseReturnValue:
    """Where to go after a save: to the list once the record waits, else back to its form."""
    wanted = request.form.get("intent") == "submit"
    faults = records.faults_of(archive, record)
    unit = bound_unit(archive.person)
    if wanted and records.may_submit(archive, record, unit):
        record = records.submit_record(archive, record.id)
    name = archive.state_name(record.status)
    if record.status == "pending" and faults.are_none:
        flash(f"已保存，状态为“{name}”，单位已收到提醒。", "good")
        return redirect(url_for("archive.listing", kind=record.kind), 303)
    flash(f"已保存，状态为“{name}”。", "good")
    if wanted and not faults.are_none:
        flash("还有内容需要完善，完善后才能提交单位审核。", "warn")
    elif wanted and unit is None:
        flash("您还没有绑定工作单位，绑定并经单位审核通过后再提交审核。", "warn")
    return redirect(url_for("recording.edit", id=record.id), 303)


@pages.post("/<id>/proofs/<slot>")
def upload(id: str, slot: str) -> ResponseReturnValue:
    """Take one or several files into a slot; each is stored or refused on its own."""
    archive = open_archive()
    stored, refused, status = _upload(archive, id, slot, "file")
    if wants_json():
        answer = jsonify(ok=not refused, stored=stored, refused=refused)
        return answer, 200 if stored else status
    if not stored and not refused:
        refused.append("请先选择文件，再点“上传”。")
    _tell(stored, refused)
    return redirect(url_for("recording.edit", id=id, _anchor=slot), 303)


def _take(archive: Archive, id: str, slot: str, name: str) -> None:
    try:
        stored, refused, _ = _upload(archive, id, slot, name)
    except NotFound:
        flash("有文件没有上传：按所填内容，不需要这项证明材料。", "warn")
        return
    _tell(stored, refused)


def _upload(
    archive: Archive, id: str, slot_id: str, name: str
) -> tuple[list[dict[str, object]], list[str], int]:
    """The FILE maps of what was stored, why the rest was not, and the status that says so."""
    stored: list[dict[str, object]] = []
    refused: list[str] = []
    status = 422
    sent_files = [sent for sent in request.files.getlist(name) if sent.filename]
    if not sent_files:
        return stored, refused, status
    slot = proofs.find_slot(archive, archive.record(id), slot_id)
    for sent in sent_files:
        try:
            content = read_sent(slot, sent.filename or "", sent.stream)
            stored.append(
                proofs.add_proof(archive, id, slot.id, sent.filename or "", content, site().files)
            )
        except BadFile as mistake:
            refused.append(f"“{mistake.name}”没有上传：{mistake.reason}")
            status = 413 if isinstance(mistake, TooLarge) else 422
    return stored, refused, status


def _tell(stored: list[dict[str, object]], refused: list[str]) -> None:
    for text in refused:
        flash(text, "bad")
    if stored:
        flash(f"已上传 {len(stored)} 个文件。", "good")


@pages.post("/<id>/proof/<file>/rename")
def rename(id: str, file: str) -> ResponseReturnValue:
    """Name a proof after what it shows."""
    try:
        new = proofs.rename_proof(open_archive(), id, file, request.form.get("name", ""))
        flash(f"附件已改名为“{new}”。", "good")
    except BadFile:
        flash("附件名称不能为空。", "bad")
    return redirect(url_for("recording.edit", id=id), 303)


@pages.post("/<id>/proof/<file>/remove")
def remove(id: str, file: str) -> ResponseReturnValue:
    """Take a proof out of the record."""
    flash(f"已移除“{proofs.remove_proof(open_archive(), id, file)}”。", "good")
    return redirect(url_for("recording.edit", id=id), 303)
