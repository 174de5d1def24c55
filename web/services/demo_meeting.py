"""A meeting of demonstration data: a batch, the experts of the committee, their votes, its result.

Held by the same services as a real one, so that its pages, tables and events are whole.
"""

from __future__ import annotations

from collections.abc import Sequence

from web.models import Application, Expert
from web.services import acceptance, batches, experts, meetings, verdicts, voting
from web.services.expert_reading import ExpertDesk
from web.services.reviewing import ReviewDesk


def can_meet(desk: ReviewDesk) -> bool:
    """Whether the committee has experts who could meet today."""
    return bool(_experts(desk))


def hold(desk: ReviewDesk, application: Application, name: str) -> None:
    """Let the committee accept an application and vote on it today: all of its experts agree but
    the last."""
    batch = batches.make_batch(desk, application.plan, name)
    acceptance.accept(desk, application.id, batch.id)
    batches.close(desk, batch.id)
    people = _experts(desk)
    day = desk.now.date().isoformat()
    meeting = meetings.plan_meeting(desk, batch.id, day, "第一会议室", "online")
    meetings.seat(desk, meeting.id, [one.id for one in people])
    seats = meetings.seats_of(meeting)
    chair = next(one for one in seats if one.expert_id == people[0].id)
    there = dict.fromkeys((one.id for one in seats), "present")
    meetings.attend(desk, meeting.id, there, {chair.id: "chair"})
    meetings.open_vote(desk, meeting.id, chair.id)
    polls = [one.id for one in meetings.polls_of(meeting)]
    for person in people:
        choice = "against" if person is people[-1] else "agree"
        voting.vote(_desk_of(desk, person), meeting.id, dict.fromkeys(polls, choice))
    voting.close_vote(desk, meeting.id)
    verdicts.confirm(_desk_of(desk, people[0]), meeting.id)


def _experts(desk: ReviewDesk) -> Sequence[Expert]:
    return experts.available(desk.unit, desk.now.date().isoformat())


def _desk_of(desk: ReviewDesk, person: Expert) -> ExpertDesk:
    return ExpertDesk(expert=person, account=person.account, packs=desk.packs, now=desk.now)
