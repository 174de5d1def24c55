"""Who belongs to a meeting: members named or drawn by lot, who is there, and with which office."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.committee.drawing import draw
from engine.committee.model import VoteRule
from engine.committee.vote import has_quorum, least_present
from web.models import Attendance, Expert, Meeting, write
from web.services import experts
from web.services.committee_node import one_rule, waiting_in
from web.services.errors import BadChoice, NotWritable
from web.services.meetings import STATES, meeting_of, record
from web.services.reviewing import ReviewDesk

OFFICES = {"chair": "主任委员", "vice": "副主任委员", "member": "委员"}
PRESENCE = {"present": "出席", "late": "迟到", "absent": "缺席"}
THERE = frozenset({"present", "late"})
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


def seats_of(meeting: Meeting) -> list[Attendance]:
    """The members of a meeting with their experts, the chair first."""
    query: Any = Attendance.select(Attendance, Expert).join(Expert)
    found = list(query.where(Attendance.meeting == meeting).order_by(Expert.name, Attendance.id))
    return sorted(found, key=lambda one: list(OFFICES).index(one.office))


def plenum_of(desk: ReviewDesk, meeting: Meeting) -> Plenum:
    """Who belongs to a meeting, judged by the rule of what it is about."""
    waiting = waiting_in(desk.packs, meeting.batch)
    return Plenum(members=tuple(seats_of(meeting)), rule=one_rule(desk.packs, waiting))


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
