"""Meetings of a committee: made for a batch, members named or drawn, attendance, opening.

Nothing is opened without the quorum, nor chaired by anybody but the committee's chair or a vice
chair who is there (人社部令第40号). Everything about a batch's meeting happens under the name of
the batch, so that a vote, a closing and a recusal never cross.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import IntegrityError

from engine.committee.drawing import draw
from engine.committee.model import VoteRule
from engine.committee.vote import has_quorum, least_present
from web.models import (
    Account,
    Application,
    Attendance,
    Ballot,
    Batch,
    Expert,
    Meeting,
    Person,
    Poll,
    Unit,
    Voted,
    write,
)
from web.services import events, experts, notices
from web.services.auditors import tell_auditors
from web.services.batches import STATES as BATCH_STATES
from web.services.batches import batch_of
from web.services.committee_node import one_rule, waiting_in
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
OFFICES = {"chair": "主任委员", "vice": "副主任委员", "member": "委员"}
PRESENCE = {"present": "出席", "late": "迟到", "absent": "缺席"}
THERE = frozenset({"present", "late"})
WAYS = {"online": "在线投票", "paper": "纸质投票"}
MAX_PLACE = 100
MOST_MEMBERS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Plenum:
    """Who belongs to a meeting: its members, those who are there, and what the rule asks."""

    members: tuple[Attendance, ...]
    rule: VoteRule

    @property
    def present(self) -> tuple[Attendance, ...]:
        """The members who are there."""
        return tuple(one for one in self.members if one.state in THERE)

    @property
    def least(self) -> int:
        """How many have to be."""
        return least_present(len(self.members), self.rule)

    @property
    def has_quorum(self) -> bool:
        """Whether enough are there."""
        return has_quorum(len(self.members), len(self.present), self.rule)

    @property
    def lacking(self) -> int:
        """How many members are not named whom the pack says the committee has: a quorum of those
        who happen to be named would be none (出席人数不少于评委会人数的三分之二)."""
        return max(0, self.rule.members - len(self.members))

    @property
    def is_even(self) -> bool:
        """Whether the number of members is even, which it should not be (评委会单数)."""
        return len(self.members) % 2 == 0


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


def seats_of(meeting: Meeting) -> list[Attendance]:
    """The members of a meeting with their experts, the chair first."""
    query: Any = Attendance.select(Attendance, Expert).join(Expert)
    found = list(query.where(Attendance.meeting == meeting).order_by(Expert.name, Attendance.id))
    return sorted(found, key=lambda one: list(OFFICES).index(one.office))


def plenum_of(desk: ReviewDesk, meeting: Meeting) -> Plenum:
    """Who belongs to a meeting, judged by the rule of what it is about."""
    waiting = waiting_in(desk.packs, meeting.batch)
    return Plenum(members=tuple(seats_of(meeting)), rule=one_rule(desk.packs, waiting))


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


def seat(desk: ReviewDesk, id: str, members: Sequence[str], office: str = "member") -> int:
    """Name members of a planned meeting; how many were added.

    :raises BadChoice: nobody chosen, or no such office
    :raises NotWritable: the meeting is open or over
    """
    meeting = meeting_of(desk.unit, id)
    if office not in OFFICES:
        raise BadChoice({"office": "请选择职务。"})
    with write(f"batch:{meeting.batch_id}"):
        meeting = _planned(desk, id)
        people = experts.named(experts.available(desk.unit, meeting.day), members)
        if not people:
            raise BadChoice({"member": "请勾选委员。"})
        added = [one for one in people if _add(meeting, one, office)]
        said = {"members": [one.id for one in added], "office": office}
        record(meeting, "members-named", desk.operator, desk.now, **said)
    return len(added)


def draw_members(desk: ReviewDesk, id: str, number: int) -> int:
    """Draw so many members of a planned meeting by lot, of all who are available and no members
    yet; how many were drawn.

    :raises BadChoice: not a number that can be drawn
    :raises NotWritable: the meeting is open or over
    """
    meeting = meeting_of(desk.unit, id)
    with write(f"batch:{meeting.batch_id}"):
        meeting = _planned(desk, id)
        taken = {one.expert_id for one in seats_of(meeting)}
        ready = experts.available(desk.unit, meeting.day)
        pool = [one.id for one in ready if one.id not in taken]
        if not 1 <= number <= min(len(pool), MOST_MEMBERS):
            raise BadChoice({"number": f"可抽取的专家有 {len(pool)} 人，请填写 1 至 {len(pool)}。"})
        seed = secrets.token_hex(16)
        drawn = draw(pool, number, seed)
        for one in experts.named(ready, drawn):
            _add(meeting, one, "member")
        said = {"pool": sorted(pool), "seed": seed, "drawn": list(drawn)}
        record(meeting, "members-drawn", desk.operator, desk.now, **said)
    return len(drawn)


def unseat(desk: ReviewDesk, id: str, member: str) -> None:
    """Take somebody off the members of a planned meeting.

    :raises NotWritable: the meeting is open or over
    """
    meeting = meeting_of(desk.unit, id)
    with write(f"batch:{meeting.batch_id}"):
        meeting = _planned(desk, id)
        Attendance.delete().where(Attendance.meeting == meeting, Attendance.id == member).execute()
        record(meeting, "member-removed", desk.operator, desk.now, member=member)


def attend(
    desk: ReviewDesk,
    id: str,
    presence: Mapping[str, str],
    offices: Mapping[str, str] | None = None,
) -> None:
    """Record who is there, by the id of the seat, and before the opening who has which office.

    While votes are given, somebody may still come late; who has voted is there.

    :raises BadChoice: no such presence or office
    :raises NotWritable: the votes are counted, or somebody who has voted would be absent
    """
    meeting = meeting_of(desk.unit, id)
    if set(presence.values()) - set(PRESENCE) or set((offices or {}).values()) - set(OFFICES):
        raise BadChoice({"presence": "请选择出席、迟到或缺席。"})
    with write(f"batch:{meeting.batch_id}"):
        meeting = meeting_of(desk.unit, id)
        if meeting.state not in ("planned", "open"):
            raise NotWritable("投票已经结束，出席情况不能再改。")
        changed = {}
        for one in seats_of(meeting):
            state = presence.get(one.id, one.state)
            office = (offices or {}).get(one.id, one.office)
            if meeting.state == "open":
                office = one.office
                _check_still_there(one, state)
            if (state, office) != (one.state, one.office):
                one.state, one.office = state, office
                one.save(only=[Attendance.state, Attendance.office])
                changed[one.expert_id] = f"{state}/{office}"
        if changed:
            record(meeting, "attendance", desk.operator, desk.now, changed=changed)


def open_vote(desk: ReviewDesk, id: str, host: str) -> Meeting:
    """Open the vote on everything of the batch that waits for the committee.

    :raises BadChoice: the host is not the chair or a vice chair who is there
    :raises NotWritable: there is no quorum, no roster, or nothing to vote on
    :raises Decided: it was opened before
    """
    meeting = meeting_of(desk.unit, id)
    with write(f"batch:{meeting.batch_id}"):
        meeting = meeting_of(desk.unit, id)
        if meeting.state != "planned":
            raise Decided(what="会议", state=STATES[meeting.state], by="", at=meeting.opened_at)
        if meeting.batch.state != "closed":
            raise NotWritable("批次没有封存，不能开始投票。请先在批次中封存名单。")
        waiting = waiting_in(desk.packs, meeting.batch)
        if not waiting:
            raise NotWritable("这个批次没有等待评审的申报，不能开始投票。")
        plenum = Plenum(members=tuple(seats_of(meeting)), rule=one_rule(desk.packs, waiting))
        if plenum.lacking:
            raise NotWritable(
                f"评委会应有 {plenum.rule.members} 名委员，名单中还少 {plenum.lacking} 名。"
                "出席人数按全体委员计算，请先把未出席的委员也列入名单。"
            )
        if not plenum.has_quorum:
            raise NotWritable(
                f"应到 {len(plenum.members)} 人，实到 {len(plenum.present)} 人，"
                f"至少 {plenum.least} 人出席才能开会。请核对出席情况。"
            )
        chairing = next((one for one in plenum.present if one.id == host), None)
        if chairing is None or chairing.office not in ("chair", "vice"):
            raise BadChoice({"host": "会议由出席的主任委员或副主任委员主持，请选择主持人。"})
        for number, application in enumerate(waiting, 1):
            Poll.create(
                meeting=meeting,
                application=application,
                round=application.round,
                node=application.node,
                number=number,
            )
        meeting.state, meeting.opened_at, meeting.host = "open", desk.now, chairing.expert
        meeting.save(only=[Meeting.state, Meeting.opened_at, Meeting.host])
        said = {
            "members": len(plenum.members),
            "present": len(plenum.present),
            "host": chairing.expert_id,
            "applications": [one.id for one in waiting],
        }
        record(meeting, "vote-opened", desk.operator, desk.now, **said)
        if meeting.way == "online":
            _call(meeting, plenum, desk.now)
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


def _planned(desk: ReviewDesk, id: str) -> Meeting:
    meeting = meeting_of(desk.unit, id)
    if meeting.state != "planned":
        raise NotWritable(f"会议{STATES[meeting.state]}，委员名单不能再改。")
    return meeting


def _add(meeting: Meeting, expert: Expert, office: str) -> bool:
    known = Attendance.get_or_none(Attendance.meeting == meeting, Attendance.expert == expert)
    if known is not None:
        return False
    Attendance.create(meeting=meeting, expert=expert, office=office)
    return True


def _check_still_there(one: Attendance, state: str) -> None:
    """While votes are given, only a member who was absent may come, and be late."""
    if state == one.state:
        return
    if one.state != "absent":
        raise NotWritable(
            f"投票已经开始，{one.expert.name}已经出席，不能改为{PRESENCE[state]}。"
            "确有差错时，请作废本次会议，重新开会表决。"
        )
    if state != "late":
        raise NotWritable(f"投票已经开始，{one.expert.name}只能记为迟到。")


def _call(meeting: Meeting, plenum: Plenum, now: datetime) -> None:
    for one in plenum.present:
        notices.notify(
            one.expert.account,
            f"“{meeting.batch.name}”评审会议开始投票，请投票。",
            link=f"/expert/meetings/{meeting.id}",
            key=f"meeting:{meeting.id}:{one.id}",
            now=now,
        )
