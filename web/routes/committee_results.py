"""评审结果 of one application: as it stands, as it stood before, and its correction."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.audience import COMMITTEE, admit_to
from web.models import Account
from web.pages.typed import whole_number
from web.routes.review_desk import open_desk
from web.services import verdicts
from web.services.batches import member_of
from web.services.errors import BadChoice, NotWritable
from web.services.reviewing import ReviewDesk
from web.services.verdicts import OUTCOMES, TONES

pages = admit_to(
    Blueprint("committee_results", __name__, url_prefix="/committee/results"), COMMITTEE
)
FIELDS = {"agree": "同意", "against": "反对", "abstain": "弃权", "unvoted": "未投"}


@pages.get("/<id>")
def show(id: str) -> ResponseReturnValue:
    """The results of an application, and the form for correcting the one in force."""
    return _page(open_desk(), id, {})


def _page(desk: ReviewDesk, id: str, problems: dict[str, str]) -> str:
    application = member_of(desk.unit, id)
    found = verdicts.results_of(application)
    makers = {one.made_by for one in found}
    return render_template(
        "meetings/result.html",
        application=application,
        person=application.person,
        current=verdicts.result_of(application),
        found=found,
        names={one.id: one.name for one in Account.select().where(Account.id << list(makers))},
        why_not=verdicts.why_not_correctable(application, desk.now.date().isoformat()),
        outcomes=OUTCOMES,
        tones=TONES,
        fields=FIELDS,
        problems=problems,
        typed=request.form,
    )


@pages.post("/<id>")
def correct(id: str) -> ResponseReturnValue:
    """Correct the counts, with a reason."""
    desk, sent = open_desk(), request.form
    try:
        typed = {key: whole_number(sent.get(key, "")) for key in FIELDS}
        counts = {key: number for key, number in typed.items() if number is not None}
        if len(counts) < len(FIELDS):
            raise BadChoice({"counts": "票数都要填写整数，没有的填 0。"})
        verdicts.correct(desk, id, counts, sent.get("reason", ""), sent.get("seen", ""))
    except BadChoice as mistakes:
        return _page(desk, id, mistakes.problems), 422
    except NotWritable as refusal:
        return _page(desk, id, {"action": refusal.reason}), 409
    flash("已更正评审结果，原结果和更正原因保留可查。", "good")
    return redirect(url_for("committee_results.show", id=id), 303)
