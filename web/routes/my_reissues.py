"""补换证 by the holder: both cases of the manual (安徽手册 L914-1080)."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.certificates.wording import CHANGEABLE, DATES, HINT, VALUES
from engine.packs.model import LEVELS
from web.audience import APPLICANT, admit_to
from web.context import site
from web.identity import current_account, current_person
from web.models import Reissue
from web.pages.certificates import fact
from web.routes.stored_file import READ, send_pdf, send_stored
from web.services.certificates import reissue_proofs, reissuing
from web.services.certificates.facts import known_of
from web.services.certificates.holding import issued_for
from web.services.certificates.reissue_chain import (
    STATES,
    TONES,
    flow_of,
    reissue_rules,
)
from web.services.certificates.reissuing import LOCKED, WRITABLE, Asked
from web.services.dossier import file_map
from web.services.errors import BadChoice, BadFile, Changed, NoHolder, NoPath, NotBound
from web.services.reissue_form import form_of

pages = admit_to(Blueprint("my_reissues", __name__, url_prefix="/certificates"), APPLICANT)
LONG = {"unit", "committee", "issuer"}


def _province() -> Any:
    return site().packs.province(current_person().province)


@pages.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """新增: a certificate that is not in the list (情况一, AH-102)."""
    person, province = current_person(), _province()
    reissue_rules(province)
    problems: dict[str, str] = {}
    if request.method == "POST":
        try:
            made = reissuing.begin_other(
                province, person, _asked(), actor=current_account(), now=site().clock.now()
            )
            return _after(made)
        except BadChoice as mistake:
            problems = dict(mistake.problems)
    known = known_of(province, person)
    blank = Reissue(values={**known, **request.form.to_dict(), **_locked(known)}, province="")
    blank.reason = request.form.get("reason", "")
    return _form(blank, problems), 422 if problems else 200


@pages.post("/<id>/reissue")
def begin(id: str) -> ResponseReturnValue:
    """补换证 of a certificate in the list (情况二, AH-106): its open request, or a new one."""
    made = reissuing.begin(
        _province(), current_person(), id, actor=current_account(), now=site().clock.now()
    )
    return redirect(url_for("my_reissues.show", id=made.id), 303)


@pages.get("/reissues/<id>")
def show(id: str) -> ResponseReturnValue:
    """A request: to be filled in, or how it stands (流程, AH-103)."""
    return _form(reissuing.reissue_of(current_person(), id), {})


@pages.post("/reissues/<id>")
def save(id: str) -> ResponseReturnValue:
    """保存, 提交, 取消 (AH-106); files that come along are kept first."""
    person, province = current_person(), _province()
    actor, now = current_account(), site().clock.now()
    reissue = reissuing.reissue_of(person, id)
    remove = request.form.get("remove", "")
    if request.form.get("action") == "give_up":
        reissuing.give_up(person, id, actor=actor, now=now)
        flash("补换证申请已取消。", "good")
        return redirect(url_for("certificates.index"), 303)
    try:
        reissue = reissuing.save(province, person, id, _asked())
    except BadChoice as mistake:
        return _form(reissue, dict(mistake.problems)), 422
    except Changed:
        flash("这份申请在另一个窗口里改过，下面是最新的内容，请核对后再保存。", "warn")
        return redirect(url_for("my_reissues.show", id=id), 303)
    if remove:
        name = reissue_proofs.remove_proof(person, reissue, remove, actor=actor, now=now)
        flash(f"“{name}”已移除。", "good")
        return redirect(url_for("my_reissues.show", id=id, _anchor="proofs"), 303)
    return _after(reissue)


def _after(reissue: Reissue) -> ResponseReturnValue:
    """Keep the files that came along, and hand in if that was asked for."""
    person, province = current_person(), _province()
    actor, now = current_account(), site().clock.now()
    bad = []
    for sent in request.files.getlist("proof"):
        if not sent.filename:
            continue
        try:
            reissue_proofs.add_proof(
                province, person, reissue, sent.filename, sent.stream, site().files,
                actor=actor, now=now,
            )  # fmt: skip
        except BadFile as mistake:
            bad.append(f"“{mistake.name}”没有上传：{mistake.reason}")
    if bad or request.form.get("action") != "submit":
        for text in bad:
            flash(text, "bad")
        if not bad:
            flash("已保存，还没有提交。", "good")
        return redirect(url_for("my_reissues.show", id=reissue.id), 303)
    try:
        reissuing.submit(
            province,
            person,
            reissue.id,
            agreed=request.form.get("agreed") == "1",
            sure=request.form.get("sure") == "1",
            actor=actor,
            now=now,
        )
    except BadChoice as mistake:
        return _form(reissuing.reissue_of(person, reissue.id), dict(mistake.problems)), 422
    except NotBound:
        problem = f"请先到个人中心绑定{province.word('unit')}，再提交补换证。填写的内容已保存。"
        return _form(reissuing.reissue_of(person, reissue.id), {"": problem}), 422
    except (NoPath, NoHolder):
        problem = "审核单位还没有设置好，暂时不能提交，请联系所在单位或管理员。填写的内容已保存。"
        return _form(reissuing.reissue_of(person, reissue.id), {"": problem}), 422
    flash("补换证申请已提交，请在“流程”里查看审核情况。", "good")
    return redirect(url_for("my_reissues.show", id=reissue.id, _anchor="flow"), 303)


@pages.get("/reissues/<id>/files/<file>")
def file(id: str, file: str) -> ResponseReturnValue:
    """A proof."""
    reissue = reissuing.reissue_of(current_person(), id)
    return send_stored(file_map(reissue_proofs.proof_of(reissue, file)))


@pages.get("/reissues/<id>/form.pdf")
def form(id: str) -> ResponseReturnValue:
    """打印申请表: the request on paper."""
    reissue = reissuing.reissue_of(current_person(), id)
    layout = form_of(site().packs, _province(), reissue)
    return send_pdf(site().printer.draw(layout, site().files), f"{layout.name}.pdf")


def _locked(known: dict[str, str]) -> dict[str, str]:
    return {name: known.get(name, "") for name in LOCKED}


def _asked() -> Asked:
    form = request.form
    return Asked(
        reason=form.get("reason", "")[:2000],
        version=form.get("version", 1, type=int),
        values={name: form.get(name, "")[:200] for name in VALUES},
        changes={
            name: form.get(f"new-{name}", "")[:200]
            for name in CHANGEABLE
            if name in form.getlist("change")
        },
    )


def _form(reissue: Reissue, problems: dict[str, str]) -> str:
    province, is_new = _province(), reissue.state == "editing" and not reissue.begun_at
    rules = reissue_rules(province)
    issued = issued_for(reissue) if not is_new else None
    return render_template(
        "certificates/reissue.html",
        reissue=reissue,
        is_new=is_new,
        writable=is_new or reissue.state in WRITABLE,
        province=province,
        rules=rules,
        flow=() if is_new else flow_of(rules, reissue),
        proofs=() if is_new else reissue_proofs.proofs_of(reissue),
        slot=reissue_proofs.proof_slot(province),
        problems=problems,
        labels=VALUES,
        dates=DATES,
        locked=LOCKED,
        long=LONG,
        hint=HINT,
        states=STATES,
        tones=TONES,
        fact=fact,
        issued=issued,
        of_another=reissuing.is_of_another(reissue),
        sure=request.form.get("sure") == "1",
        readable=READ,
        agreed=request.form.get("agreed") == "1",
        choices={
            "series": [one.name for one in province.series.values()],
            "level": list(LEVELS),
        },
    )
