"""免试申请: the office decides who need not sit an exam."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.audience import COMMITTEE, admit_to
from web.models import Exemption
from web.pages.paging import paged_query
from web.routes.review_desk import open_desk
from web.routes.stored_file import READ, send_stored
from web.services import exemptions
from web.services.dossier import file_map
from web.services.errors import BadChoice, Decided, NotWritable
from web.services.exams import papers_for
from web.services.reviewing import ReviewDesk, open_review

pages = admit_to(
    Blueprint("committee_exemptions", __name__, url_prefix="/committee/exemptions"), COMMITTEE
)
SIZE = 30


@pages.get("")
def index() -> ResponseReturnValue:
    """The requests in one state, those that wait first."""
    desk, state = open_desk(), request.args.get("state", "requested")
    state = state if state in exemptions.STATES else "requested"
    found = paged_query(
        exemptions.exemptions_for(desk.unit, state), request.args.get("page", 1, type=int), SIZE
    )
    return render_template(
        "exams/exemptions.html",
        desk=desk,
        state=state,
        states=exemptions.STATES,
        found=found,
        names={one.id: _paper_name(desk, one) for one in found.entries},
    )


def _paper_name(desk: ReviewDesk, one: Exemption) -> str:
    plan = desk.packs.pinned(one.application.bundle_id)
    standard = plan.standard(one.application.choice["standard"])
    papers = standard.exams if standard else ()
    return next((paper.name for paper in papers if paper.id == one.paper), one.paper)


@pages.get("/<id>")
def show(id: str) -> ResponseReturnValue:
    """One request with its proofs."""
    return _page(open_desk(), id, "")


def _page(desk: ReviewDesk, id: str, problem: str) -> str:
    found = exemptions.exemption_of(desk.unit, id)
    draft = open_review(desk, found.application_id)
    return render_template(
        "exams/exemption.html",
        desk=desk,
        exemption=found,
        draft=draft,
        paper=next((one for one in papers_for(draft) if one.id == found.paper), None),
        name=_paper_name(desk, found),
        proofs=exemptions.proofs_of(found),
        readable=READ,
        states=exemptions.STATES,
        tones=exemptions.TONES,
        problem=problem,
        opinion=request.form.get("opinion", ""),
    )


@pages.post("/<id>")
def decide(id: str) -> ResponseReturnValue:
    """Grant or refuse."""
    desk, verdict = open_desk(), request.form.get("verdict", "")
    try:
        if verdict not in ("grant", "refuse"):
            raise BadChoice({"verdict": "请选择同意或不同意"})
        done = exemptions.decide(
            desk, id, grant=verdict == "grant", opinion=request.form.get("opinion", "")
        )
    except BadChoice as mistake:
        return _page(desk, id, "；".join(mistake.problems.values())), 422
    except NotWritable as refusal:
        return _page(desk, id, refusal.reason), 409
    except Decided as before:
        return _page(desk, id, f"这份申请已经处理过，现在是“{before.state}”。"), 409
    flash(
        f"“{done.application.person.name}”：{exemptions.STATES[done.state]}，已通知本人。", "good"
    )
    return redirect(url_for("committee_exemptions.index"), 303)


@pages.get("/<id>/files/<file>")
def proof(id: str, file: str) -> ResponseReturnValue:
    """One proof."""
    found = exemptions.exemption_of(open_desk().unit, id)
    return send_stored(file_map(exemptions.proof_of(found, file)))
