"""发证: what waits at the issuer, the certificates it has issued, its seal, revocation."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.audience import COMMITTEE, ISSUER, admit, admit_to
from web.context import site
from web.identity import current_account
from web.models import Unit, write
from web.pages.certificates import fact, person_facts, title_facts
from web.pages.paging import paged_query
from web.routes.certificates import certificate_file, our_address
from web.routes.review_desk import active_unit
from web.routes.stored_file import send_stored
from web.services import jobs
from web.services.certificates import issuing, lists, revoking, seals
from web.services.certificates.facts import rules_of_certificate
from web.services.certificates.holding import STATES, TONES, hold, hold_with_place
from web.services.certificates.issuing import IssuingDesk
from web.services.certificates.signing import key_file
from web.services.duties import check_duty, has_duty
from web.services.errors import BadChoice, BadFile, NotFound, OpinionNeeded
from web.services.looks import note_look

pages = admit_to(Blueprint("issuing", __name__, url_prefix="/issuing"), ISSUER)
SIZE = 50
BOTH = (ISSUER, COMMITTEE)


def _reading_unit() -> Unit:
    """The unit of an operator who reads what people got.

    :raises DutyNeeded: it is another operator's duty
    """
    check_duty(current_account(), "review")
    return active_unit()


def _desk() -> IssuingDesk:
    return IssuingDesk(
        unit=_reading_unit(),
        operator=current_account(),
        packs=site().packs,
        now=site().clock.now(),
        site_url=our_address(),
    )


@pages.get("")
def index() -> ResponseReturnValue:
    """What waits to be issued, by plan."""
    return _waiting({})


def _waiting(problems: dict[str, str]) -> str:
    desk = _desk()
    plan = request.values.get("plan", "")
    page = request.args.get("page", 1, type=int)
    query = lists.waiting_query(desk.unit, plan)
    found = paged_query(query, page, SIZE, lambda cut: lists.read_waiting(desk.packs, list(cut)))
    today = desk.now.date().isoformat()
    rules = site().packs.province(desk.unit.province).certificate
    return render_template(
        "issuing/index.html",
        desk=desk,
        found=found,
        plan=plan,
        plans=lists.plans_waiting(desk.unit, desk.packs),
        problems=problems,
        chosen=request.form.getlist("application"),
        form={
            "approval_number": request.form.get("approval_number", ""),
            "approved_on": request.form.get("approved_on", today),
            "issued_on": request.form.get("issued_on", today),
        },
        hint=rules.approval if rules is not None else "",
        sealed=seals.has_seal(desk.unit),
        signed=key_file(site().settings) is not None,
    )


@pages.post("")
def issue() -> ResponseReturnValue:
    """Issue certificates for those who were chosen."""
    desk, form = _desk(), request.form
    try:
        approval = issuing.read_approval(
            desk,
            form.get("approval_number", ""),
            form.get("approved_on", ""),
            form.get("issued_on", ""),
        )
        done = issuing.issue(desk, form.getlist("application"), approval)
    except BadChoice as mistake:
        nobody = {} if form.getlist("application") else {"application": issuing.NOBODY}
        return _waiting({**nobody, **mistake.problems}), 422
    count = len(done.certificates)
    if count:
        numbers = f"{done.certificates[0].number}"
        if count > 1:
            numbers += f" 至 {done.certificates[-1].number}"
        flash(f"已发证 {count} 人，证书编号 {numbers}。", "good")
    if done.without_photo:
        flash(f"其中 {done.without_photo} 人还没有证件照，上传后自动生成证书。", "warn")
    for text in done.passed_over:
        flash(text, "warn")
    return redirect(url_for("issuing.issued" if count else "issuing.index"), 303)


@pages.get("/certificates")
@admit(*BOTH)
def issued() -> ResponseReturnValue:
    """The certificates that this issuer issued, or that this committee stands on."""
    unit = _reading_unit()
    number = "".join(request.args.get("number", "").split())[:40]
    name = request.args.get("name", "").strip()[:40]
    state = request.args.get("state", "")
    query = lists.search(unit, number=number, name=name, state=state)
    found = paged_query(query, request.args.get("page", 1, type=int), SIZE)
    return render_template(
        "issuing/certificates.html",
        unit=unit,
        found=found,
        held=[hold(one) for one in found.entries],
        search={"number": number, "name": name, "state": state},
        states=STATES,
        tones=TONES,
        fact=fact,
        province=site().packs.province(unit.province),
    )


@pages.post("/certificates/download")
@admit(*BOTH)
def download() -> ResponseReturnValue:
    """All files as one ZIP, by a job: the organiser seals and hands them out (AH-95)."""
    unit, account, now = _reading_unit(), current_account(), site().clock.now()
    chosen = set(request.form.getlist("certificate"))
    query = lists.issued_by(unit).where(lists.WITH_FILE)
    ids = [one.id for one in query if not chosen or one.id in chosen]
    if not ids:
        flash("还没有可以下载的证书：证书生成后才能下载。", "warn")
        return redirect(url_for("issuing.issued"), 303)
    with write(f"account:{account.id}"):
        job = jobs.enqueue(
            issuing.FILES_JOB,
            f"打包下载电子证书 {len(ids)} 份",
            [{"certificate": id} for id in ids],
            account=account,
            unit=unit,
            now=now,
        )
    return redirect(url_for("jobs.show", id=job.id), 303)


@pages.get("/certificates/<id>")
@admit(*BOTH)
def show(id: str) -> ResponseReturnValue:
    """One certificate."""
    return _show(id, "")


def _show(id: str, problem: str) -> str:
    unit = _reading_unit()
    certificate = revoking.certificate_from(unit, id)
    province = site().packs.province(unit.province)
    return render_template(
        "issuing/certificate.html",
        unit=unit,
        certificate=certificate,
        held=hold_with_place(certificate),
        rules=rules_of_certificate(site().packs, certificate),
        states=STATES,
        tones=TONES,
        person_facts=person_facts(province, certificate.values),
        title_facts=title_facts(province, certificate.values),
        may_revoke=certificate.issuer_id == unit.id and certificate.state == "valid",
        problem=problem,
        reason=request.form.get("reason", ""),
        fraud=request.form.get("fraud") == "1",
    )


@pages.post("/certificates/<id>/revoke")
def revoke(id: str) -> ResponseReturnValue:
    """撤销, with the reason."""
    try:
        done = revoking.revoke(
            active_unit(),
            id,
            reason=request.form.get("reason", ""),
            fraud=request.form.get("fraud") == "1",
            actor=current_account(),
            now=site().clock.now(),
        )
    except OpinionNeeded:
        return _show(id, "请填写撤销原因，持证人可以看到。"), 422
    except BadChoice as mistake:
        return _show(id, "；".join(mistake.problems.values())), 422
    flash(f"证书 {done.number} 已撤销，已通知持证人。", "good")
    return redirect(url_for("issuing.show", id=id), 303)


@pages.get("/certificates/<id>/file")
@admit(*BOTH)
def file(id: str) -> ResponseReturnValue:
    """The PDF of a certificate; that it was read or taken is recorded."""
    certificate = revoking.certificate_from(_reading_unit(), id)
    answer = certificate_file(certificate)
    details = {"file": f"{certificate.number}.pdf"}
    note_look(
        f"certificate:{id}",
        "download",
        actor=current_account(),
        now=site().clock.now(),
        details=details,
    )
    return answer


@pages.route("/seal", methods=["GET", "POST"])
@admit(*BOTH)
def seal() -> ResponseReturnValue:
    """电子印章 of the issuer or the committee: uploaded, changed, taken away (AH-95)."""
    unit, problem = active_unit(), ""
    if request.method == "POST":
        now, actor = site().clock.now(), current_account()
        sent = request.files.get("seal")
        if request.form.get("action") == "remove":
            seals.remove_seal(unit, actor=actor, now=now)
            flash("电子印章已删除，以后生成的证书没有印章。", "good")
            return redirect(url_for("issuing.seal"), 303)
        if sent is None or not sent.filename:
            problem = "请先选择印章图片，再点“上传”。"
        else:
            try:
                seals.put_seal(unit, sent.filename, sent.stream, site().files, actor=actor, now=now)
                flash("电子印章已上传，以后生成的证书盖此印章。", "good")
                return redirect(url_for("issuing.seal"), 303)
            except BadFile as mistake:
                problem = f"“{mistake.name}”没有上传：{mistake.reason}"
    page = render_template(
        "issuing/seal.html",
        unit=unit,
        seal=seals.seal_of(unit),
        problem=problem,
        reads=has_duty(current_account(), "review"),
    )
    return page, 422 if problem else 200


@pages.get("/seal/image")
@admit(*BOTH)
def seal_image() -> ResponseReturnValue:
    """The picture of the seal."""
    found = seals.seal_of(active_unit())
    if found is None:
        raise NotFound("电子印章")
    stored = found.content
    return send_stored(
        {
            "type": stored.type,
            "sha256": stored.sha256,
            "bytes": stored.bytes,
            "name": f"电子印章.{stored.type}",
        }
    )
