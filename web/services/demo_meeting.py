"""A meeting of demonstration data: a batch, the experts of the committee, their votes, its result.

Held by the same services as a real one, so that its pages, tables and events are whole.
"""

from __future__ import annotations

from collections.abc import Sequence

from web.models import Application, Batch, Expert, Meeting
from web.services import (
    acceptance,
    attendance,
    batches,
    experts,
    meeting_opening,
    meetings,
    verdicts,
    voting,
)
from web.services.expert_reading import ExpertDesk
from web.services.reviewing import ReviewDesk


def can_meet(desk: ReviewDesk) -> bool:
    """Whether the committee has experts who could meet today."""
    return bool(members(desk))


def hold(desk: ReviewDesk, application: Application, name: str) -> None:
    """Let the committee accept an application and vote on it today: all of its experts agree but
    the last."""
    batch = batches.make_batch(desk, application.plan, name)
    acceptance.accept(desk, application.id, batch.id)
    batches.close(desk, batch.id)
    meeting = call(desk, batch)
    people = members(desk)
    polls = [one.id for one in meetings.polls_of(meeting)]
    for person in people:
        choice = "against" if person is people[-1] else "agree"
        voting.vote(desk_of(desk, person), meeting.id, dict.fromkeys(polls, choice))
    voting.close_vote(desk, meeting.id)
    verdicts.confirm(desk_of(desk, people[0]), meeting.id)


def call(desk: ReviewDesk, batch: Batch) -> Meeting:
    """A meeting about a closed batch today: all experts are there, the first of them in the chair,
    and the vote is open."""
    people = members(desk)
    day = desk.now.date().isoformat()
    meeting = meetings.plan_meeting(desk, batch.id, day, "第一会议室", "online")
    attendance.seat(desk, meeting.id, [one.id for one in people])
    seats = attendance.seats_of(meeting)
    chair = next(one for one in seats if one.expert_id == people[0].id)
    there = dict.fromkeys((one.id for one in seats), "present")
    attendance.attend(desk, meeting.id, there, {chair.id: "chair"})
    return meeting_opening.open_vote(desk, meeting.id, chair.id)


def members(desk: ReviewDesk) -> Sequence[Expert]:
    """The experts of the committee in their term, who are its members here."""
    return experts.available(desk.unit, desk.now.date().isoformat())


def desk_of(desk: ReviewDesk, person: Expert) -> ExpertDesk:
    """The desk of an expert at the moment of the office."""
    return ExpertDesk(expert=person, account=person.account, packs=desk.packs, now=desk.now)
