"""评审会议: planned, members and attendance, opened, closed, printed; results corrected."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.audience import COMMITTEE, admit_to
from web.context import site
from web.models import Batch, Meeting, Poll
from web.pages.paging import paged_query
from web.pages.typed import whole_number
from web.routes.review_desk import open_desk
from web.routes.stored_file import send_pdf
from web.services import attendance, experts, meeting_opening, meetings, voting
from web.services.attendance import OFFICES, PRESENCE
from web.services.committee_node import waiting_in
from web.services.errors import BadChoice, Decided, NotWritable
from web.services.meetings import (
    STATES,
    TONES,
    WAYS,
    meeting_of,
    polls_of,
)
from web.services.recusals import recused_pairs
from web.services.reviewing import ReviewDesk
from web.services.tally_sheet import sheet_of
from web.services.verdicts import OUTCOMES, results_in
from web.services.verdicts import TONES as OUTCOME_TONES

pages = admit_to(
    Blueprint("committee_meetings", __name__, url_prefix="/committee/meetings"), COMMITTEE
)
SIZE = 20


@pages.get("")
def index() -> ResponseReturnValue:
    """The meetings of the committee, and the form for another one."""
    return _list(open_desk(), {})


def _list(desk: ReviewDesk, problems: dict[str, str]) -> str:
    query = meetings.meetings_of(desk.unit)
    ready = Batch.select().where(Batch.unit == desk.unit, Batch.state == "closed")
    return render_template(
        "meetings/index.html",
        found=paged_query(query, request.args.get("page", 1, type=int), SIZE),
        ready=list(ready.order_by(Batch.created_at)),
        ways=WAYS,
        states=STATES,
        tones=TONES,
        problems=problems,
        typed=request.form,
        today=desk.now.date().isoformat(),
    )


@pages.post("")
def plan() -> ResponseReturnValue:
    """Make a meeting for a closed batch."""
    desk, sent = open_desk(), request.form
    try:
        if not sent.get("batch"):
            raise BadChoice({"batch": "请选择已封存的批次。"})
        meeting = meetings.plan_meeting(
            desk, sent["batch"], sent.get("day", ""), sent.get("place", ""), sent.get("way", "")
        )
    except BadChoice as mistakes:
        return _list(desk, mistakes.problems), 422
    except NotWritable as refusal:
        return _list(desk, {"batch": refusal.reason}), 409
    except Decided:
        return _list(desk, {"batch": "这个批次已经有会议，请在下面的列表中打开。"}), 409
    flash("已建立会议。请确定委员名单，会前登记出席情况。", "good")
    return redirect(url_for("committee_meetings.show", id=meeting.id), 303)


@pages.get("/<id>")
def show(id: str) -> ResponseReturnValue:
    """One meeting: members, attendance, vote, results."""
    return _page(open_desk(), id, {})


def _page(desk: ReviewDesk, id: str, problems: dict[str, str]) -> str:
    meeting = meeting_of(desk.unit, id)
    plenum = attendance.plenum_of(desk, meeting)
    polls = polls_of(meeting)
    results = results_in(meeting)
    seated = {one.expert_id for one in plenum.members}
    return render_template(
        "meetings/meeting.html",
        meeting=meeting,
        plenum=plenum,
        polls=polls,
        free=[one for one in experts.available(desk.unit, meeting.day) if one.id not in seated],
        waiting=_waiting(desk, meeting),
        unvoted=voting.waiting_voters(meeting) if meeting.state == "open" else 0,
        tallies={one.id: voting.tally_of(one) for one in polls},
        shown=meeting.state in ("closed", "confirmed"),
        recused=_recused(desk, meeting, plenum, polls),
        results={one.id: results.get(one.application_id) for one in polls},
        offices=OFFICES,
        presence=PRESENCE,
        ways=WAYS,
        states=STATES,
        tones=TONES,
        outcomes=OUTCOMES,
        outcome_tones=OUTCOME_TONES,
        problems=problems,
        typed=request.form,
    )


def _recused(
    desk: ReviewDesk, meeting: Meeting, plenum: attendance.Plenum, polls: Sequence[Poll]
) -> dict[str, list[str]]:
    """By expert, from whose vote a member is away and why: of what is voted on, or will be. Once it
    is counted, the counts say how many were, whatever is found by now."""
    if meeting.state not in ("planned", "open"):
        return {}
    applications = [one.application for one in polls] or waiting_in(desk.packs, meeting.batch)
    people = {one.id: one.person.name for one in applications}
    found: dict[str, list[str]] = {one.expert_id: [] for one in plenum.members}
    pairs = recused_pairs([one.expert for one in plenum.members], applications)
    for (expert, application), ground in pairs.items():
        found[expert].append(f"{people[application]}（{ground.words}）")
    return found


def _waiting(desk: ReviewDesk, meeting: Meeting) -> int:
    """How many applications of the batch wait for the committee."""
    return len(waiting_in(desk.packs, meeting.batch))


@pages.post("/<id>")
def change(id: str) -> ResponseReturnValue:
    """Members, attendance, opening, typing counts, closing, voiding."""
    desk, action = open_desk(), request.form.get("action", "")
    try:
        said = _do(desk, id, action)
    except BadChoice as mistakes:
        return _page(desk, id, {f"{action}.{k}": v for k, v in mistakes.problems.items()}), 422
    except NotWritable as refusal:
        return _page(desk, id, {f"{action}.action": refusal.reason}), 409
    flash(said, "good")
    return redirect(url_for("committee_meetings.show", id=id), 303)


def _do(desk: ReviewDesk, id: str, action: str) -> str:
    sent = request.form
    if action == "seat":
        number = attendance.seat(desk, id, sent.getlist("member"), sent.get("office", ""))
        return f"已增加 {number} 位委员。"
    if action == "draw":
        number = attendance.draw_members(desk, id, whole_number(sent.get("number", "")) or 0)
        return f"已抽取 {number} 位委员。"
    if action.startswith("unseat:"):
        attendance.unseat(desk, id, action.removeprefix("unseat:"))
        return "已移出委员名单。"
    if action == "attend":
        attendance.attend(desk, id, _by_seat("presence-"), _by_seat("office-"))
        return "已登记出席情况。"
    if action == "open":
        meeting_opening.open_vote(desk, id, sent.get("host", ""))
        return "已开始投票。"
    if action == "type":
        voting.type_counts(desk, id, _counts(desk, id))
        return "票数已录入。"
    if action == "close":
        if not sent.get("sure"):
            raise BadChoice({"sure": "请先勾选确认，再结束投票。"})
        voting.close_vote(desk, id)
        return "投票已结束并计票，请主持人登录核对并确认结果。"
    if action == "void":
        meetings.void(desk, id, sent.get("reason", ""))
        return "会议已作废，可以重新建立会议。"
    raise BadChoice({"action": "请选择要做什么。"})


def _by_seat(prefix: str) -> dict[str, str]:
    return {
        key.removeprefix(prefix): text
        for key, text in request.form.items()
        if key.startswith(prefix)
    }


def _counts(desk: ReviewDesk, id: str) -> dict[str, dict[str, int]]:
    """What was typed of a paper vote, by poll; a poll with nothing typed is left for later."""
    found: dict[str, dict[str, int]] = {}
    wrong = {}
    for poll in polls_of(meeting_of(desk.unit, id)):
        texts = {key: request.form.get(f"{key}-{poll.id}", "").strip() for key in voting.COUNTS}
        if not any(texts.values()):
            continue
        counts = {key: whole_number(text) for key, text in texts.items()}
        if None in counts.values():
            wrong[poll.id] = f"第 {poll.number} 项：同意、反对、弃权都要填写整数，没有的填 0。"
            continue
        found[poll.id] = {key: number for key, number in counts.items() if number is not None}
    if wrong:
        raise BadChoice(wrong)
    if not found:
        raise BadChoice({"counts": "请填写至少一项的票数。"})
    return found


@pages.get("/<id>/sheet.pdf")
def sheet(id: str) -> ResponseReturnValue:
    """The printed sheet of what was counted."""
    desk = open_desk()
    meeting = meeting_of(desk.unit, id)
    drawn = site().printer.draw(sheet_of(desk.packs, meeting), site().files)
    return send_pdf(drawn, f"票决汇总-{meeting.batch.name}.pdf")
