"""An office of a committee with something in each of its rooms: a batch, readers, an open vote,
a sitting. Made by the services, for pages that are only looked at."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.web.chains import act, desk_of, holder
from web.models import Account, Application, Result
from web.services import (
    acceptance,
    assigning,
    attendance,
    batches,
    expert_groups,
    meeting_opening,
    meetings,
    sittings,
)
from web.services.packs import Packs
from web.services.reviewing import ReviewDesk


def furnish_office(packs: Packs, login: str, now: datetime) -> list[str]:
    """Bring the application that somebody handed in to its committee, and on until the vote; the
    addresses of its meeting and of a result from before."""
    person = Account.get(Account.login == login).person
    application: Application = Application.get(
        Application.person == person, Application.state == "submitted"
    )
    while holder(application.id).kind != "committee":
        application = act(packs, application.id, now=now)
    desk = desk_of(packs, holder(application.id), now=now)
    batch = batches.make_batch(desk, application.plan, "第二批")
    acceptance.accept(desk, application.id, batch.id)
    _make_sitting(desk, application.plan)
    expert_groups.draw_group(desk, batch.id, "第一评议组", 5)
    assigning.assign_evenly(desk, batch.id, 5)
    batches.close(desk, batch.id)
    meeting = _open_vote(desk, batch.id)
    decided = Result.get().application_id
    return [f"/committee/meetings/{meeting}", f"/committee/results/{decided}"]


def _make_sitting(desk: ReviewDesk, plan: str) -> None:
    paper = next(key for key in sittings.papers_of(desk) if key.startswith(plan))
    day = desk.now.date() + timedelta(days=9)
    asked = sittings.SittingAnswers(
        paper=paper,
        name="第一考场",
        day=day.isoformat(),
        from_time="09:00",
        to_time="11:00",
        place="合肥市某考点",
        seats=30,
    )
    sittings.make_sitting(desk, asked)


def _open_vote(desk: ReviewDesk, batch: str) -> str:
    meeting = meetings.plan_meeting(desk, batch, desk.now.date().isoformat(), "会议室", "online")
    attendance.draw_members(desk, meeting.id, 5)
    seats = [one.id for one in attendance.seats_of(meeting)]
    presence = dict.fromkeys(seats, "present")
    attendance.attend(desk, meeting.id, presence, {seats[0]: "chair"})
    meeting_opening.open_vote(desk, meeting.id, seats[0])
    return meeting.id
