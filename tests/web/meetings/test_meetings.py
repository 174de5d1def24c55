"""Meetings: quorum, chair, attendance, the secret vote, counting, confirming, correcting."""

from __future__ import annotations

import pytest

from engine.committee.drawing import draw
from engine.committee.model import VoteRule
from tests.web.meetings.conftest import DAY, Board
from web.jobs import run_all
from web.models import (
    Account,
    Application,
    Attendance,
    Ballot,
    Batch,
    Event,
    Meeting,
    Notice,
    Poll,
    Result,
    Voted,
)
from web.services import (
    attendance,
    batches,
    events,
    meeting_opening,
    meetings,
    publicising,
    recusals,
    reviewing,
    verdicts,
    voting,
)
from web.services.errors import BadChoice, Decided, NotWritable, NotYours
from web.services.meeting_gate import check_meeting
from web.services.publicity_words import PublicityAnswers
from web.services.reviewing import Decision


def states(board: Board) -> list[tuple[str, str]]:
    found = [Application.get_by_id(id) for id in board.applications]
    return [(one.state, one.node) for one in found]


def held(board: Board, votes: list[str], **more: int) -> Meeting:
    """A meeting at which the members vote so, one after the other, closed."""
    meeting = board.open(**more)
    for number, choice in enumerate(votes):
        board.vote(meeting, number, choice)
    return voting.close_vote(board.desk, meeting.id)


def test_nothing_is_opened_without_quorum(board: Board) -> None:
    meeting = board.meet(members=9, present=5)
    host = attendance.seats_of(meeting)[0]

    with pytest.raises(NotWritable, match="至少 6 人出席"):
        meeting_opening.open_vote(board.desk, meeting.id, host.id)

    assert Meeting.get_by_id(meeting.id).state == "planned"


@pytest.mark.parametrize(
    ("votes", "state"),
    [
        (["agree"] * 4 + ["against"] * 2, "submitted"),  # 4 of 6 are two thirds
        (["agree"] * 4 + ["abstain"] * 2, "submitted"),
        (["agree"] * 4, "submitted"),  # two are there and give no vote
        (["agree"] * 3 + ["abstain"] * 3, "terminated"),  # all who chose agreed: not enough
        (["agree"] * 3, "terminated"),
    ],
)
def test_six_of_nine_with_four_that_agree_are_just_enough(
    board: Board, votes: list[str], state: str
) -> None:
    meeting = held(board, votes, members=9, present=6)
    verdicts.confirm(board.expert_desk(0), meeting.id)

    assert {one for one, _ in states(board)} == {state}


def test_quorum_is_of_the_whole_committee_that_the_pack_declares(
    board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(meeting_opening, "one_rule", lambda *given: VoteRule(members=11))
    meeting = board.meet(members=9, present=9)
    host = attendance.seats_of(meeting)[0]

    with pytest.raises(NotWritable, match="应有 11 名委员，名单中还少 2 名"):
        meeting_opening.open_vote(board.desk, meeting.id, host.id)

    absent = [one.id for one in board.experts[9:11]]
    attendance.seat(board.desk, meeting.id, absent)
    assert meeting_opening.open_vote(board.desk, meeting.id, host.id).state == "open"


def test_only_the_chair_or_a_vice_chair_who_is_there_chairs(board: Board) -> None:
    meeting = board.meet()
    member = next(one for one in attendance.seats_of(meeting) if one.office == "member")

    with pytest.raises(BadChoice, match="host"):
        meeting_opening.open_vote(board.desk, meeting.id, member.id)


def test_batch_whose_roster_is_open_has_no_meeting(board: Board) -> None:
    Batch.update(state="open").execute()

    with pytest.raises(NotWritable, match="封存"):
        meetings.plan_meeting(board.desk, board.batch.id, DAY, "会议室", "online")


def test_two_thirds_of_those_present_pass_and_everything_moves(board: Board) -> None:
    meeting = held(board, ["agree"] * 5 + ["against", "abstain"])

    verdicts.confirm(board.expert_desk(0), meeting.id)

    assert states(board) == [("submitted", "publicity")] * 3
    result = verdicts.result_of(Application.get_by_id(board.applications[0]))
    assert result is not None
    assert (result.outcome, result.members, result.present) == ("passed", 9, 7)
    assert (result.agree, result.against, result.abstain, result.unvoted) == (5, 1, 1, 0)
    assert Batch.get_by_id(board.batch.id).state == "voted"
    assert events.broken_chains() == {}


def test_fewer_agreeing_than_two_thirds_end_it(board: Board) -> None:
    meeting = held(board, ["agree"] * 4 + ["abstain"] * 3)

    verdicts.confirm(board.expert_desk(0), meeting.id)

    assert states(board) == [("terminated", "committee")] * 3


def test_who_is_there_and_gives_no_vote_counts_as_present(board: Board) -> None:
    meeting = held(board, ["agree"] * 4)

    poll = meetings.polls_of(meeting)[0]

    assert (poll.agree, poll.unvoted, poll.present) == (4, 3, 7)


def test_absent_member_can_neither_vote_nor_be_stood_in_for(board: Board) -> None:
    meeting = board.open()

    with pytest.raises(NotWritable, match="不能委托"):
        board.vote(meeting, 8)
    with pytest.raises(NotYours):
        board.vote(meeting, 10)


def test_who_comes_late_votes(board: Board) -> None:
    meeting = board.open()
    seat = next(one for one in attendance.seats_of(meeting) if one.expert_id == board.experts[8].id)
    attendance.attend(board.desk, meeting.id, {seat.id: "late"})

    assert board.vote(meeting, 8) == 3
    with pytest.raises(NotWritable, match="不能改为缺席"):
        attendance.attend(board.desk, meeting.id, {seat.id: "absent"})


def test_vote_is_given_once_and_whole(board: Board) -> None:
    meeting = board.open()
    desk = board.expert_desk(1)
    free, _ = voting.to_vote_on(desk, meeting)

    with pytest.raises(BadChoice):
        voting.vote(desk, meeting.id, {free[0].id: "agree"})
    assert Ballot.select().count() == 0
    assert board.vote(meeting, 1) == 3
    with pytest.raises(Decided):
        board.vote(meeting, 1)
    assert (Ballot.select().count(), Voted.select().count()) == (3, 3)


def test_no_row_links_a_ballot_to_who_gave_it(board: Board) -> None:
    meeting = board.open()
    for number in range(7):
        board.vote(meeting, number, "agree" if number % 2 else "against")

    columns = set(Ballot._meta.sorted_field_names)
    said = [event.details for event in Event.select().where(Event.action == "voted")]

    assert columns == {"id", "poll", "choice"}
    assert said == [{"batch": board.batch.id, "number": 3}] * 7
    assert len({one.id for one in Ballot.select()}) == 21
    ids = [one.id for one in Ballot.select()]
    voting.close_vote(board.desk, meeting.id)
    assert sorted(one.id for one in Ballot.select()) == sorted(ids)


@pytest.mark.databases("postgresql")
def test_closing_leaves_no_number_of_a_transaction_that_links(board: Board) -> None:
    meeting = held(board, ["agree", "against", "abstain"])
    query = "select count(distinct xmin::text) from "
    found = [
        Ballot._meta.database.execute_sql(query + table).fetchone()[0]
        for table in ("ballot", "voted")
    ]

    assert found == [1, 1]
    assert meeting.state == "closed"


def test_recused_member_is_not_there_for_the_application(board: Board) -> None:
    recusals.declare(
        board.experts[6],
        board.applications[0],
        ground="family",
        reason="亲属",
        by="office",
        actor=board.desk.operator,
        now=board.now,
    )
    meeting = board.open()
    for number in range(4):
        board.vote(meeting, number)
    assert board.vote(meeting, 6) == 2
    voting.close_vote(board.desk, meeting.id)

    verdicts.confirm(board.expert_desk(0), meeting.id)

    result = verdicts.result_of(Application.get_by_id(board.applications[0]))
    assert result is not None
    assert (result.present, result.recused, result.agree, result.outcome) == (7, 1, 4, "passed")
    other = verdicts.result_of(Application.get_by_id(board.applications[1]))
    assert other is not None
    assert (other.recused, other.agree, other.outcome) == (0, 5, "passed")


def test_recusal_after_the_vote_asks_for_another_meeting(board: Board) -> None:
    meeting = board.open()
    board.vote(meeting, 3)

    with pytest.raises(NotWritable, match="作废"):
        recusals.declare(
            board.experts[3],
            board.applications[0],
            ground="family",
            reason="亲属",
            by="office",
            actor=board.desk.operator,
            now=board.now,
        )
    meetings.void(board.desk, meeting.id, "声明回避后重新表决")

    assert (Ballot.select().count(), Voted.select().count()) == (0, 0)
    assert board.open().state == "open"


def test_vote_can_be_voided_with_a_reason_only(board: Board) -> None:
    meeting = board.open()

    with pytest.raises(BadChoice):
        meetings.void(board.desk, meeting.id, " ")


def test_paper_counts_must_fit_together(board: Board) -> None:
    meeting = board.open(way="paper")
    polls = meetings.polls_of(meeting)
    fitting = {"agree": 6, "against": 1, "abstain": 0}

    with pytest.raises(BadChoice, match="合计"):
        voting.type_counts(board.desk, meeting.id, {polls[0].id: {**fitting, "abstain": 1}})
    with pytest.raises(NotWritable, match="还没有录入"):
        voting.close_vote(board.desk, meeting.id)
    with pytest.raises(NotWritable, match="纸质"):
        board.vote(meeting, 1)
    voting.type_counts(board.desk, meeting.id, {one.id: fitting for one in polls})
    voting.close_vote(board.desk, meeting.id)
    verdicts.confirm(board.expert_desk(0), meeting.id)

    assert states(board) == [("submitted", "publicity")] * 3


def test_only_who_chaired_confirms_and_once(board: Board) -> None:
    meeting = held(board, ["agree"] * 7)

    with pytest.raises(NotYours):
        verdicts.confirm(board.expert_desk(1), meeting.id)
    verdicts.confirm(board.expert_desk(0), meeting.id)
    with pytest.raises(Decided):
        verdicts.confirm(board.expert_desk(0), meeting.id)


def test_applications_of_a_large_meeting_follow_by_a_job(
    board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verdicts, "AT_ONCE", 2)
    meeting = held(board, ["agree"] * 7)
    verdicts.confirm(board.expert_desk(0), meeting.id)

    assert states(board) == [("submitted", "committee")] * 3
    assert Result.select().count() == 3
    id = board.applications[0]
    result = verdicts.result_of(Application.get_by_id(id))
    assert result is not None
    with pytest.raises(NotWritable, match="逐项办理"):
        verdicts.correct(board.desk, id, {"agree": 3, "against": 4}, "录错", result.id)
    with pytest.raises(NotWritable, match="办理结果"):
        batches.reopen(board.desk, board.batch.id, "再收一人")
    draft = reviewing.open_review(board.desk, id)
    node = draft.standard.workflow.node("committee")
    assert node is not None
    with pytest.raises(NotWritable, match="逐项办理"):
        check_meeting(draft, node, "return")

    run_all(board.site, board.now)

    assert states(board) == [("submitted", "publicity")] * 3
    assert Batch.get_by_id(board.batch.id).state == "voted"
    assert Notice.select().where(Notice.text.contains("已由主持人确认")).count() == 1
    assert events.broken_chains() == {}


def test_outcome_does_not_turn_while_results_are_shown(board: Board) -> None:
    meeting = held(board, ["agree"] * 7)
    verdicts.confirm(board.expert_desk(0), meeting.id)
    asked = PublicityAnswers(starts_on=DAY, place="网站", days=5)
    shown = publicising.start_result(board.desk, board.batch.id, asked)
    id = board.applications[0]
    before = verdicts.result_of(Application.get_by_id(id))
    assert before is not None

    with pytest.raises(NotWritable, match="先撤销公示"):
        verdicts.correct(board.desk, id, {"agree": 3, "against": 4}, "录错", before.id)
    same = verdicts.correct(board.desk, id, {"agree": 6, "against": 1}, "录错", before.id)
    assert (same.outcome, states(board)[0]) == ("passed", ("submitted", "publicity"))
    publicising.withdraw(board.desk, shown.id, "票数有误")
    verdicts.correct(board.desk, id, {"agree": 3, "against": 4}, "录错", same.id)

    assert states(board)[0] == ("terminated", "publicity")
    again = publicising.start_result(board.desk, board.batch.id, asked)
    assert id not in {one.application_id for one in again.shown}


def test_nobody_passes_by_hand_where_a_vote_is_declared(board: Board) -> None:
    id = board.applications[0]
    draft = reviewing.open_review(board.desk, id)

    assert reviewing.actions_of(board.desk, draft) == ()
    for action in ("pass", "refuse"):
        with pytest.raises(Decided):
            reviewing.decide(
                board.desk,
                Decision(application=id, action=action, opinion="好", round=1, node="committee"),
            )


def test_result_is_corrected_with_a_reason_and_stays_to_be_seen(board: Board) -> None:
    audit = Account.create(
        province="jilin", role="staff", login="auditor", duties=["audit"], created_at=board.now
    )
    meeting = held(board, ["agree"] * 7)
    verdicts.confirm(board.expert_desk(0), meeting.id)
    id = board.applications[0]
    before = verdicts.result_of(Application.get_by_id(id))
    assert before is not None
    counts = {"agree": 4, "against": 3, "abstain": 0}

    with pytest.raises(BadChoice, match="reason"):
        verdicts.correct(board.desk, id, counts, "", before.id)
    with pytest.raises(BadChoice, match="合计"):
        verdicts.correct(board.desk, id, {**counts, "against": 4}, "录错", before.id)
    after = verdicts.correct(board.desk, id, counts, "唱票时看错", before.id)
    with pytest.raises(Decided):
        verdicts.correct(board.desk, id, counts, "又一次", before.id)

    assert states(board)[0] == ("terminated", "publicity")
    assert (after.outcome, after.reason) == ("refused", "唱票时看错")
    found = verdicts.results_of(Application.get_by_id(id))
    assert [(one.outcome, one.replaced_at is None) for one in found] == [
        ("refused", True), ("passed", False),
    ]  # fmt: skip
    assert Notice.select().where(Notice.account == audit).count() == 1


def test_corrected_refusal_goes_on(board: Board) -> None:
    meeting = held(board, ["against"] * 7)
    verdicts.confirm(board.expert_desk(0), meeting.id)
    id = board.applications[1]
    before = verdicts.result_of(Application.get_by_id(id))
    assert before is not None

    verdicts.correct(board.desk, id, {"agree": 5, "against": 2}, "录反了", before.id)

    assert states(board)[1] == ("submitted", "publicity")


def test_result_is_not_corrected_once_it_is_finished(board: Board) -> None:
    meeting = held(board, ["agree"] * 7)
    verdicts.confirm(board.expert_desk(0), meeting.id)
    Batch.update(state="finished").execute()
    id = board.applications[0]
    before = Result.get(Result.application == id)

    with pytest.raises(NotWritable, match="公示已经结束"):
        verdicts.correct(board.desk, id, {"agree": 6, "against": 1}, "录错", before.id)


def test_draw_of_members_can_be_drawn_again(board: Board) -> None:
    meeting = meetings.plan_meeting(board.desk, board.batch.id, DAY, "会议室", "online")
    attendance.draw_members(board.desk, meeting.id, 5)

    said = Event.get(Event.action == "members-drawn").details
    seated = {one.expert_id for one in Attendance.select()}

    assert set(said["drawn"]) == seated
    assert list(draw(said["pool"], 5, said["seed"])) == said["drawn"]


def test_result_of_another_round_opens_no_gate(board: Board) -> None:
    meeting = held(board, ["agree"] * 7)
    verdicts.confirm(board.expert_desk(0), meeting.id)

    assert verdicts.result_of(Application(id=board.applications[0], round=2)) is None
    assert Poll.select().count() == 3
