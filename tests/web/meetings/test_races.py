"""Two at the same moment, on both databases: one of them wins, the other is told."""

from __future__ import annotations

from functools import partial

from tests.web.database.test_races import outcomes
from tests.web.meetings.conftest import Board
from web.models import Assignment, Ballot, Voted, database
from web.services import assigning, expert_reading, meetings, recusals, verdicts, voting
from web.services.events import broken_chains
from web.services.expert_reading import Said
from web.services.voting import to_vote_on


def test_vote_sent_twice_at_once_counts_once(board: Board) -> None:
    meeting = board.open()
    desk = board.expert_desk(1)
    choices = {one.id: "agree" for one in to_vote_on(desk, meeting)[0]}
    database.close()

    found = outcomes(*[partial(voting.vote, desk, meeting.id, choices)] * 4)

    database.connect()
    assert found == {"3": 1, "Decided": 3}
    assert (Ballot.select().count(), Voted.select().count()) == (3, 3)
    assert broken_chains() == {}


def test_vote_while_it_is_closed_counts_or_is_refused(board: Board) -> None:
    meeting = board.open()
    desk, office = board.expert_desk(1), board.desk
    choices = {one.id: "agree" for one in to_vote_on(desk, meeting)[0]}
    database.close()

    found = outcomes(
        partial(voting.vote, desk, meeting.id, choices),
        lambda: voting.close_vote(office, meeting.id).state,
    )

    database.connect()
    assert found["closed"] == 1
    agreed = meetings.polls_of(meeting)[0].agree
    assert (found["3"], found["Decided"], agreed) in [(1, 0, 1), (0, 1, 0)]


def test_two_of_the_office_close_once_and_confirming_twice_moves_once(board: Board) -> None:
    meeting = board.open()
    office, host = board.desk, board.expert_desk(0)
    database.close()

    closed = outcomes(*[lambda: voting.close_vote(office, meeting.id).state] * 2)
    confirmed = outcomes(*[lambda: verdicts.confirm(host, meeting.id).state] * 2)

    database.connect()
    assert closed == {"closed": 1, "Decided": 1}
    assert confirmed == {"confirmed": 1, "Decided": 1}
    assert broken_chains() == {}


def test_recusal_and_opinion_at_once_leave_no_opinion_that_counts(board: Board) -> None:
    expert = board.experts[0]
    assigning.assign(board.desk, board.batch.id, board.applications[:1], [expert.id])
    one = Assignment.get()
    desk, office = board.expert_desk(0), board.desk
    said = Said(points={}, advice="agree", opinion="好。")
    database.close()

    found = outcomes(
        lambda: expert_reading.submit(desk, one.id, said, 0).state,
        lambda: recusals.declare(
            expert, board.applications[0], ground="family", reason="亲属", by="office",
            actor=office.operator, now=office.now,
        ).by,
    )  # fmt: skip

    database.connect()
    assert found["office"] == 1
    assert Assignment.get().state == "revoked"
