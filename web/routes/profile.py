"""个人中心: what is known of the person, completing it, the photo, the series."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.packs.province import Province
from web.audience import APPLICANT, admit_to
from web.context import site
from web.identity import current_account, current_person
from web.models import Person
from web.pages.conflict import build_conflict
from web.pages.profile import build_profile, file_question
from web.pages.reading import asked_of
from web.services import profile, profile_photo
from web.services.bindings import STATES, TONES, bindings_of
from web.services.certificates.photos import put_profile_photo
from web.services.errors import BadChoice, BadFile, Conflict, NotFound

pages = admit_to(Blueprint("profile", __name__, url_prefix="/profile"), APPLICANT)
NOT_ANSWERS = ("version", "csrf_token")


def current_province() -> Province:
    """The province that the person applies in."""
    return site().packs.province(current_person().province)


@pages.get("")
def index() -> ResponseReturnValue:
    """个人信息, photo, unit and series at a glance (安徽手册 图1-6、图5-1)."""
    person, province = current_person(), current_province()
    today = site().clock.today().isoformat()
    path = profile_photo.photo_path(province)
    held = bindings_of(person)
    return render_template(
        "profile/index.html",
        person=person,
        province=province,
        parts=build_profile(province, person, today),
        path=path,
        photo=file_question(province, person, path, today) if path else None,
        bindings=[one for one in held if one.state in ("bound", "requested")] or held[:1],
        states=STATES,
        tones=TONES,
        series=[province.series[id].name for id in person.series if id in province.series],
    )


@pages.get("/edit")
def edit() -> ResponseReturnValue:
    """完善信息: every section as a form; what cannot be changed is shown."""
    return _edit_page(current_person().series)


def _edit_page(series: list[str], problem: str = "") -> str:
    person, province = current_person(), current_province()
    return render_template(
        "profile/edit.html",
        person=person,
        province=province,
        parts=build_profile(province, person, site().clock.today().isoformat()),
        values=profile.profile_values(province, person.account),
        chosen=series,
        problem=problem,
        has_photo=bool(profile_photo.photo_path(province)),
    )


@pages.post("/sections/<section>")
def save(section: str) -> ResponseReturnValue:
    """Save a section; what is wrong with it is shown and does not stop it."""
    person, province = current_person(), current_province()
    found = province.section(section)
    if found is None:
        raise NotFound("个人信息模块")
    asked = asked_of(found, request.form)
    version = request.form.get("version", 0, type=int)
    try:
        saved = profile.save_profile(
            province, person, section, asked, version,
            actor=current_account(), now=site().clock.now(),
        )  # fmt: skip
    except Conflict as conflict:
        return _conflict_page(build_conflict(found.name, found.fields, conflict))
    for notice in saved.notices:
        flash(notice, "warn")
    flash(f"“{found.name}”已保存。{_what_is_left(province, section)}", "good")
    return redirect(url_for("profile.edit", _anchor=section), 303)


def _what_is_left(province: Province, section: str) -> str:
    person = Person.get_by_id(current_person().id)
    parts = build_profile(province, person, site().clock.today().isoformat())
    left = next(len(p.missing) + len(p.faults) for p in parts if p.section.id == section)
    return f"还有 {left} 处需要完善，见下方标出的内容。" if left else ""


def _conflict_page(conflict: object) -> ResponseReturnValue:
    typed = [(k, v) for k, v in request.form.items(multi=True) if k not in NOT_ANSWERS]
    page = render_template(
        "profile/conflict.html", conflict=conflict, action=request.path, sent=typed
    )
    return page, 409


@pages.post("/series")
def save_series() -> ResponseReturnValue:
    """所在职称系列, at most as many as the province allows (安徽手册 L56)."""
    chosen = request.form.getlist("series")
    version = request.form.get("version", 0, type=int)
    try:
        profile.save_series(
            current_province(), current_person(), chosen, version,
            actor=current_account(), now=site().clock.now(),
        )  # fmt: skip
    except BadChoice as mistake:
        return _edit_page(chosen, mistake.problems["series"]), 422
    except Conflict:
        said = "所在职称系列或其他个人信息在别处保存过，请核对下面您的选择，再保存一次。"
        return _edit_page(chosen, said), 409
    flash("“所在职称系列”已保存。", "good")
    return redirect(url_for("profile.edit", _anchor="series"), 303)


@pages.post("/photos/<path>")
def photo(path: str) -> ResponseReturnValue:
    """Take a photo, or its removal."""
    person, province = current_person(), current_province()
    field = profile_photo.file_field(province, path)
    actor, now = current_account(), site().clock.now()
    sent = request.files.get(field.id)
    if request.form.get("remove_upload") == field.id:
        profile_photo.remove_photo(province, person, path, actor=actor, now=now)
        flash(f"“{field.name}”已删除。", "good")
    elif sent is None or not sent.filename:
        flash("请先选择照片，再点“上传”。", "bad")
    else:
        try:
            put_profile_photo(
                site().packs, person, path, sent.filename, sent.stream, site().files,
                actor=actor, site_url=site().settings.site_url, now=now,
            )  # fmt: skip
            flash(f"“{field.name}”已上传。", "good")
        except BadFile as mistake:
            flash(f"“{mistake.name}”没有上传：{mistake.reason}", "bad")
    return redirect(url_for("profile.index", _anchor="photo"), 303)
