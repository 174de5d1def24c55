"""Experts read what was assigned, alone, and without knowing whom where a plan hides it."""

from __future__ import annotations

import pytest

from engine.committee.drawing import draw
from tests.web.meetings.conftest import DAY, Board, account_of
from tests.web.visitor import Forms
from web.models import (
    Application,
    Assignment,
    Batch,
    Event,
    Expert,
    Person,
    Recusal,
    Unit,
    database,
)
from web.services import (
    assigning,
    collected,
    expert_groups,
    expert_reading,
    recusals,
    verdicts,
    voting,
)
from web.services.errors import BadChoice, Conflict, Decided, NotWritable, NotYours
from web.services.expert_reading import Said

WHOLE = Said(points={}, advice="agree", opinion="符合条件。")


def assigned(board: Board, number: int = 0) -> Assignment:
    """The first application for one of the experts."""
    assigning.assign(board.desk, board.batch.id, board.applications[:1], [board.experts[number].id])
    found: Assignment = Assignment.get(Assignment.expert == board.experts[number])
    return found


def test_expert_saves_a_draft_submits_once_and_the_office_reads_it_then(board: Board) -> None:
    one = assigned(board)
    desk = board.expert_desk(0)

    expert_reading.save(desk, one.id, Said(points={}, advice="", opinion="初稿"), 0)
    assert not collected.collect(board.site.packs, board.batch)[0].is_complete
    with pytest.raises(Conflict):
        expert_reading.save(desk, one.id, WHOLE, 0)
    with pytest.raises(BadChoice, match="advice"):
        expert_reading.submit(desk, one.id, Said(points={}, advice="", opinion="好"), 1)
    expert_reading.submit(desk, one.id, WHOLE, 1)
    with pytest.raises(Decided):
        expert_reading.submit(desk, one.id, WHOLE, 2)

    found = collected.collect(board.site.packs, board.batch)[0]
    assert (found.is_complete, found.advised) == (True, (1, 0))
    said = [e.details for e in Event.select().where(Event.subject == f"assignment:{one.id}")]
    assert all("符合条件" not in str(details) for details in said)


def test_expert_reaches_nothing_else(board: Board) -> None:
    one = assigned(board)

    with pytest.raises(NotYours):
        expert_reading.open_reading(board.expert_desk(1), one.id)


@pytest.mark.parametrize("change", ["batch", "round", "state", "term", "revoked"])
def test_access_ends(board: Board, change: str) -> None:
    one = assigned(board)
    if change == "batch":
        Batch.update(state="voted").execute()
    elif change == "round":
        Application.update(round=2).execute()
    elif change == "state":
        Application.update(state="returned").execute()
    elif change == "term":
        Expert.update(valid_to="2026-10-01").execute()
    else:
        assigning.revoke(board.desk, one.id, "分配有误")

    with pytest.raises(NotWritable):
        expert_reading.open_reading(board.expert_desk(0), one.id)


def test_same_unit_and_oneself_are_recused_by_the_site(board: Board) -> None:
    application = Application.get_by_id(board.applications[0])
    unit = Unit.get_by_id(application.unit_id)
    Expert.update(work_unit=f" {unit.name} ").where(Expert.id == board.experts[0].id).execute()
    number = application.person.account["person"]["id_number"]
    Expert.update(id_number=number).where(Expert.id == board.experts[1].id).execute()
    people = list(Expert.select().order_by(Expert.name))

    pairs = recusals.recused_pairs(people, [application])

    grounds = [pairs.get((one.id, application.id)) for one in people[:3]]
    assert [ground and ground.id for ground in grounds] == ["same_unit", "same_person", None]
    with pytest.raises(BadChoice, match="须回避"):
        assigning.assign(board.desk, board.batch.id, [application.id], [board.experts[0].id])


def test_declared_recusal_revokes_and_closes_everywhere(board: Board) -> None:
    one = assigned(board)
    expert = Expert.get_by_id(board.experts[0].id)

    recusals.declare(
        expert, one.application_id, ground="coauthor", reason="合著论文", by="expert",
        actor=account_of(expert), now=board.now,
    )  # fmt: skip

    with pytest.raises(NotWritable, match="回避"):
        expert_reading.open_reading(board.expert_desk(0), one.id)
    assert Assignment.get_by_id(one.id).state == "revoked"
    assert expert_reading.queue_of(board.expert_desk(0)) == []
    recusals.lift(board.desk, Recusal.get().id, "核实并非合著")
    assert recusals.ground_of(expert, Application.get_by_id(one.application_id)) is None


def test_even_assignment_gives_everybody_as_many(board: Board) -> None:
    expert_groups.draw_group(board.desk, board.batch.id, "第一组", 4)
    group = expert_groups.groups_of(board.batch)[0]

    given = assigning.assign_evenly(board.desk, board.batch.id, 3, group=group.id)
    again = assigning.assign_evenly(board.desk, board.batch.id, 3, group=group.id)

    load = sorted(
        Assignment.select().where(Assignment.expert == one).count()
        for one in expert_groups.members_of(group)
    )
    assert (given.number, given.short, again.number, load) == (9, (), 0, [2, 2, 2, 3])


def test_group_is_drawn_again_from_what_is_recorded(board: Board) -> None:
    group = expert_groups.draw_group(board.desk, board.batch.id, "第一组", 5)

    said = Event.get(Event.action == "group-drawn").details

    assert list(draw(said["pool"], 5, said["seed"])) == said["drawn"]
    assert {one.id for one in expert_groups.members_of(group)} == set(said["drawn"])
    with pytest.raises(BadChoice, match="至少 3 人"):
        expert_groups.draw_group(board.desk, board.batch.id, "第二组", 2)


def test_group_speaks_by_its_chair_after_all_have_submitted(board: Board) -> None:
    ids = [one.id for one in board.experts[:3]]
    group = expert_groups.name_group(board.desk, board.batch.id, "第一组", ids, ids[0])
    assigning.assign(board.desk, board.batch.id, board.applications[:1], ids, group=group.id)
    mine = {one.expert_id: one.id for one in Assignment.select()}
    chair = board.expert_desk(0)
    expert_reading.submit(chair, mine[ids[0]], WHOLE, 0)
    expert_reading.submit(board.expert_desk(1), mine[ids[1]], WHOLE, 0)

    assert (
        expert_reading.opinions_beside(board.expert_desk(1), Assignment.get_by_id(mine[ids[1]]))
        == []
    )
    with pytest.raises(NotWritable, match="还没有提交"):
        expert_reading.write_group_opinion(chair, mine[ids[0]], "agree", "一致同意。")
    expert_reading.submit(board.expert_desk(2), mine[ids[2]], WHOLE, 0)
    with pytest.raises(NotYours):
        expert_reading.write_group_opinion(board.expert_desk(1), mine[ids[1]], "agree", "同意。")
    said = expert_reading.write_group_opinion(chair, mine[ids[0]], "agree", "一致同意。")

    assert said.opinion == "一致同意。"


def test_blind_reading_says_nobody(blind_board: Board) -> None:
    board = blind_board
    one = assigned(board)
    application = Application.get_by_id(board.applications[0])
    person = Person.get_by_id(application.person_id)
    unit = Unit.get_by_id(application.unit_id)
    expert = board.visitor(account_of(board.experts[0]).login)
    expert.open(f"/expert/readings/{one.id}")
    known = person.account["person"]

    assert expert.status == 200
    for word in (person.name, unit.name, known["id_number"], known["mobile"]):
        assert word not in expert.html
    home = expert.open("/expert")
    assert person.name not in home.html


def test_blind_file_has_another_name_and_its_look_is_recorded(blind_board: Board) -> None:
    board = blind_board
    one = assigned(board)
    expert = board.visitor(account_of(board.experts[0]).login)
    expert.open(f"/expert/readings/{one.id}")
    link = next(url for _, url in expert.links() if "/files/" in url)

    expert.open(link)

    assert expert.status == 200
    assert "附件" in expert.text
    assert Event.select().where(Event.action == "file-read").count() == 1


def test_scores_are_ranked_once_all_have_submitted(blind_board: Board) -> None:
    board = blind_board
    ids = [one.id for one in board.experts[:3]]
    assigning.assign(board.desk, board.batch.id, board.applications[:2], ids)
    for number, points in enumerate((60, 80, 100)):
        desk = board.expert_desk(number)
        for one in expert_reading.queue_of(desk):
            better = one.application_id == board.applications[1]
            given = dict.fromkeys(("skill", "result", "guiding"), points - (0 if better else 10))
            said = Said(points=given, advice="agree", opinion="好。")
            expert_reading.submit(desk, one.id, said, 0)

    found = {one.application.id: one for one in collected.collect(board.site.packs, board.batch)}

    assert [found[id].place for id in board.applications] == [2, 1, 0]
    assert [found[id].scored.average for id in board.applications[:2]] == [70, 80]
    assert DAY


def test_office_takes_back_what_was_not_said_and_sends_back_what_was(board: Board) -> None:
    waiting, said = assigned(board), assigned(board, 1)
    expert_reading.submit(board.expert_desk(1), said.id, WHOLE, 0)
    for change in (assigning.revoke, assigning.send_back):
        with pytest.raises(BadChoice, match="reason"):
            change(board.desk, said.id, " ")
    with pytest.raises(NotWritable, match="不能收回"):
        assigning.revoke(board.desk, said.id, "换人")
    with pytest.raises(NotWritable, match="还没有提交"):
        assigning.send_back(board.desk, waiting.id, "请改")

    office = board.office().open(f"/committee/batches/{board.batch.id}/reading")
    token = dict(Forms(office.html).forms[-1].values)["csrf_token"]
    for action, one, reason in (
        ("revoke", waiting, "分配有误"),
        ("send_back", said, "意见与分数不一致"),
    ):
        sent = {"csrf_token": token, "action": action, "assignment": one.id, "reason": reason}
        office.post(office.path, sent)

    database.connect(reuse_if_open=True)
    assert "已退回，已通知专家修改后重新提交" in office.text
    found = collected.collect(board.site.packs, board.batch)[0]
    assert [(one.id, one.state, one.opinion) for one in found.readers] == [
        (said.id, "assigned", WHOLE.opinion)
    ]
    logged = {e.action: e.details["reason"] for e in Event.select() if "reason" in e.details}
    assert logged == {"reader-revoked": "分配有误", "opinion-sent-back": "意见与分数不一致"}
    pages = [board.visitor(account_of(one).login).open("/expert") for one in board.experts[:2]]
    assert "已由评委会办公室收回，不再需要您阅读。原因：分配有误" in pages[0].text
    assert "评审意见已退回，请修改后重新提交。原因：意见与分数不一致" in pages[1].text
    database.connect(reuse_if_open=True)
    expert_reading.submit(board.expert_desk(1), said.id, WHOLE, 1)


def test_expert_reads_no_notice_of_a_vote_that_is_over(board: Board) -> None:
    meeting = board.open()
    asked = "开始投票，请投票"
    first = account_of(board.experts[0]).login
    assert asked in board.visitor(first).open("/expert").text

    database.connect(reuse_if_open=True)
    voting.close_vote(board.desk, meeting.id)

    page = board.visitor(first).open("/expert")
    assert (asked in page.text, "已计票，请核对并确认结果" in page.text) == (False, True)
    database.connect(reuse_if_open=True)
    verdicts.confirm(board.expert_desk(0), meeting.id)
    assert "已计票" not in board.visitor(first).open("/expert").text


def test_what_asked_for_an_opinion_is_put_aside_with_the_last_of_them(board: Board) -> None:
    asked = "份材料等您阅读"
    assigning.assign(board.desk, board.batch.id, board.applications[:2], [board.experts[0].id])
    first, second = list(Assignment.select().order_by(Assignment.id))
    login = account_of(board.experts[0]).login

    expert_reading.submit(board.expert_desk(0), first.id, WHOLE, 0)
    assert asked in board.visitor(login).open("/expert").text
    database.connect(reuse_if_open=True)
    expert_reading.submit(board.expert_desk(0), second.id, WHOLE, 0)

    assert asked not in board.visitor(login).open("/expert").text
