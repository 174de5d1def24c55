"""The pages of the committee's office and of its experts, as people use them without scripts."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

from openpyxl import Workbook

from tests.web.meetings.conftest import DAY, Board, account_of
from web.models import Application, Expert, KeptForm, Meeting, SignedIn, database
from web.services.expert_import import COLUMNS


def workbook(*rows: tuple[str, ...]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(COLUMNS))
    for row in rows:
        sheet.append(list(row))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_expert_is_added_and_sets_a_password_with_a_code(board: Board) -> None:
    office = board.office().open("/committee/experts/new")

    office.send("/committee/experts/new", name="某甲", login="newexpert")
    assert office.status == 422
    assert "请填写工作单位" in office.text
    office.send("/experts/new", work_unit="某大学", title="教授", valid_to="2030-01-01")
    assert "任期不超过 3 年" in office.text
    office.send("/experts/new", valid_to="2028-10-31")
    assert "已将“某甲”加入专家库" in office.text
    office.send("/code")

    assert "验证码" in office.text


def test_experts_come_from_a_spreadsheet_with_errors_by_row(board: Board) -> None:
    good = ("某乙", "goodone", "", "某研究院", "教授", "", "", "2026-01-01", "2028-12-31")
    bad = ("某丙", "goodone", "", "", "教授", "没有的系列", "", "2026-01-01", "2031-12-31")
    office = board.office().open("/committee/experts/import")

    office.send("/experts/import", file=("专家.xlsx", workbook(good, bad)))
    assert "正确 1 行，有错误 1 行" in office.text
    assert "请填写工作单位" in office.text
    office.send("/experts/import")

    assert "已导入 1 位专家" in office.text
    with database.connection_context():
        assert Expert.select().where(Expert.name == "某乙").count() == 1


def test_office_meets_members_vote_and_the_chair_confirms_on_pages(board: Board) -> None:
    office = board.office().open("/committee/meetings")
    office.send("/committee/meetings", batch=board.batch.id, day=DAY, place="会议室", way="online")
    address = office.path
    office.send(address, action="draw", number="3")
    assert "已抽取 3 位委员" in office.text
    form = office.form(address)
    seats = [name for name, _ in form.values if name.startswith("presence-")]
    office.post(
        address,
        {
            **dict(form.values),
            "action": "attend",
            **dict.fromkeys(seats, "present"),
            seats[0].replace("presence", "office"): "chair",
        },
    )
    host = seats[0].removeprefix("presence-")
    token = dict(form.values)["csrf_token"]
    office.post(address, {"csrf_token": token, "action": "open", "host": host})
    assert "已开始投票" in office.text
    with database.connection_context():
        people = [one.expert for one in Meeting.get().seats]
    for expert in people:
        member = board.visitor(account_of(expert).login).open("/expert")
        member.follow("评审会议")
        ballots = {n for n in member.form("/expert/meetings/").names if n.startswith("ballot-")}
        member.send("/expert/meetings/")
        assert member.status == 422
        member.send("/expert/meetings/", **dict.fromkeys(ballots, "agree"))
        assert "已投票，共 3 项" in member.text
    office = board.office().open(address)
    office.send(address, action="close", sure="1")
    assert "投票已结束" in office.text
    sheet = office.client.get(f"{address}/sheet.pdf")
    assert sheet.data.startswith(b"%PDF")
    with database.connection_context():
        chair = Meeting.get().host
    window = board.visitor(account_of(chair).login).open(
        f"/expert/meetings/{address.split('/')[-1]}"
    )
    window.send("/confirm", sure="1")

    assert "已确认评审结果" in window.text
    with database.connection_context():
        assert {one.node for one in Application.select()} == {"publicity"}


def test_ballot_of_a_session_that_has_run_out_is_not_kept(board: Board) -> None:
    meeting = board.open()
    member = board.visitor(account_of(board.experts[1]).login)
    member.open(f"/expert/meetings/{meeting.id}")
    ballots = {n for n in member.form("/expert/meetings/").names if n.startswith("ballot-")}
    with database.connection_context():
        SignedIn.update(seen_at=board.now - timedelta(hours=20)).execute()

    member.send("/expert/meetings/", **dict.fromkeys(ballots, "agree"))

    with database.connection_context():
        kept = [field for form in KeptForm.select() for field in form.fields]
    assert "/signin" in member.path
    assert kept == []


def test_reading_room_of_the_office(board: Board) -> None:
    address = f"/committee/batches/{board.batch.id}/reading"
    office = board.office().open(address)

    office.post(address, {**dict(office.form(address).values), "action": "draw", "name": "一组",
                          "number": "2"})  # fmt: skip
    assert "评议组至少 3 人" in office.text
    office.post(address, {**dict(office.form(address).values), "action": "draw", "name": "一组",
                          "number": "3"})  # fmt: skip
    assert "已抽取“一组”" in office.text
    office.post(address, {**dict(office.form(address).values), "action": "evenly",
                          "readers": "3"})  # fmt: skip
    assert "已分配 9 份" in office.text
    office.open(f"/committee/batches/{board.batch.id}/opinions")

    assert office.status == 200
    assert "已提交 0 / 3" in office.text


def test_open_meeting_offers_to_save_only_who_comes_late(board: Board) -> None:
    meeting = board.open(members=9, present=9)
    page = board.office().open(f"/committee/meetings/{meeting.id}")
    assert ("保存出席情况" in page.text, "保存职务" in page.text) == (False, False)


def test_open_meeting_with_somebody_absent_offers_to_save(board: Board) -> None:
    meeting = board.open()
    page = board.office().open(f"/committee/meetings/{meeting.id}")
    assert ("保存出席情况" in page.text, "保存职务" in page.text) == (True, False)
