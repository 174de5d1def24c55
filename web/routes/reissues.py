"""补换证审核: what units, departments and issuers do with requests for new certificates."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.certificates.wording import CHANGEABLE, VALUES
from web.audience import OPERATOR, admit_to
from web.context import site
from web.identity import current_account
from web.pages.certificates import facts_of
from web.pages.paging import paged_query
from web.routes.certificates import our_address
from web.routes.review_desk import active_unit
from web.routes.stored_file import READ, send_stored
from web.services.certificates import reissue_desk, reissue_proofs
from web.services.certificates.holding import issued_for
from web.services.certificates.reissue_chain import (
    ACTIONS,
    STATES,
    TONES,
    flow_of,
    reissue_rules,
)
from web.services.certificates.reissue_desk import ReissueDesk
from web.services.certificates.reissuing import is_of_another
from web.services.dossier import file_map
from web.services.duties import check_duty
from web.services.errors import BadChoice, NoHolder, NoPath, NotWritable, OpinionNeeded
from web.services.looks import note_look, show_reissue_numbers

pages = admit_to(Blueprint("reissues", __name__, url_prefix="/reissues"), OPERATOR)
SIZE = 30
TABS = {"waiting": "待审核", "decided": "已审核"}


def _desk() -> ReissueDesk:
    check_duty(current_account(), "review")
    return ReissueDesk(
        unit=active_unit(),
        operator=current_account(),
        packs=site().packs,
        now=site().clock.now(),
        site_url=our_address(),
    )


@pages.get("")
def index() -> ResponseReturnValue:
    """The requests that wait here, or those that were decided."""
    desk = _desk()
    tab = "decided" if request.args.get("tab") == "decided" else "waiting"
    query = (
        reissue_desk.waiting_at(desk.unit)
        if tab == "waiting"
        else reissue_desk.decided_by(desk.unit)
    )
    return render_template(
        "reissues/index.html",
        desk=desk,
        tab=tab,
        tabs=TABS,
        number=reissue_desk.waiting_at(desk.unit).count(),
        found=paged_query(query, request.args.get("page", 1, type=int), SIZE),
        states=STATES,
        tones=TONES,
    )


@pages.get("/<id>")
def show(id: str) -> ResponseReturnValue:
    """One request with its proofs and its chain."""
    return _show(_desk(), id, "")


def _show(desk: ReissueDesk, id: str, problem: str) -> str:
    reissue = reissue_desk.open_request(desk, id)
    rules = reissue_rules(desk.province)
    changes = [
        (VALUES[name], reissue.values.get(name, "") or "—", reissue.changes[name])
        for name in CHANGEABLE
        if name in reissue.changes
    ]
    return render_template(
        "reissues/show.html",
        reissue=reissue,
        facts=facts_of(desk.province, reissue.values, tuple(VALUES)),
        changes=changes,
        proofs=reissue_proofs.proofs_of(reissue),
        readable=READ,
        flow=flow_of(rules, reissue),
        node=rules.node(reissue.node),
        is_last=rules.after(reissue.node) is None if rules.node(reissue.node) else False,
        actions=reissue_desk.actions_of(desk, reissue),
        action_names=ACTIONS,
        states=STATES,
        tones=TONES,
        issued=issued_for(reissue),
        of_another=is_of_another(reissue),
        problem=problem,
        opinion=request.form.get("opinion", ""),
    )


@pages.post("/<id>")
def decide(id: str) -> ResponseReturnValue:
    """通过, 退回 or 不通过."""
    desk, form = _desk(), request.form
    try:
        done = reissue_desk.decide(
            desk,
            id,
            form.get("action", ""),
            opinion=form.get("opinion", ""),
            round=form.get("round", 0, type=int),
            node=form.get("node", ""),
        )
    except OpinionNeeded:
        return _show(desk, id, "退回或不通过时，请填写原因，申请人可以看到。"), 422
    except BadChoice as mistake:
        return _show(desk, id, "；".join(mistake.problems.values())), 422
    except NotWritable as reason:
        return _show(desk, id, reason.reason), 422
    except (NoPath, NoHolder):
        return _show(desk, id, "下一节点还没有审核单位：请先申请上报路径，或请管理员设置。"), 422
    flash(f"{done.person.name}的补换证：{STATES[done.state]}。", "good")
    return redirect(url_for("reissues.index"), 303)


@pages.post("/<id>/numbers")
def numbers(id: str) -> ResponseReturnValue:
    """查看完整号码: once, for a purpose that is recorded."""
    desk, purpose = _desk(), request.form.get("purpose", "")
    reissue = reissue_desk.open_request(desk, id)
    try:
        found = show_reissue_numbers(reissue, purpose, by=desk.operator, now=desk.now)
    except BadChoice as mistake:
        return _show(desk, id, "；".join(mistake.problems.values())), 422
    return render_template(
        "reissues/numbers.html", reissue=reissue, numbers=found, purpose=purpose.strip()
    )


@pages.get("/<id>/files/<file>")
def file(id: str, file: str) -> ResponseReturnValue:
    """A proof; that it was taken is recorded."""
    desk = _desk()
    proof = reissue_proofs.proof_of(reissue_desk.open_request(desk, id), file)
    note_look(
        f"reissue:{id}", "download", actor=desk.operator, now=desk.now, details={"file": proof.name}
    )
    return send_stored(file_map(proof))
