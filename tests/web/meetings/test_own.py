"""Nobody of the office has a say in what is decided about themselves; no vote is lost."""

from __future__ import annotations

import pytest

from tests.web.meetings.conftest import Board
from web.models import Account, Application, Expert, Poll, Recusal, Result
from web.services import assigning, meetings, recusals, verdicts, voting
from web.services.errors import BadChoice, OwnApplication


def let_operator_be_the_applicant(board: Board) -> str:
    """The application of the office's own operator."""
    id = board.applications[0]
    person = Application.get_by_id(id).person
    Account.update(person=person).where(Account.id == board.desk.operator.id).execute()
    return id


def test_office_does_not_choose_who_judges_its_own(board: Board) -> None:
    id = let_operator_be_the_applicant(board)
    expert = board.experts[3]

    with pytest.raises(OwnApplication):
        assigning.assign(board.desk, board.batch.id, [id], [expert.id])
    with pytest.raises(OwnApplication):
        recusals.declare(
            expert, id, ground="family", reason="不合", by="office",
            actor=board.desk.operator, now=board.now,
        )  # fmt: skip
    recusal = recusals.declare(
        expert, id, ground="family", reason="亲属", by="expert", actor=expert.account, now=board.now
    )
    with pytest.raises(OwnApplication):
        recusals.lift(board.desk, recusal.id, "无关")
    assert Recusal.get_by_id(recusal.id).lifted_at is None


def test_office_neither_types_nor_corrects_the_count_of_its_own(board: Board) -> None:
    id = let_operator_be_the_applicant(board)
    meeting = board.open(way="paper")
    counts = {"agree": 6, "against": 1, "abstain": 0}
    polls = {one.application_id: one.id for one in meetings.polls_of(meeting)}

    with pytest.raises(BadChoice, match="本人的申报"):
        voting.type_counts(board.desk, meeting.id, {polls[id]: counts})
    Account.update(person=None).where(Account.id == board.desk.operator.id).execute()
    voting.type_counts(board.desk, meeting.id, dict.fromkeys(polls.values(), counts))
    voting.close_vote(board.desk, meeting.id)
    verdicts.confirm(board.expert_desk(0), meeting.id)
    let_operator_be_the_applicant(board)

    result = verdicts.result_of(Application.get_by_id(id))
    assert result is not None
    with pytest.raises(OwnApplication):
        verdicts.correct(board.desk, id, {**counts, "agree": 7, "against": 0}, "录错", result.id)
    assert Result.select().where(Result.application == id).count() == 1


def test_vote_that_was_given_counts_whatever_the_library_says_later(board: Board) -> None:
    id = board.applications[0]
    meeting = board.open()
    for number in range(7):
        board.vote(meeting, number)
    unit = Application.get_by_id(id).unit.name
    Expert.update(work_unit=unit).where(Expert.id == board.experts[2].id).execute()
    Expert.update(work_unit=unit).where(Expert.id == board.experts[8].id).execute()

    voting.close_vote(board.desk, meeting.id)

    poll = Poll.get(Poll.application == id)
    assert (poll.recused, poll.agree, poll.unvoted) == (0, 7, 0)
