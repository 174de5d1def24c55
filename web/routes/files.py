"""Uploading, showing, renaming and removing files."""

from __future__ import annotations

from typing import Literal

from flask import Blueprint, Response, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.audience import APPLICANT, admit_to
from web.context import site
from web.errors import wants_json
from web.identity import current_person
from web.pages.places import Places
from web.routes.disposition import disposition
from web.routes.opening import open_application
from web.routes.way_back import own_address
from web.services import files, uploads
from web.services.errors import BadFile, TooLarge

pages = admit_to(Blueprint("files", __name__), APPLICANT)
SHOWN = {"jpg": "image/jpeg", "png": "image/png"}
ZOOMS = 3


@pages.post("/applications/<id>/files/<path:place>")
def upload(id: str, place: str) -> ResponseReturnValue:
    """Take one or several files into a slot; each is stored or refused on its own."""
    draft = open_application(id)
    target = uploads.find_target(draft, place)
    refused = []
    stored = []
    status = 200
    for sent in request.files.getlist("file"):
        if not sent.filename:
            continue
        try:
            content = uploads.read_sent(draft, target.slot, sent.filename, sent.stream)
            stored.append(uploads.upload(draft, target, sent.filename, content, site().files))
        except BadFile as mistake:
            refused.append(f"“{mistake.name}”没有上传：{mistake.reason}")
            status = 413 if isinstance(mistake, TooLarge) else 422
    back = request.form.get("back") or Places(draft).url(target.anchor)
    if wants_json():
        answer = jsonify(ok=not refused, stored=stored, refused=refused)
        return answer, 200 if stored else status
    if not stored and not refused:
        refused.append("请先选择文件，再点“上传”。")
    for text in refused:
        flash(text, "bad")
    if stored:
        flash(f"已上传 {len(stored)} 个文件。", "good")
    return redirect(_own(back), 303)


def _own(address: str) -> str:
    """An address of this site, the list of applications for any other."""
    return own_address(address, url_for("applications.index"))


@pages.get("/files/<id>")
def show(id: str) -> ResponseReturnValue:
    """查看附件: the picture, larger and smaller (安徽手册 图4-23)."""
    use = files.get_file(current_person(), id)
    zoom = min(max(request.args.get("zoom", 1, type=int), 1), ZOOMS)
    return render_template(
        "files/show.html",
        use=use,
        is_image=use.content.type in SHOWN,
        zoom=zoom,
        zooms=ZOOMS,
        back=_own(request.args.get("back", "")),
    )


@pages.get("/files/<id>/content")
def content(id: str) -> ResponseReturnValue:
    """The bytes: a picture to be shown, anything else to be downloaded."""
    use = files.get_file(current_person(), id)
    kind = use.content.type
    is_shown = kind in SHOWN and "download" not in request.args
    stream = site().files.open(use.content_id)
    answer = Response(stream, mimetype=SHOWN.get(kind, "application/octet-stream"))
    answer.content_length = use.content.bytes
    how: Literal["inline", "attachment"] = "inline" if is_shown else "attachment"
    answer.headers["Content-Disposition"] = disposition(how, use.name)
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


@pages.post("/applications/<id>/file/<file>/rename")
def rename(id: str, file: str) -> ResponseReturnValue:
    """Name a file after what it shows (安徽手册 L799)."""
    draft = open_application(id)
    use = uploads.own_file(draft, file)
    try:
        flash(f"附件已改名为“{files.rename(use, request.form.get('name', ''))}”。", "good")
    except BadFile:
        flash("附件名称不能为空。", "bad")
    return redirect(_own(request.form.get("back", "")), 303)


@pages.post("/applications/<id>/file/<file>/remove")
def remove(id: str, file: str) -> ResponseReturnValue:
    """Take a file out of the application."""
    draft = open_application(id)
    use = uploads.own_file(draft, file)
    uploads.remove(draft, use)
    flash(f"已移除“{use.name}”。", "good")
    return redirect(_own(request.form.get("back", "")), 303)
