"""Results of meetings: confirmed by who chaired, moved along the chain, corrected with a reason.

A result stands from the confirmation on. It is corrected, with a reason, until the publicity of
the results has ended; what was decided before stays to be seen, and audit is told.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from engine.committee.vote import Tally, check_tally, outcome_of
from engine.workflow.chain import next_node
from engine.workflow.model import Action, ReviewNode
from web.models import (
    Account,
    Application,
    Meeting,
    Person,
    Poll,
    Publicity,
    Result,
    Unit,
    write,
)
from web.services import events, notices
from web.services.arrivals import open_task
from web.services.auditors import tell_auditors
from web.services.batches import change_state, member_of
from web.services.committee_node import vote_rule
from web.services.draft import Draft, open_snapshot
from web.services.errors import BadChoice, Decided, NotFound, NotWritable, NotYours
from web.services.expert_reading import ExpertDesk
from web.services.handed_in import last_snapshot
from web.services.jobs import enqueue
from web.services.meetings import STATES, polls_of, record
from web.services.moving import move
from web.services.operators import check_not_own
from web.services.opinions import read_opinion
from web.services.packs import Packs
from web.services.reviewing import ReviewDesk
from web.services.voting import COUNTS, packs_rule, seat_of, tally_of

OUTCOMES = {"passed": "通过", "refused": "未通过"}
TONES = {"passed": "good", "refused": "bad"}
MAX_REASON = 500
JOB = "meeting-results"
"""The kind of job that moves the applications of a large meeting."""
AT_ONCE = 50
"""How many applications move with the confirmation itself: on SQLite everybody else who writes
waits until all of them have moved, and in the end gives up."""


def confirm(desk: ExpertDesk, id: str) -> Meeting:
    """Confirm what was counted, as who chaired the meeting; every application goes on or ends. Of
    more than AT_ONCE the results stand at once and the applications move by a job, so that nobody
    who writes waits for hundreds of them.

    :raises NotFound, NotYours: as `seat_of`, or somebody else chaired
    :raises NotWritable: the vote is not closed
    :raises Decided: it was confirmed before
    :raises NoHolder: nobody would be responsible at the next node
    """
    seat = seat_of(desk, id)
    polls = polls_of(seat.meeting)
    many = len(polls) > AT_ONCE
    names = [] if many else [f"application:{one.application_id}" for one in polls]
    with write(f"batch:{seat.meeting.batch_id}", *names):
        meeting = seat_of(desk, id).meeting
        if meeting.host_id != desk.expert.id:
            raise NotYours
        if meeting.state in ("planned", "open"):
            raise NotWritable("投票还没有结束，结束后才能确认结果。")
        if meeting.state != "closed":
            raise Decided(what="会议", state=STATES[meeting.state], by="", at=meeting.confirmed_at)
        meeting.state, meeting.confirmed_at = "confirmed", desk.now
        meeting.save(only=[Meeting.state, Meeting.confirmed_at])
        record(meeting, "result-confirmed", desk.account, desk.now)
        notices.put_aside(link=f"/expert/meetings/{meeting.id}", now=desk.now)
        results, voted_on = [], polls_of(meeting)
        for poll in voted_on:
            tally = tally_of(poll)
            outcome = outcome_of(tally, packs_rule(desk.packs, poll))
            results.append(_store(poll, tally, outcome, desk.account, desk.now))
        if many:
            enqueue(
                JOB,
                f"办理评审结果：{meeting.batch.name}",
                [
                    {
                        "result": one.id,
                        "application": one.application_id,
                        "name": poll.application.person.name,
                    }
                    for one, poll in zip(results, voted_on, strict=True)
                ],
                account=desk.account,
                unit=meeting.batch.unit,
                payload={"meeting": meeting.id, "batch": meeting.batch_id},
                now=desk.now,
            )
        else:
            for one in results:
                carry_out(desk.packs, one.id, actor=desk.account, now=desk.now)
            finish(meeting, actor=desk.account, now=desk.now)
    return meeting


def carry_out(packs: Packs, result: str, *, actor: Account, now: datetime) -> None:
    """Let an application follow the result in force that it has, inside the `write()` of its name;
    one that has moved already stays where it is.

    :raises NoHolder: nobody would be responsible at the next node
    """
    found: Result = Result.get_by_id(result)
    at: Application = Application.get_by_id(found.application_id)
    seen = (found.round, found.node)
    if found.replaced_at is not None or at.state != "submitted" or (at.round, at.node) != seen:
        return
    draft = _open(packs, at, actor, now)
    unit = found.meeting.batch.unit
    _move(draft, found.outcome, found, actor=actor, unit=unit, now=now)


def finish(meeting: Meeting, *, actor: Account | None, now: datetime) -> None:
    """The batch was voted on, and the office is told, once every application has followed its
    result; inside `write(f"batch:{id}")`, and may be repeated."""
    left = (
        Result.select()
        .join(Application)
        .where(
            Result.meeting == meeting,
            Result.replaced_at.is_null(),
            Application.state == "submitted",
            Application.round == Result.round,
            Application.node == Result.node,
        )
    )
    batch = meeting.batch
    if left.exists() or batch.state != "closed":
        return
    change_state(batch, "closed", "voted", actor=actor, now=now)
    notices.notify(
        batch.unit,
        f"“{batch.name}”的评审结果已由主持人确认。",
        link=f"/committee/meetings/{meeting.id}",
        key=f"meeting:{meeting.id}:confirmed",
        now=now,
    )


def result_of(application: Application) -> Result | None:
    """The result in force of an application in its round, None before there is one."""
    found: Result | None = Result.get_or_none(
        Result.application == application,
        Result.round == application.round,
        Result.replaced_at.is_null(),
    )
    return found


def results_in(meeting: Meeting) -> dict[str, Result]:
    """The results in force of what a meeting decided about, by application."""
    query = Result.select().where(Result.meeting == meeting, Result.replaced_at.is_null())
    return {one.application_id: one for one in query}


def results_of(application: Application) -> list[Result]:
    """Every result that an application ever had, the newest first."""
    query = Result.select().where(Result.application == application)
    return list(query.order_by(Result.made_at.desc(), Result.id.desc()))


def correct(
    desk: ReviewDesk, application: str, counts: Mapping[str, int], reason: str, seen: str
) -> Result:
    """Correct the counts of a result; an application whose outcome changes is moved accordingly.

    `seen` is the id of the result that was looked at.

    :raises NotFound, NotYours: the application is in no batch of this committee, or has no result
    :raises BadChoice: no reason, or counts that do not fit together
    :raises OwnApplication: it is the operator's own
    :raises NotWritable: the publicity of the results has ended, or the application went further
    :raises Decided: somebody else has corrected it
    """
    reason = read_opinion(reason, MAX_REASON, "更正原因")
    if not reason:
        raise BadChoice({"reason": "更正评审结果时，请填写原因。"})
    batch = member_of(desk.unit, application).batch_id
    with write(f"batch:{batch}", f"application:{application}"):
        found = member_of(desk.unit, application)
        check_not_own(desk.operator, found.person)
        before = result_of(found)
        if before is None:
            raise NotFound("评审结果")
        if before.id != seen:
            raise Decided(what="评审结果", state=OUTCOMES[before.outcome], by="", at=before.made_at)
        _check_correctable(desk, found, turns=False)
        draft = _open(desk.packs, found, desk.operator, desk.now)
        node = draft.standard.workflow.node(before.node)
        tally = _corrected(before, counts)
        wrong = check_tally(tally, vote_rule(node))
        if wrong:
            raise BadChoice({"counts": "".join(wrong)})
        outcome = outcome_of(tally, vote_rule(node))
        _check_correctable(desk, found, turns=outcome != before.outcome)
        after = _replace(before, tally, outcome, desk, reason)
        if outcome != before.outcome and node is not None:
            _reverse(desk, draft, node, after)
        _tell(desk, found, before, after, reason)
    return after


def _corrected(before: Result, counts: Mapping[str, int]) -> Tally:
    """The same meeting with other votes; an unvoted ballot stays one unless it is typed."""
    return Tally(
        members=before.members,
        present=before.present,
        recused=before.recused,
        **{key: counts.get(key, getattr(before, key)) for key in (*COUNTS, "unvoted")},
    )


def why_not_correctable(application: Application, today: str, *, turns: bool = False) -> str:
    """Why the result of an application cannot be corrected (any more), "" where it can; `turns`
    where the outcome would change."""
    batch = application.batch
    shown = Publicity.select().where(
        Publicity.batch == batch, Publicity.kind == "result", Publicity.state != "withdrawn"
    )
    over = [one for one in shown if one.state != "running" or one.ends_on < today]
    if batch is not None and batch.state == "closed":
        return "评审结果正在逐项办理，全部办完以后才能更正。"
    if batch is None or batch.state not in ("voted", "publicised") or over:
        return "评审结果公示已经结束，结果不能再更正；确有错误的，请按规定复查。"
    if turns and batch.state == "publicised":
        return "评审结果正在公示，更正会改变通过与否。请先撤销公示，更正后重新公示。"
    return ""


def _check_correctable(desk: ReviewDesk, application: Application, *, turns: bool) -> None:
    reason = why_not_correctable(application, desk.now.date().isoformat(), turns=turns)
    if reason:
        raise NotWritable(reason)


def _store(poll: Poll, tally: Tally, outcome: str, actor: Account, now: datetime) -> Result:
    made: Result = Result.create(
        application=poll.application,
        meeting=poll.meeting_id,
        round=poll.round,
        node=poll.node,
        outcome=outcome,
        made_at=now,
        made_by=actor.id,
        **_counts(tally),
    )
    return made


def _replace(before: Result, tally: Tally, outcome: str, desk: ReviewDesk, reason: str) -> Result:
    Result.update(replaced_at=desk.now).where(Result.id == before.id).execute()
    made: Result = Result.create(
        application=before.application_id,
        meeting=before.meeting_id,
        round=before.round,
        node=before.node,
        outcome=outcome,
        made_at=desk.now,
        made_by=desk.operator.id,
        reason=reason,
        **_counts(tally),
    )
    return made


def _counts(tally: Tally) -> dict[str, int]:
    names = ("members", "present", "recused", "agree", "against", "abstain", "unvoted")
    return {name: getattr(tally, name) for name in names}


def _open(packs: Packs, application: Application, actor: Account, now: datetime) -> Draft:
    stored: Application = Application.get_by_id(application.id)
    snapshot = last_snapshot(stored)
    if snapshot is None:
        raise NotFound("申报材料")
    person: Person = stored.person
    return open_snapshot(packs, person, stored, snapshot, now=now, actor=actor)


def _move(
    draft: Draft,
    outcome: str,
    result: Result,
    *,
    actor: Account,
    unit: Unit,
    now: datetime,
) -> None:
    action: Action = "pass" if outcome == "passed" else "refuse"
    said = f"到会 {result.present} 人，同意 {result.agree} 票，反对 {result.against} 票，弃权 "
    said += f"{result.abstain + result.unvoted} 票，评审{OUTCOMES[outcome]}。"
    details = {"result": result.id, "meeting": result.meeting_id}
    move(draft, action, actor=actor, unit=unit, now=now, opinion=said, details=details)


def _reverse(desk: ReviewDesk, draft: Draft, node: ReviewNode, result: Result) -> None:
    """Let an application follow a corrected outcome: on from its node, or end after all."""
    application = draft.application
    beyond = next_node(draft.standard.workflow, node.id)
    if result.outcome == "refused":
        at = draft.standard.workflow.node(application.node)
        if application.state != "submitted" or at is None or beyond is None or at != beyond:
            raise NotWritable("这项申报已进入后面的环节，结果不能再更正。")
        opinion = f"评审结果更正为未通过：{result.reason}"
        move(
            draft, "refuse", actor=desk.operator, unit=desk.unit, now=desk.now, opinion=opinion,
            details={"result": result.id},
        )  # fmt: skip
        return
    if application.state != "terminated" or application.node != node.id:
        raise NotWritable("这项申报已不在评审环节，结果不能再更正。")
    Application.update(state="submitted").where(Application.id == application.id).execute()
    application.state = "submitted"
    open_task(draft, node, desk.unit, now=desk.now)
    _move(draft, "passed", result, actor=desk.operator, unit=desk.unit, now=desk.now)


def _tell(
    desk: ReviewDesk, application: Application, before: Result, after: Result, reason: str
) -> None:
    said: dict[str, Any] = {
        "before": before.id,
        "after": after.id,
        "was": [before.outcome, before.agree, before.against, before.abstain],
        "is": [after.outcome, after.agree, after.against, after.abstain],
        "reason": reason,
    }
    subjects = (f"application:{application.id}", f"meeting:{after.meeting_id}")
    for subject in subjects:
        events.record(subject, "result-corrected", actor=desk.operator, now=desk.now, details=said)
    tell_auditors(
        application.province,
        f"{desk.unit.name}更正了一项评审结果（{OUTCOMES[before.outcome]} → "
        f"{OUTCOMES[after.outcome]}）：{reason[:200]}",
        key=f"correction:{after.id}",
        now=desk.now,
    )
