"""Demonstration applications in the hands of their committee, so that its desks have something to
do: being read by experts, before an open vote, called to an exam, shown with an objection.

Steps of `then:` in `web/demo/*.yaml`, once an application was brought there (`{do: through, to:
committee}`): `{do: read | meet | examine, batch: …}`, and at the node of publicity `{do: show,
objection: {…}}`. Made by the services of the real rooms.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from web.models import Application, Batch, Shown
from web.services import (
    acceptance,
    assigning,
    batches,
    demo_meeting,
    expert_groups,
    expert_reading,
    objections,
    publicising,
    seating,
    sittings,
)
from web.services.committee_node import committee_node
from web.services.errors import NotWritable
from web.services.expert_reading import Said
from web.services.objections import ObjectionAnswers
from web.services.publicity_words import PublicityAnswers
from web.services.reviewing import ReviewDesk

Json = dict[str, Any]
UNTIL_EXAM = timedelta(days=20)
OPINION = "主要业绩真实，技术水平达到申报职称的要求，同意提交评审会议。"


def furnish(desk: ReviewDesk, application: str, step: Json) -> None:
    """Take one of these steps; nothing where the committee has no experts in their term."""
    if demo_meeting.can_meet(desk):
        STEPS[step["do"]](desk, Application.get_by_id(application), step)


def _read(desk: ReviewDesk, application: Application, step: Json) -> None:
    """Everybody has it to read; the last of them has said something."""
    batch = _accepted(desk, application, step["batch"])
    people = [one.id for one in demo_meeting.members(desk)]
    group = expert_groups.name_group(desk, batch.id, "第一评议组", people, people[0])
    assigning.assign_evenly(desk, batch.id, len(people), group=group.id)
    last = next(o for o in assigning.assignments_in(batch) if o.expert_id == people[-1])
    node = committee_node(desk.packs, application)
    criteria = node.scoring.criteria if node is not None and node.scoring is not None else ()
    points = {one.id: one.max * 4 // 5 for one in criteria}
    said = Said(points=points, advice="agree", opinion=OPINION)
    expert_reading.submit(demo_meeting.desk_of(desk, last.expert), last.id, said, 0)


def _meet(desk: ReviewDesk, application: Application, step: Json) -> None:
    """The committee meets today, and the vote is open."""
    batch = _accepted(desk, application, step["batch"])
    batches.close(desk, batch.id)
    demo_meeting.call(desk, batch)


def _examine(desk: ReviewDesk, application: Application, step: Json) -> None:
    """There is a seat in an exam; the ticket is not given out yet."""
    _accepted(desk, application, step["batch"])
    paper = next(p for p in sittings.papers_of(desk) if p == f"{application.plan}|{step['paper']}")
    asked = sittings.SittingAnswers(
        paper=paper,
        name="第一考场",
        day=(desk.now.date() + UNTIL_EXAM).isoformat(),
        from_time="09:00",
        to_time="11:00",
        place=step["place"],
        seats=30,
    )
    seating.allocate(desk, sittings.make_sitting(desk, asked).id)


def _show(desk: ReviewDesk, application: Application, step: Json) -> None:
    """The result is shown, and somebody objects; not in a year that no calendar arranges."""
    batch = application.batch
    assert batch is not None  # a meeting passed it
    today = desk.now.date().isoformat()
    asked = PublicityAnswers(starts_on=today, place="评委会门户网站")
    try:
        publicity = publicising.start_result(desk, batch.id, asked)
    except NotWritable:
        return
    shown = Shown.get(Shown.publicity == publicity)
    against = ObjectionAnswers(shown=shown.id, **step["objection"])
    objections.object_to(publicity, against, source="hand", actor=desk.operator, now=desk.now)


STEPS: Mapping[str, Callable[[ReviewDesk, Application, Json], None]] = {
    "read": _read,
    "meet": _meet,
    "examine": _examine,
    "show": _show,
}


def _accepted(desk: ReviewDesk, application: Application, name: str) -> Batch:
    """The batch of that name with the application in it."""
    batch = batches.make_batch(desk, application.plan, name)
    acceptance.accept(desk, application.id, batch.id)
    return batch
