"""Meetings of a committee: made for a batch, and void again. Who belongs to one is
`services.attendance`, how its vote begins `services.meeting_opening`.

Everything about a batch's meeting happens under the name of the batch, so that a vote, a closing
and a recusal never cross.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from peewee import IntegrityError

from web.models import (
    Account,
    Application,
    Ballot,
    Batch,
    Meeting,
    Person,
    Poll,
    Unit,
    Voted,
    write,
)
from web.services import events, notices
from web.services.auditors import tell_auditors
from web.services.batches import STATES as BATCH_STATES
from web.services.batches import batch_of
from web.services.committee_node import waiting_in
from web.services.days import read_day
from web.services.errors import BadChoice, Decided, NotFound, NotWritable
from web.services.opinions import read_opinion
from web.services.reviewing import ReviewDesk

STATES = {
    "planned": "筹备中",
    "open": "投票中",
    "closed": "已计票，待主持人确认",
    "confirmed": "已确认",
    "void": "已作废",
}
TONES = {"planned": "info", "open": "warn", "closed": "warn", "confirmed": "good", "void": "bad"}
WAYS = {"online": "在线投票", "paper": "纸质投票"}
MAX_PLACE = 100


def meetings_of(committee: Unit) -> Any:
    """The meetings of a committee with their batches as a query, the newest first."""
    query = Meeting.select(Meeting, Batch).join(Batch).where(Batch.unit == committee)
    return query.order_by(Meeting.day.desc(), Meeting.id.desc())


def meeting_of(committee: Unit, id: str) -> Meeting:
    """A meeting of this committee.

    :raises NotFound, NotYours: there is none
    """
    found: Meeting | None = Meeting.get_or_none(Meeting.id == id)
    if found is None:
        raise NotFound("评审会议")
    batch_of(committee, found.batch_id)
    return found


def plan_meeting(desk: ReviewDesk, batch: str, day: str, place: str, way: str) -> Meeting:
    """Make a meeting for a batch whose roster stands.

    :raises BadChoice: no day, place or way of voting
    :raises NotWritable: the batch is not closed, or nothing of it waits for the committee
    :raises Decided: there is a meeting about it already
    """
    found = batch_of(desk.unit, batch)
    wrong = {}
    if read_day(day) is None:
        wrong["day"] = "请填写会议日期，如 2026-11-20。"
    place = place.strip()
    if not place or len(place) > MAX_PLACE:
        wrong["place"] = f"请填写会议地点，不超过 {MAX_PLACE} 字。"
    if way not in WAYS:
        wrong["way"] = "请选择投票方式。"
    if wrong:
        raise BadChoice(wrong)
    try:
        with write(f"batch:{batch}"):
            found = batch_of(desk.unit, batch)
            if found.state != "closed":
                raise NotWritable(
                    f"批次“{found.name}”{BATCH_STATES[found.state]}。请在批次封存之后、公示之前开会。"
                )
            if not waiting_in(desk.packs, found):
                raise NotWritable("这个批次没有等待评审的申报，不能开会。")
            meeting: Meeting = Meeting.create(
                batch=found, day=day, place=place, way=way, created_at=desk.now
            )
            record(meeting, "meeting-planned", desk.operator, desk.now, day=day, place=place)
    except IntegrityError:
        raise Decided(what="会议", state="这个批次已有会议", by="", at=None) from None
    return meeting


def void(desk: ReviewDesk, id: str, reason: str) -> Meeting:
    """Void a meeting whose result was not confirmed: its votes are gone, another can be held. Who
    does it knowing the counts is reported to the audit administrators.

    :raises BadChoice: no reason
    :raises Decided: it was confirmed or voided before
    """
    reason = read_opinion(reason, 500, "作废原因")
    if not reason:
        raise BadChoice({"reason": "作废会议时，请填写原因。"})
    meeting = meeting_of(desk.unit, id)
    with write(f"batch:{meeting.batch_id}"):
        meeting = meeting_of(desk.unit, id)
        if meeting.state in ("confirmed", "void"):
            raise Decided(what="会议", state=STATES[meeting.state], by="", at=meeting.closed_at)
        if meeting.state == "closed":
            tell_auditors(
                desk.unit.province,
                f"{desk.unit.name}作废了“{meeting.batch.name}”已计票的会议：{reason[:200]}",
                key=f"meeting:{id}:void",
                now=desk.now,
            )
        polls = Poll.select(Poll.id).where(Poll.meeting == meeting)
        Ballot.delete().where(Ballot.poll << polls).execute()
        Voted.delete().where(Voted.poll << polls).execute()
        meeting.state = "void"
        meeting.save(only=[Meeting.state])
        notices.put_aside(link=f"/expert/meetings/{meeting.id}", now=desk.now)
        record(meeting, "meeting-void", desk.operator, desk.now, reason=reason)
    return meeting


def polls_of(meeting: Meeting) -> list[Poll]:
    """What is voted on in a meeting, with people and units, in its order."""
    query: Any = (
        Poll.select(Poll, Application, Person, Unit)
        .join_from(Poll, Application)
        .join_from(Application, Person)
        .join_from(Application, Unit, "LEFT OUTER JOIN")
        .where(Poll.meeting == meeting)
    )
    return list(query.order_by(Poll.number))


def record(
    meeting: Meeting, action: str, actor: Account | None, now: datetime, **details: Any
) -> None:
    """Append what was done in a meeting to its record."""
    said = {"batch": meeting.batch_id, **details}
    events.record(f"meeting:{meeting.id}", action, actor=actor, now=now, details=said)
