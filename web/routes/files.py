"""Uploading, showing, renaming, moving and removing files."""

from __future__ import annotations

from flask import (
    Blueprint,
    Response,
    flash,
    jsonify,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)
from flask.typing import ResponseReturnValue

from web.audience import APPLICANT, admit_to
from web.context import site
from web.errors import wants_json
from web.identity import current_person
from web.models import FileUse
from web.pages.places import Places
from web.pages.same_files import same_elsewhere
from web.pages.viewer import Viewed
from web.routes.opening import open_application
from web.routes.stored_file import READ, SHOWN, send_stored
from web.services import files, uploads
from web.services.dossier import file_map
from web.services.downloads import template_path
from web.services.errors import BadFile, TooLarge
from web.services.receiving import read_sent
from web.services.rows import Direction
from web.services.same_content import elsewhere
from web.way_in import own_address

pages = admit_to(Blueprint("files", __name__), APPLICANT)


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
            content = read_sent(target.slot, sent.filename, sent.stream, draft.standard.messages)
            stored.append(uploads.upload(draft, target, sent.filename, content, site().files))
        except BadFile as mistake:
            refused.append(f"“{mistake.name}”没有上传：{mistake.reason}")
            status = 413 if isinstance(mistake, TooLarge) else 422
    notices = [text for file in stored for text in _notices(id, file)]
    back = request.form.get("back") or Places(draft).url(target.anchor)
    if wants_json():
        answer = jsonify(ok=not refused, stored=stored, refused=refused, notices=notices)
        return answer, 200 if stored else status
    if not stored and not refused:
        refused.append("请先选择文件，再点“上传”。")
    for text in refused:
        flash(text, "bad")
    for text in notices:
        flash(text, "warn")
    if stored:
        flash(f"已上传 {len(stored)} 个文件。", "good")
    return redirect(_own(back), 303)


def _notices(application: str, file: dict[str, str]) -> list[str]:
    """That the person has the same content in other places, too."""
    places = _elsewhere(file["sha256"], application)
    if not places:
        return []
    return [f"“{file['name']}”的内容也用于{'、'.join(places)}，请确认没有传错。"]


def _elsewhere(sha256: str, application: str | None) -> tuple[str, ...]:
    person = current_person()
    found = elsewhere(person, sha256, application)
    return same_elsewhere(site().packs, site().packs.province(person.province), found)


def _own(address: str) -> str:
    """An address of this site, the list of applications for any other."""
    return own_address(address, url_for("applications.index"))


@pages.get("/files/<id>")
def show(id: str) -> ResponseReturnValue:
    """查看附件: the picture, larger and smaller, turned (安徽手册 图4-23)."""
    use = files.get_file(current_person(), id)
    return render_template(
        "files/show.html",
        use=use,
        is_image=use.content.type in SHOWN,
        is_read=use.content.type in READ,
        viewed=Viewed.asked(request.args, use.content.width, use.content.height),
        same=_same(use),
        back=_own(request.args.get("back", "")),
    )


def _same(use: FileUse) -> tuple[str, ...]:
    if use.place.startswith(("record/", "former/")):
        return ()  # the archive tells it on the record's own page
    return _elsewhere(use.content_id, use.application_id)


@pages.get("/files/<id>/content")
def content(id: str) -> ResponseReturnValue:
    """The bytes: a picture to be shown, anything else to be downloaded."""
    return send_stored(file_map(files.get_file(current_person(), id)))


@pages.get("/applications/<id>/templates/<slot>")
def template(id: str, slot: str) -> Response:
    """The file that a slot offers to be filled in, signed and uploaded."""
    draft = open_application(id)
    declared = site().packs.path(draft.plan)
    name, path = template_path(uploads.slot_of(draft, slot), declared, site().settings.packs)
    return send_file(path, as_attachment=True, download_name=name)


@pages.post("/applications/<id>/file/<file>/rename")
def rename(id: str, file: str) -> ResponseReturnValue:
    """Name a file after what it shows (安徽手册 L799); a button offers what its slot is called."""
    draft = open_application(id)
    use = uploads.own_file(draft, file)
    wanted = request.form.get("suggested") or request.form.get("name", "")
    try:
        flash(f"附件已改名为“{uploads.rename(draft, use, wanted)}”。", "good")
    except BadFile:
        flash("附件名称不能为空。", "bad")
    return redirect(_own(request.form.get("back", "")), 303)


@pages.post("/applications/<id>/file/<file>/<any(up, down):direction>")
def move(id: str, file: str, direction: Direction) -> ResponseReturnValue:
    """上移 or 下移 in its slot."""
    draft = open_application(id)
    uploads.move(draft, uploads.own_file(draft, file), direction)
    return redirect(_own(request.form.get("back", "")), 303)


@pages.post("/applications/<id>/file/<file>/remove")
def remove(id: str, file: str) -> ResponseReturnValue:
    """Take a file out of the application."""
    draft = open_application(id)
    use = uploads.own_file(draft, file)
    uploads.remove(draft, use)
    flash(f"已移除“{use.name}”。", "good")
    return redirect(_own(request.form.get("back", "")), 303)
