"""Experts who have the name of a collaborator are recused, until the office says who is meant."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.committee.collaborators import name_key
from tests.web.after.steps import token
from tests.web.meetings.conftest import Board, account_of
from web.models import (
    Application,
    Assignment,
    Collaborator,
    Event,
    Expert,
    Meeting,
    Poll,
    Recusal,
    Snapshot,
    Unit,
)
from web.services import assigning, meetings, recusals, voting
from web.services.blinding import blinded
from web.services.committee_node import standard_of
from web.services.errors import BadChoice, Decided, NotFound, NotWritable

PAPER = "论文《塔板节能》"
SAID = f"合作者：专家00，{PAPER}"


def put_beside(board: Board, name: str, achievement: str = PAPER, number: int = 0) -> None:
    """Let what was handed in last name somebody."""
    application = board.applications[number]
    snapshot = Snapshot.get(
        Snapshot.application == application,
        Snapshot.round == Application.get_by_id(application).round,
    )
    Collaborator.create(snapshot=snapshot, key=name_key(name), name=name, achievement=achievement)


def assign_first(board: Board) -> int:
    """Give the first application to the first expert by hand."""
    ids = [board.experts[0].id]
    return assigning.assign(board.desk, board.batch.id, board.applications[:1], ids).number


def test_expert_of_the_name_is_assigned_nothing_and_the_office_reads_why(board: Board) -> None:
    put_beside(board, "专家 00")
    put_beside(board, "专家00", "专利《塔板》")

    with pytest.raises(BadChoice, match="合作者：专家 00，论文《塔板节能》、专利《塔板》"):
        assign_first(board)
    assigning.assign_evenly(board.desk, board.batch.id, 11)

    read = Assignment.select().where(Assignment.expert == board.experts[0])
    assert {one.application_id for one in read} == set(board.applications[1:])
    page = board.office().open(f"/committee/batches/{board.batch.id}/reading")
    assert "合作者：专家 00，论文《塔板节能》、专利《塔板》" in page.text


def test_office_lifts_a_name_with_a_reason_for_what_it_looked_at(board: Board) -> None:
    put_beside(board, "专家00")
    first = board.applications[0]
    office = board.office()
    address = f"/committee/batches/{board.batch.id}/reading"

    values = {"expert": board.experts[0].id, "application": first, "action": "lift-name"}
    sent = {**values, "csrf_token": token(office.open(address))}
    office.post(address, {**sent, "reason": " "})
    assert (office.status, "请填写原因" in office.text) == (422, True)
    office.post(address, {**sent, "reason": "同名，证件号不同"})

    assert "已解除" in office.text
    assert "同名，证件号不同" in office.text
    event = Event.get(Event.action == "recusal-lifted")
    assert event.subject == f"application:{first}"
    assert event.details == {
        "expert": board.experts[0].id,
        "matched": f"专家00，{PAPER}",
        "reason": "同名，证件号不同",
    }
    assert assign_first(board) == 1
    with pytest.raises(Decided):
        recusals.lift_name(board.desk, Expert.get_by_id(board.experts[0].id), first, "再次")
    put_beside(board, "专家00", "专利《塔板》")
    ground = recusals.ground_of(board.experts[0], Application.get_by_id(first))
    assert ground is not None
    assert ground.words == f"{SAID}、专利《塔板》"


def test_only_a_name_is_lifted_so(board: Board) -> None:
    expert = Expert.get_by_id(board.experts[0].id)
    first = Application.get_by_id(board.applications[0])
    put_beside(board, "专家00")
    recusals.declare(
        expert, first.id, ground="family", reason="亲属", by="office",
        actor=board.desk.operator, now=board.now,
    )  # fmt: skip
    with pytest.raises(NotWritable, match="亲属关系"):
        recusals.lift_name(board.desk, expert, first.id, "同名")
    recusals.lift(board.desk, Recusal.get().id, "误记")
    unit = Unit.get_by_id(first.unit_id)
    expert.work_unit = unit.name
    expert.save()

    with pytest.raises(NotWritable, match="同一工作单位"):
        recusals.lift_name(board.desk, expert, first.id, "同名")
    with pytest.raises(NotFound):
        recusals.lift_name(board.desk, expert, "0" * 26, "同名")

    assert Event.select().where(Event.action == "recusal-lifted").count() == 1


def test_what_was_handed_in_before_names_nobody_any_more(board: Board) -> None:
    put_beside(board, "专家00")
    Application.update(round=Application.round + 1).execute()

    assert (
        recusals.ground_of(board.experts[0], Application.get_by_id(board.applications[0])) is None
    )


def test_member_of_the_name_neither_votes_nor_counts_and_reads_why(board: Board) -> None:
    put_beside(board, "专家00")
    meeting = board.open()
    visitor = board.visitor(account_of(board.experts[0]).login)

    page = visitor.open(f"/expert/meetings/{meeting.id}")
    assert SAID in page.text
    assert SAID in board.office().open(f"/committee/meetings/{meeting.id}").text
    given = [board.vote(meeting, number) for number in range(7)]
    voting.close_vote(board.desk, meeting.id)

    assert given == [2, 3, 3, 3, 3, 3, 3]
    assert SAID not in board.office().open(f"/committee/meetings/{meeting.id}").text
    poll = Poll.get(Poll.application == board.applications[0])
    assert (poll.present, poll.recused, poll.agree) == (7, 1, 6)


def test_lifted_before_the_vote_the_member_votes_on_everything(board: Board) -> None:
    put_beside(board, "专家00")
    recusals.lift_name(
        board.desk, Expert.get_by_id(board.experts[0].id), board.applications[0], "同名"
    )

    assert board.vote(board.open(), 0) == 3


def test_blind_members_read_the_ground_and_nothing_that_says_whom(blind_board: Board) -> None:
    board = blind_board
    put_beside(board, "专家00")
    meeting: Meeting = board.open()
    page = board.visitor(account_of(board.experts[0]).login).open(f"/expert/meetings/{meeting.id}")

    assert "合作者" in page.text
    assert "塔板" not in page.text
    assert meetings.STATES[meeting.state] in page.text


def test_blind_copy_names_no_collaborators(blind_board: Board) -> None:
    application = Application.get_by_id(blind_board.applications[0])
    snapshot = Snapshot.get(Snapshot.application == application)
    standard = standard_of(blind_board.site.packs, application)[1]
    assert standard is not None
    paper = standard.kinds["paper"]
    fields = tuple(
        replace(one, names="collaborators") if one.id == "journal" else one for one in paper.fields
    )
    marked = replace(standard, kinds={**standard.kinds, "paper": replace(paper, fields=fields)})

    def journals(copy: Snapshot) -> list[str]:
        rows = [row for rows in copy.dossier["rows"].values() for row in rows]
        return [row["journal"] for row in rows if row.get("kind") == "paper" and "journal" in row]

    assert journals(blinded(snapshot, standard, application))
    assert journals(blinded(snapshot, marked, application)) == []
