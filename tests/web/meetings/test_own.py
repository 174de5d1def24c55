"""Nobody of the office has a say in what is decided about themselves; no vote is lost."""

from __future__ import annotations

import pytest

from tests.web.chains import desk_of, make_unit
from tests.web.meetings.conftest import Board
from web.models import Account, Application, Event, Expert, Notice, Poll, Recusal, Result, Task
from web.services import acceptance, assigning, meetings, recusals, verdicts, voting
from web.services.errors import BadChoice, OwnApplication
from web.services.experts import ExpertAnswers, change_expert
from web.services.handing_on import hand_on


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


def test_expert_without_a_number_is_known_by_name(board: Board) -> None:
    application = Application.get_by_id(board.applications[0])
    expert = board.experts[0]
    Expert.update(name=application.person.name).where(Expert.id == expert.id).execute()

    ground = recusals.ground_of(Expert.get_by_id(expert.id), application)
    assert ground is not None
    assert ground.id == "same_person"
    with pytest.raises(BadChoice):
        assigning.assign(board.desk, board.batch.id, [application.id], [expert.id])

    Expert.update(id_number="G12345678").where(Expert.id == expert.id).execute()
    assert recusals.ground_of(Expert.get_by_id(expert.id), application) is None


def test_what_is_handed_on_to_another_committee_leaves_its_batch(board: Board) -> None:
    other = make_unit("jilin", "另一评委会", kind="committee", operators=["op-other"])
    staff = Account.create(province="jilin", role="staff", login="staff", created_at=board.now)
    tasks = {one.application_id: one.id for one in Task.select().where(Task.done_at.is_null())}
    first, second = board.applications[:2]
    packs = board.site.packs

    hand_on(packs, "jilin", tasks[first], other.id, "本会回避", actor=staff, now=board.now)
    meeting = board.open()
    with pytest.raises(BadChoice, match="正在评委会表决"):
        hand_on(packs, "jilin", tasks[second], other.id, "本会回避", actor=staff, now=board.now)

    assert Application.get_by_id(first).batch_id is None
    assert Application.get_by_id(second).batch_id == board.batch.id
    desk = desk_of(packs, other, now=board.now)
    assert [one.application.id for one in acceptance.waiting_for(desk)] == [first]
    assert first not in {one.application_id for one in meetings.polls_of(meeting)}


def test_counted_meeting_that_is_voided_is_told_to_audit(board: Board) -> None:
    audit = Account.create(
        province="jilin", role="staff", login="auditor", duties=["audit"], created_at=board.now
    )
    meeting = board.open()
    meetings.void(board.desk, meeting.id, "设备故障")
    assert not Notice.select().where(Notice.account == audit).exists()
    meeting = board.open()
    voting.close_vote(board.desk, meeting.id)

    meetings.void(board.desk, meeting.id, "结果不对")

    [told] = Notice.select().where(Notice.account == audit)
    assert "作废了“第一批”已计票的会议：结果不对" in told.text


def test_record_says_what_was_changed_of_an_expert(board: Board) -> None:
    expert = board.experts[0]
    known = {"name": expert.name, "title": "教授", "id_number": "340104199006079988"}
    days = {"valid_from": expert.valid_from, "valid_to": expert.valid_to}
    asked = ExpertAnswers(login=expert.account.login, work_unit="另一学校", **known, **days)

    change_expert(board.desk, expert.id, asked)

    said = Event.get(Event.action == "expert-changed").details["changed"]
    assert "工作单位 测试研究院00 → 另一学校" in said
    assert "340104199006079988" not in said


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
