"""我的职称: the certificates of the person who is signed in (安徽手册 L850-910, L973)."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.audience import APPLICANT, admit_to
from web.context import site
from web.identity import current_account, current_person
from web.models import Certificate, StoredFile
from web.pages.certificates import fact, person_facts, title_facts
from web.routes.stored_file import send_stored
from web.services.certificates import holding, photos
from web.services.certificates.facts import rules_of_certificate
from web.services.certificates.reissue_chain import STATES as REISSUE_STATES
from web.services.certificates.reissue_chain import TONES as REISSUE_TONES
from web.services.certificates.seals import has_seal
from web.services.errors import BadFile, NotFound, NotWritable

pages = admit_to(Blueprint("certificates", __name__, url_prefix="/certificates"), APPLICANT)


def our_address() -> str:
    """Our address as browsers know it: what QR codes begin with. Where the site does not know it,
    the request says it, so ask only where an issuer acts."""
    return site().settings.site_url or request.host_url.rstrip("/")


def certificate_file(certificate: Certificate) -> Response:
    """The PDF of a certificate: read in the browser (`?read`), or downloaded.

    :raises NotFound: it was not drawn yet
    """
    if certificate.pdf_id is None:
        raise NotFound("证书文件")
    stored = StoredFile.get_by_id(certificate.pdf_id)
    name = f"{certificate.number} {certificate.values.get('name', '')}.pdf"
    return send_stored(
        {"type": "pdf", "sha256": stored.sha256, "bytes": stored.bytes, "name": name}
    )


@pages.get("")
def index() -> ResponseReturnValue:
    """The list with the columns of the manual (AH-99)."""
    person = current_person()
    province = site().packs.province(person.province)
    return render_template(
        "certificates/index.html",
        held=holding.held_by(person),
        province=province,
        can_reissue=province.certificate is not None and province.certificate.reissue is not None,
        states=holding.STATES,
        tones=holding.TONES,
        reissue_states=REISSUE_STATES,
        reissue_tones=REISSUE_TONES,
        fact=fact,
    )


@pages.get("/<id>")
def show(id: str) -> ResponseReturnValue:
    """查看: who it is about, and what was obtained (AH-98)."""
    person = current_person()
    certificate = holding.certificate_of(person, id)
    province = site().packs.province(person.province)
    follower = Certificate.get_or_none(Certificate.id == certificate.replaced_by)
    return render_template(
        "certificates/show.html",
        certificate=certificate,
        held=holding.hold_with_place(certificate),
        follower=follower,
        rules=rules_of_certificate(site().packs, certificate),
        sealed=has_seal(certificate.issuer),
        states=holding.STATES,
        tones=holding.TONES,
        person_facts=person_facts(province, certificate.values),
        title_facts=title_facts(province, certificate.values),
    )


@pages.get("/<id>/file")
def file(id: str) -> ResponseReturnValue:
    """下载, or 在线预览 with `?read` (AH-97); while it is drawn, how long that may take (AH-96)."""
    certificate = holding.certificate_of(current_person(), id)
    if certificate.pdf_id is None:
        held = holding.hold_with_place(certificate)
        return render_template("certificates/waiting.html", certificate=certificate, held=held)
    return certificate_file(certificate)


@pages.route("/<id>/photo", methods=["GET", "POST"])
def photo(id: str) -> ResponseReturnValue:
    """上传证件照 (安徽手册 L855-880)."""
    person = current_person()
    province = site().packs.province(person.province)
    certificate = holding.certificate_of(person, id)
    problem = ""
    if request.method == "POST":
        sent = request.files.get("photo")
        if sent is None or not sent.filename:
            problem = "请先选择照片，再点“上传”。"
        else:
            try:
                photos.put_photo(
                    province, person, id, sent.filename, sent.stream, site().files,
                    actor=current_account(), site_url=site().settings.site_url,
                    now=site().clock.now(),
                )  # fmt: skip
            except BadFile as mistake:
                problem = f"“{mistake.name}”没有上传：{mistake.reason}"
        if not problem:
            flash("照片已上传，证书正在生成，请稍后下载。", "good")
            return redirect(url_for("certificates.index"), 303)
    try:
        photos.check_missing(certificate)
    except NotWritable as reason:
        flash(reason.reason, "warn")
        return redirect(url_for("certificates.index"), 303)
    page = render_template(
        "certificates/photo.html",
        certificate=certificate,
        field=photos.photo_field(province),
        problem=problem,
    )
    return page, 422 if problem else 200
