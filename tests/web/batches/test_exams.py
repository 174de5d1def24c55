"""Exams: seats, admission tickets, scores by hand and by sheet, who is exempt."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from tests.web.batches.conftest import PLAN, Office
from tests.web.chains import make_unit
from web.models import Account, Application, Event, Exam, Exemption, Notice, Sitting
from web.services import exemptions, scores, seating, sittings
from web.services.demo_pictures import draw_document
from web.services.errors import BadChoice, Decided, NotWritable, NotYours, OwnApplication
from web.services.exams import standings
from web.services.reviewing import open_review
from web.services.sittings import SittingAnswers
from web.services.spreadsheet import BadSpreadsheet

ASKED = SittingAnswers(
    paper=f"{PLAN}|talk",
    name="第一组",
    day="2026-11-20",
    from_time="09:00",
    to_time="11:30",
    place="省评审中心三楼",
    seats=30,
)


def made(office: Office, number: int = 2) -> Sitting:
    """A sitting of accepted applications, before anybody has a seat."""
    office.accepted(number)
    return sittings.make_sitting(office.desk(office.committee()), ASKED)


def ticketed(office: Office, number: int = 2) -> Sitting:
    sitting = made(office, number)
    desk = office.desk(office.committee())
    seating.allocate(desk, sitting.id)
    return sittings.give_tickets(desk, sitting.id)


def test_seats_are_given_once(office: Office) -> None:
    sitting = made(office)
    desk = office.desk(office.committee())
    other = sittings.make_sitting(desk, ASKED)

    assert seating.allocate(desk, sitting.id).seated == 2
    assert seating.allocate(desk, sitting.id).seated == 0
    assert seating.allocate(desk, other.id).seated == 0

    assert [one.number for one in Exam.select().order_by(Exam.seat)] == [
        "2026112001001",
        "2026112001002",
    ]
    seating.unseat(desk, sitting.id, Exam.get(Exam.seat == 1).id)
    assert seating.allocate(desk, other.id).seated == 1
    assert Exam.get(Exam.sitting == other).number == "2026112002001"


def test_more_people_than_seats_are_told(office: Office) -> None:
    sitting = made(office)
    desk = office.desk(office.committee())
    sittings.change_sitting(desk, sitting.id, SittingAnswers(**{**_values(), "seats": 1}))

    given = seating.allocate(desk, sitting.id)

    assert (given.seated, given.without_seat) == (1, 1)


def _values() -> dict[str, object]:
    return {name: getattr(ASKED, name) for name in ASKED.__slots__}


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"paper": "x|y"}, "paper"),
        ({"day": "2026-11-01"}, "day"),
        ({"from_time": "9点"}, "from_time"),
        ({"to_time": "08:00"}, "to_time"),
        ({"place": ""}, "place"),
        ({"seats": 0}, "seats"),
        ({"seats": 1000}, "seats"),  # the number of a ticket has three digits for them
    ],
)
def test_what_is_wrong_with_a_sitting_is_told_by_field(
    office: Office, changed: dict[str, object], wrong: str
) -> None:
    office.at_committee()

    with pytest.raises(BadChoice) as raised:
        sittings.make_sitting(
            office.desk(office.committee()),
            SittingAnswers(**{**_values(), **changed}),  # type: ignore[arg-type]  # as the cases say
        )

    assert list(raised.value.problems) == [wrong]


@pytest.mark.requirement("AMB-04")
@pytest.mark.requirement("AH-23")
def test_applicant_prints_the_admission_ticket_once_seats_exist(office: Office) -> None:
    sitting = made(office, 1)
    [id] = office.made
    window = office.applicant(id)
    assert "打印准考证" not in window.open(f"/applications/{id}/exams").text
    assert window.open(f"/applications/{id}/exams/talk/ticket.pdf").status == 404
    assert "考试答辩、免试" in window.open("/applications").text
    assert "打印准考证" not in window.text
    desk = office.desk(office.committee())
    seating.allocate(desk, sitting.id)
    sittings.give_tickets(desk, sitting.id)

    window.open(f"/applications/{id}/exams")

    assert "打印准考证" in window.text
    assert "2026112001001" in window.text
    assert Notice.select().where(Notice.text.contains("准考证可以打印了")).count() == 1
    window.open("/applications").follow("打印准考证")
    assert (window.status, window.page.data[:5]) == (200, b"%PDF-")


def test_scores_by_hand_are_all_right_or_none_is_kept(office: Office) -> None:
    sitting = ticketed(office)
    first, second = Exam.select().order_by(Exam.seat)
    window = office.operator(office.committee()).open(f"/committee/sittings/{sitting.id}")

    window.do(**{"action": "scores", f"score:{first.id}": "88.5", f"score:{second.id}": "101"})
    assert (window.status, "不能高于满分 100" in window.text) == (422, True)
    assert Exam.get_by_id(first.id).score is None
    window.do(**{"action": "scores", f"score:{first.id}": "88.5", f"score:{second.id}": "缺考"})

    assert "2 人的成绩有变化" in window.text
    stored = [(one.score, one.absent) for one in Exam.select().order_by(Exam.seat)]
    assert stored == [(8850, False), (None, True)]


def test_scores_that_somebody_changed_meanwhile_are_not_overwritten(office: Office) -> None:
    sitting = ticketed(office, 1)
    desk, exam = office.desk(office.committee()), Exam.get()
    seen = {exam.id: exam.version}

    scores.save_scores(desk, sitting.id, {exam.id: "70"}, seen)
    with pytest.raises(BadChoice) as raised:
        scores.save_scores(desk, sitting.id, {exam.id: "80"}, seen)

    assert "他人刚刚改为“70”" in raised.value.problems[exam.id]
    assert Exam.get().score == 7000


def test_scores_come_from_a_spreadsheet_with_errors_by_row(office: Office) -> None:
    sitting = ticketed(office)
    desk = office.desk(office.committee())
    sheet = scores.build_sheet(sitting)

    with pytest.raises(BadChoice) as raised:
        scores.import_scores(desk, sitting.id, filled(sheet, ["abc", "-1"], extra="99"))
    assert list(raised.value.problems) == ["第 2 行", "第 3 行", "第 4 行"]
    assert "没有准考证号“99”" in raised.value.problems["第 4 行"]
    with pytest.raises(BadSpreadsheet, match="第一行应是"):
        scores.import_scores(desk, sitting.id, filled(sheet, ["1"], head="考号"))
    assert scores.import_scores(desk, sitting.id, filled(sheet, ["59.5", "60"])) == 2
    assert scores.import_scores(desk, sitting.id, filled(sheet, ["59.5", "60"])) == 0

    window = office.operator(office.committee()).open(f"/committee/sittings/{sitting.id}")
    window.do(action="release")
    assert "成绩已公布" in window.text
    told = {standings(open_review(desk, one.application_id))[0].result for one in Exam.select()}
    assert told == {"59.5 分，不合格", "60 分，合格"}
    with pytest.raises(NotWritable, match="成绩不能再改"):
        scores.import_scores(desk, sitting.id, filled(sheet, ["61", "62"]))


def filled(sheet: bytes, typed: list[str], *, extra: str = "", head: str = "") -> bytes:
    book = load_workbook(io.BytesIO(sheet))
    page = book.worksheets[0]
    for row, text in enumerate(typed, start=2):
        page.cell(row=row, column=3, value=text)
    if extra:
        page.append([extra, "", "60"])
    if head:
        page.cell(row=1, column=1, value=head)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_results_are_hidden_until_everybody_has_one_and_they_are_released(office: Office) -> None:
    sitting = ticketed(office)
    desk, exam = office.desk(office.committee()), Exam.get(Exam.seat == 1)
    scores.save_scores(desk, sitting.id, {exam.id: "90"}, {})

    with pytest.raises(NotWritable, match="还有 1 人没有成绩"):
        sittings.release(desk, sitting.id)

    window = office.applicant(exam.application_id)
    assert "90 分" not in window.open(f"/applications/{exam.application_id}/exams").text


@pytest.mark.requirement("AH-23")
def test_applicant_asks_to_be_exempt_and_the_office_decides(office: Office) -> None:
    sitting = made(office, 1)
    [id] = office.made
    window = office.applicant(id).open(f"/applications/{id}/exams")
    address = f"/applications/{id}/exams/talk/exemption"

    window.send(address, reason="")
    assert window.status == 422
    assert "请选择免试的情形" in window.text
    assert "请上传证明材料" in window.text
    proof = ("证书.jpg", draw_document("证书"))
    window.send(address, ground="其他", reason="获奖", proof=proof)
    assert "免试申请已提交" in window.text
    window.follow("证书.jpg")
    assert (window.status, window.page.get_data()[:3]) == (200, b"\xff\xd8\xff")
    window.page.close()
    desk, asked = office.desk(office.committee()), Exemption.get()
    assert seating.allocate(desk, sitting.id).waiting == 1

    office_window = office.operator(office.committee())
    office_window.open("/committee/exemptions").open(f"/committee/exemptions/{asked.id}")
    assert "证书.jpg" in office_window.text
    office_window.send(f"/committee/exemptions/{asked.id}", verdict="refuse")
    assert (office_window.status, "请填写原因" in office_window.text) == (422, True)
    office_window.send(f"/committee/exemptions/{asked.id}", verdict="grant")

    assert "同意免试" in office_window.text
    assert seating.allocate(desk, sitting.id).seated == 0
    assert "已免试" in window.open(f"/applications/{id}/exams").text
    with pytest.raises(Decided):
        exemptions.decide(desk, asked.id, grant=False, opinion="又改主意")
    assert Event.select().where(Event.action == "exemption-granted").count() == 1


def test_nobody_grants_or_scores_their_own(office: Office) -> None:
    sitting = ticketed(office, 1)
    [id] = office.made
    desk = office.desk(office.committee())
    asked = Exemption.create(
        application=id, paper="talk", ground="其他", reason="获奖", requested_at=office.now
    )
    Account.update(person=Application.get_by_id(id).person).where(
        Account.id == desk.operator.id
    ).execute()
    desk, exam = office.desk(office.committee()), Exam.get()

    with pytest.raises(OwnApplication):
        exemptions.decide(desk, asked.id, grant=True, opinion="")
    with pytest.raises(OwnApplication):
        scores.save_scores(desk, sitting.id, {exam.id: "99"}, {})

    assert Exemption.get().state == "requested"
    assert Exam.get().score is None


def test_version_that_no_page_sends_is_no_bug(office: Office) -> None:
    sitting = ticketed(office, 1)
    exam = Exam.get()
    window = office.operator(office.committee()).open(f"/committee/sittings/{sitting.id}")

    window.do(action="scores", **{f"score:{exam.id}": "90", f"version:{exam.id}": "9" * 5000})

    assert window.status == 200
    assert Exam.get().score == 9000


def test_other_committees_see_no_request_and_no_sitting(office: Office) -> None:
    sitting = made(office, 1)
    [id] = office.made
    window = office.applicant(id).open(f"/applications/{id}/exams")
    window.send(
        f"/applications/{id}/exams/talk/exemption",
        ground="其他",
        reason="获奖",
        proof=("证书.jpg", draw_document("证书")),
    )
    other = make_unit("anhui", "另一评委会", kind="committee")

    with pytest.raises(NotYours):
        exemptions.exemption_of(other, Exemption.get().id)
    with pytest.raises(NotYours):
        sittings.sitting_of(other, sitting.id)
