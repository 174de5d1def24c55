"""The desk of a unit: its list, the whole of an application, decisions and who may take them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from tests.web.after.conftest import Arrange, Case
from tests.web.after.steps import decide, events, press_decision, token
from tests.web.archiving import press
from tests.web.visitor import Visitor
from web.models import (
    Account,
    Application,
    Event,
    FileUse,
    Mark,
    Person,
    Review,
    Row,
    Snapshot,
    Task,
    Unit,
    close_database,
    database,
)
from web.services.notices import unread

OPINION = "请补充个人总结。"


def told(login: str) -> list[str]:
    with database.connection_context():
        return [notice.text for notice in unread(Account.get(Account.login == login))]


@pytest.mark.requirement("SD-26", "SD-28", "SD-29", "SD-30")
def test_passed_application_goes_on_and_its_applicant_is_told(arrange: Arrange) -> None:
    case = arrange("demo-shandong-done", "demo-shandong-company")
    case.operator.open("/reviews")
    assert "曲莉" in case.operator.text
    assert "待审核" in case.operator.text

    case.operator.open(case.desk)
    assert case.operator.html.count('value="pass"') == 2, "above and below"
    assert case.operator.html.count('value="return"') == 2
    decide(case, "pass")

    assert (case.stored.state, case.stored.node) == ("submitted", "unit_report")
    assert "审核通过，待上报" in told("demo-shandong-done")[0]
    with database.connection_context():
        review = Review.get()
        operator = Account.get(Account.login == "demo-shandong-company")
        assert (review.action, review.node, review.round) == ("pass", "unit", 1)
        assert review.actor == operator.id
    assert events(case)[-1] == "pass"


def test_what_asked_for_something_is_put_aside_when_it_is_done(arrange: Arrange) -> None:
    case = arrange("demo-jilin-done", "demo-jilin-company")
    assert any("请审核" in text for text in told("demo-jilin-company"))

    decide(case, "return", opinion=OPINION)

    assert not any("请审核" in text for text in told("demo-jilin-company"))
    assert any(OPINION in text for text in told("demo-jilin-done"))


def test_return_is_put_aside_when_it_is_corrected(corrected: Case) -> None:
    assert corrected.stored.round == 2

    assert not any("个人总结过于简略" in text for text in told("demo-jilin-corrected"))
    assert any("再次提交" in text for text in told("demo-jilin-company"))


@pytest.mark.requirement("SD-29")
@pytest.mark.parametrize("action", ["return", "terminate"])
def test_decision_against_the_applicant_needs_an_opinion(handed_in: Case, action: str) -> None:
    operator = decide(handed_in, action, opinion="   ", marks={"summary": "太短"})

    assert (operator.status, handed_in.stored.state) == (422, "submitted")
    assert "请填写审核意见" in operator.text
    assert ("转到审核意见", "#opinion") in operator.links()
    assert "太短" in operator.html, "what was typed stays"


@pytest.mark.requirement("JL-31", "JL-36")
def test_returned_with_marks_it_keeps_them_with_their_comments(handed_in: Case) -> None:
    with database.connection_context():
        row = Row.get((Row.application == handed_in.id) & (Row.list == "education")).id
    marks = {"summary": "太短", f"education.{row}": "看不清"}

    decide(handed_in, "return", opinion=OPINION, marks=marks)

    assert handed_in.stored.state == "returned"
    with database.connection_context():
        assert {mark.path: mark.comment for mark in Mark.select()} == marks
    assert OPINION.rstrip("。") in told("demo-jilin-done")[0]
    assert "需要修改 2 处：" in told("demo-jilin-done")[0]
    assert "（太短）" in told("demo-jilin-done")[0]
    assert "第 1 条（看不清）" in told("demo-jilin-done")[0]


def test_notice_of_a_return_says_where_the_rest_is_when_it_is_long(handed_in: Case) -> None:
    with database.connection_context():
        row = Row.get((Row.application == handed_in.id) & (Row.list == "education")).id
    marks = {"summary": "太短" * 100, f"education.{row}": "看不清" * 80}

    decide(handed_in, "return", opinion=OPINION, marks=marks)

    assert "……全部内容见申报页面。" in told("demo-jilin-done")[0]
    applicant = handed_in.applicant.open(handed_in.address)
    assert all(comment in applicant.text for comment in marks.values())


@pytest.mark.requirement("JL-32")
def test_terminated_application_is_final(handed_in: Case) -> None:
    decide(handed_in, "terminate", opinion="材料不属实。")

    assert handed_in.stored.state == "terminated"
    applicant = handed_in.applicant.open("/applications")
    assert "审核不通过终止审核" in applicant.text
    sent = {"csrf_token": token(applicant)}
    for path in ("/sections/summary", "/submit", "/delete", "/withdraw"):
        applicant.post(f"{handed_in.address}{path}", sent)
        assert applicant.status == 403, path
    operator = handed_in.operator.open(handed_in.desk)
    assert 'name="action"' not in operator.html
    assert "材料不属实" in applicant.open(f"{handed_in.address}/track").text


def test_second_operator_is_told_who_decided(app: Flask, handed_in: Case) -> None:
    with database.connection_context():
        unit = Account.get(Account.login == "demo-jilin-company").unit
        Account.create(
            province="jilin", role="operator", login="second", name="第二人", unit=unit,
            created_at=unit.created_at,
        )  # fmt: skip
    second = Visitor(app.test_client()).sign_in_as("second").open(handed_in.desk)
    decide(handed_in, "pass")

    press_decision(second, handed_in, "terminate", opinion="不符合。")

    assert (second.status, handed_in.stored.state) == (409, "submitted")
    assert "由宋经办处理过" in second.text
    assert "您的操作没有执行" in second.text
    with database.connection_context():
        assert Review.select().count() == 1


def test_two_decisions_at_the_same_moment_are_one(app: Flask, handed_in: Case) -> None:
    windows = [Visitor(app.test_client()).sign_in_as("demo-jilin-company") for _ in range(2)]
    forms = [dict(window.open(handed_in.desk).form(handed_in.desk).values) for window in windows]
    close_database()

    def press_one(number: int) -> int:
        action = ("pass", "terminate")[number]
        sent = {**forms[number], "action": action, "opinion": "意见"}
        return windows[number].post(handed_in.desk, sent).status

    with ThreadPoolExecutor(2) as pool:
        statuses = sorted(pool.map(press_one, range(2)))

    assert statuses == [200, 409]
    with database.connection_context():
        assert Review.select().count() == 1


def test_decision_about_an_earlier_round_is_refused(returned: Case) -> None:
    operator = returned.operator
    returned.applicant.open(f"{returned.address}/submit").send(f"{returned.address}/submit")
    form = operator.open(returned.desk).form(returned.desk)
    form.values = [(k, "1" if k == "round" else v) for k, v in form.values]

    press(operator, form, ("action", "pass"))

    assert (operator.status, returned.stored.node) == (409, "unit")


def test_mark_of_nothing_is_refused(handed_in: Case) -> None:
    operator = decide(handed_in, "return", opinion=OPINION, marks={"person": "改名"})

    assert (operator.status, handed_in.stored.state) == (422, "submitted")


def test_action_that_the_node_does_not_have_is_refused(handed_in: Case) -> None:
    operator = decide(handed_in, "refuse", opinion=OPINION)

    assert (operator.status, handed_in.stored.state) == (409, "submitted")


def test_nobody_reviews_their_own_application(handed_in: Case) -> None:
    form = handed_in.operator.open(handed_in.desk).form(handed_in.desk)
    with database.connection_context():
        mine = handed_in.stored.person.account["person"]["id_number"]
        Account.update(id_number=None).where(Account.role == "applicant").execute()
        Account.update(id_number=mine).where(Account.login == "demo-jilin-company").execute()

    handed_in.operator.open(handed_in.desk)
    assert "这是您本人的申报" in handed_in.operator.text
    assert 'name="action"' not in handed_in.operator.html
    press(handed_in.operator, form, ("action", "pass"))

    assert (handed_in.operator.status, handed_in.stored.node) == (403, "unit")


def test_other_units_see_nothing_of_it(app: Flask, handed_in: Case) -> None:
    with database.connection_context():
        data = Snapshot.get().dossier
    file = next(iter(data["files"].values()))[0]["id"]
    stranger = Visitor(app.test_client()).sign_in_as("demo-jilin-school")
    assert "邱平" not in stranger.open("/reviews").text

    for part in ("", f"/files/{file}", f"/files/{file}/content", "/rounds/1", "/tables/x.pdf"):
        stranger.open(f"{handed_in.desk}{part}")
        assert (stranger.status, "邱平" in stranger.text) == (403, False), part
    stranger.post(handed_in.desk, {"csrf_token": token(stranger), "action": "pass"})
    assert (stranger.status, handed_in.stored.node) == (403, "unit")


def test_binding_to_another_unit_leaves_it_where_it_was_reported(handed_in: Case) -> None:
    with database.connection_context():
        from web.models import Binding

        Binding.update(unit=Unit.get(Unit.name.contains("实验中学"))).execute()

    decide(handed_in, "pass")

    assert handed_in.stored.node == "department"


def test_unit_sees_files_and_the_printed_table_of_what_was_handed_in(handed_in: Case) -> None:
    operator = handed_in.operator.open(handed_in.desk)
    address = next(a for name, a in operator.links() if "/files/" in a and name.endswith(".jpg"))

    operator.open(address)
    assert operator.status == 200
    source = operator.html.partition('<img src="')[2].partition('"')[0]
    picture = operator.client.get(source)
    assert picture.status_code == 200
    assert "sandbox" in picture.headers["Content-Security-Policy"]
    picture.close()
    operator.follow("向右旋转")
    assert 'transform="translate(' in operator.html
    operator.open(handed_in.desk)
    pdf = next(address for text, address in operator.links() if text.startswith("导出"))
    assert operator.client.get(pdf).data[:5] == b"%PDF-"


@pytest.mark.requirement("SD-27")
@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("year=2026", True),
        ("year=2025", False),
        ("plan=jilin/2026-engineering-senior", True),
        ("plan=jilin/2026-k12-full", False),
        ("title=高级工程师", True),
        ("title=工程师", False),
        ("level=副高级", True),
        ("level=初级", False),
        ("name=邱", True),
        ("name=王", False),
        ("state=returned", False),
        ("state=", True),
        ("state=nonsense", False),
        ("page=99", True),
    ],
)
def test_list_is_looked_through_by_year_level_title_and_state(
    handed_in: Case, query: str, shown: bool
) -> None:
    operator = handed_in.operator.open(f"/reviews?{query}")

    assert operator.status == 200
    assert ("邱平" in operator.text) is shown


def test_empty_list_says_so(handed_in: Case) -> None:
    with database.connection_context():
        Application.delete().execute()

    assert "还没有申报报到本单位" in handed_in.operator.open("/reviews").text


@pytest.mark.requirement("YN-36", "YN-39")
def test_pick_that_was_not_verified_is_pointed_out_and_verified_first(arrange: Arrange) -> None:
    case = arrange("demo-yunnan-done", "demo-institute")
    with database.connection_context():
        picked = list(Row.select().where(Row.application == case.id, Row.record != ""))
        row = next(one for one in picked if one.snapshot["status"] == "pending")

    operator = case.operator.open(case.desk)
    assert "有 1 项提交时未审核" in operator.text
    assert "未审核" in operator.text
    decide(case, "pass")
    assert (operator.status, case.stored.node) == (409, "unit")

    operator.open(case.desk).follow("去审核这项业绩")
    assert operator.path == f"/verification/{row.record}"
    press(operator, operator.form(f"/verification/{row.record}"), ("action", "pass"))
    assert operator.path == case.desk, "and back"
    assert "提交时未审核，现已通过" in operator.text
    decide(case, "pass")

    assert case.stored.node == "department"


def test_manual_checks_are_a_list_to_tick(handed_in: Case) -> None:
    operator = handed_in.operator.open(handed_in.desk)
    if "人工核对" not in operator.text:
        with database.connection_context():
            report = Snapshot.get().report
        assert not [f for r in report["rows"] for f in r["findings"] if f["severity"] == "manual"]
        return
    checked = operator.html.partition('name="checked" value="')[2].partition('"')[0]
    form = operator.form(handed_in.desk)
    form.values.append(("checked", checked))
    press(operator, form, ("action", "pass"))
    with database.connection_context():
        event = Event.select().where(Event.action == "pass").get()
        assert event.details["checked"] == [checked]


def test_after_a_decision_the_next_one_is_shown(app: Flask, handed_in: Case) -> None:
    with database.connection_context():
        first = Application.get_by_id(handed_in.id)
        person = Account.get(Account.login == "demo-jilin-company").unit.bindings.first().person
        snapshot = Snapshot.get()
        data = {**first.__data__, "id": "0" * 26, "person": person, "plan": "other"}
        Application.create(**data)
        Snapshot.create(**{**snapshot.__data__, "id": "1" * 26, "application": "0" * 26})
        task = Task.get(Task.application == handed_in.id)
        Task.create(**{**task.__data__, "id": "2" * 26, "application": "0" * 26})

    decide(handed_in, "pass")

    assert handed_in.operator.path == f"/reviews/{'0' * 26}"


@pytest.mark.requirement("YN-47", "JL-28", "JL-33", "SD-18")
def test_progress_shows_every_node_with_what_was_decided(handed_in: Case) -> None:
    decide(handed_in, "pass", opinion="同意推荐。")

    applicant = handed_in.applicant.open("/applications").follow("进度跟踪")

    for words in ("推荐单位审核", "业务部门审核", "评委会评审", "公示", "发证", "同意推荐。"):
        assert words in applicant.text
    assert "宋经办" not in applicant.text  # the unit answers for it, not a person
    with database.connection_context():
        unit = Account.get(Account.login == "demo-jilin-company").unit.name
    assert applicant.text.count(unit) >= 2
    assert "下一步：评委会评审" in applicant.text
    assert "第 1 次提交" in applicant.text
    assert "2026-11-01" in applicant.text


def test_history_folds_runs_of_saves(returned: Case) -> None:
    applicant = returned.applicant
    for number in range(3):
        applicant.open(f"{returned.address}/pages/summary_page")
        applicant.send("/sections/summary", text=f"任现职以来主持设计 {number} 条生产线。")

    applicant.open(f"{returned.address}/track")

    history = applicant.text.rpartition("操作记录")[2]
    assert "保存（3 次）" in history
    assert "开始申报" in history
    assert "推荐单位审核：退回" in history


@pytest.mark.requirement("AH-91")
def test_every_round_can_be_looked_at_as_it_was(corrected: Case) -> None:
    applicant = corrected.applicant.open(f"{corrected.address}/rounds/1")
    before = applicant.text
    applicant.open(f"{corrected.address}/rounds/2")

    assert "获发明专利一项" not in before
    assert "获发明专利一项" in applicant.text
    address = next(address for _, address in applicant.links() if "/files/" in address)
    assert applicant.open(address).status == 200
    assert applicant.open(f"{corrected.address}/rounds/3").status == 404
    applicant.open(f"{corrected.address}/rounds/1")
    pdf = next(address for text, address in applicant.links() if text.startswith("导出"))
    assert applicant.client.get(pdf).data[:5] == b"%PDF-"
    assert corrected.operator.open(f"{corrected.desk}/rounds/1").status == 200


def test_reviewer_sees_what_the_correction_changed(corrected: Case) -> None:
    operator = corrected.operator.open(corrected.desk)

    assert "与第 1 次提交的不同" in operator.text
    table = operator.html.partition('id="changes"')[2].partition("</section>")[0]
    assert table.count("<tr>") == 2, "the head and the only change"
    assert "获发明专利一项" in table
    assert "有修改" in operator.text


def test_files_that_another_person_uses_are_pointed_out_to_the_reviewer(handed_in: Case) -> None:
    handed_in.operator.open(handed_in.desk)
    assert "与他人上传的内容相同" not in handed_in.operator.text
    with database.connection_context():
        mine = FileUse.select().where(FileUse.application == handed_in.stored.id).first()
        other = Person.create(name="他人", province=mine.person.province)
        FileUse.create(
            person=other, place="record/x/proof", name="同一份.jpg", content=mine.content
        )

    handed_in.operator.open(handed_in.desk)

    assert "有 1 个文件与他人上传的内容相同" in handed_in.operator.text
    assert mine.name in handed_in.operator.text
