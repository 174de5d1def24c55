"""会议中的专家: the vote on everything in one page, and the chair's confirmation."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.committee.vote import outcome_of
from web.audience import EXPERT, admit_to
from web.models import Poll
from web.routes.expert_home import open_expert_desk
from web.services import voting
from web.services.attendance import OFFICES, PRESENCE, THERE
from web.services.committee_node import called, committee_node, is_blind
from web.services.errors import BadChoice
from web.services.expert_reading import ExpertDesk
from web.services.meetings import STATES, TONES, polls_of
from web.services.recusals import Ground
from web.services.verdicts import OUTCOMES, confirm
from web.services.voting import BALLOT, CHOICES

pages = admit_to(Blueprint("expert_meetings", __name__, url_prefix="/expert/meetings"), EXPERT)


@pages.get("/<id>")
def show(id: str) -> ResponseReturnValue:
    """What is voted on, as far as this member may vote; the counts for who has to confirm them."""
    return _page(open_expert_desk(), id, {})


def _page(desk: ExpertDesk, id: str, problems: dict[str, str]) -> str:
    seat = voting.seat_of(desk, id)
    meeting = seat.meeting
    free, recused = voting.to_vote_on(desk, meeting)
    known = voting.voted_on(seat)
    is_host = meeting.host_id == desk.expert.id
    counted = polls_of(meeting) if is_host and meeting.state in ("closed", "confirmed") else []
    tallies = {one.id: voting.tally_of(one) for one in counted}
    return render_template(
        "meetings/vote.html",
        desk=desk,
        meeting=meeting,
        seat=seat,
        free=free,
        recused=[
            f"{called(desk.packs, one.application)}（{_why(desk, one, ground)}）"
            for one, ground in recused
        ],
        names={one.id: called(desk.packs, one.application) for one in free},
        has_voted=bool(known) and known >= {one.id for one in free},
        may_vote=meeting.state == "open" and meeting.way == "online" and seat.state in THERE,
        is_host=is_host,
        counted=counted,
        tallies=tallies,
        people={one.id: one.application.person.name for one in counted},
        outcomes={
            one.id: outcome_of(tallies[one.id], voting.packs_rule(desk.packs, one))
            for one in counted
        },
        outcome_names=OUTCOMES,
        choices=CHOICES,
        prefix=BALLOT,
        offices=OFFICES,
        presence=PRESENCE,
        states=STATES,
        tones=TONES,
        problems=problems,
        typed={
            key.removeprefix(BALLOT): text
            for key, text in request.form.items()
            if key.startswith(BALLOT)
        },
    )


def _why(desk: ExpertDesk, poll: Poll, ground: Ground) -> str:
    """Why the member is recused; no achievement where members do not know whom they judge."""
    blind = is_blind(committee_node(desk.packs, poll.application))
    return ground.name if blind else ground.words


@pages.post("/<id>")
def vote(id: str) -> ResponseReturnValue:
    """Give the votes, once."""
    desk = open_expert_desk()
    choices = {
        key.removeprefix(BALLOT): text
        for key, text in request.form.items()
        if key.startswith(BALLOT)
    }
    try:
        number = voting.vote(desk, id, choices)
    except BadChoice as mistakes:
        return _page(desk, id, mistakes.problems), 422
    flash(f"已投票，共 {number} 项。投票是无记名的，投出后不能查看或修改。", "good")
    return redirect(url_for("expert_meetings.show", id=id), 303)


@pages.post("/<id>/confirm")
def confirm_result(id: str) -> ResponseReturnValue:
    """Confirm what was counted, as who chaired the meeting."""
    desk = open_expert_desk()
    if not request.form.get("sure"):
        return _page(desk, id, {"sure": "请先勾选“已核对票数”，再确认。"}), 422
    is_done = confirm(desk, id).batch.state != "closed"
    rest = "申报已按结果办理。" if is_done else "申报正在后台逐项办理，可以在“任务”中查看进度。"
    flash(f"已确认评审结果，{rest}", "good")
    return redirect(url_for("expert_meetings.show", id=id), 303)
