"""The desk of a unit: the queue, decisions, their opinions, two operators, several at once."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.web.archiving import (
    add_honor,
    change,
    press,
    record_form,
    review,
    sign_in_colleague,
    state_of,
    told,
)
from tests.web.visitor import Visitor
from web.models import Account, Binding, Event, Person, Record, Unit, database
from web.services.archive import digest_of_record

QUEUE = "/verification"


@pytest.fixture
def operator(app: Flask, visitor: Visitor) -> Visitor:
    """An operator of the unit that the applicant is bound to."""
    return Visitor(app.test_client()).sign_in_as("demo-qingshan")


@pytest.mark.requirement("YN-15", "YN-17", "AH-20")
def test_passed_record_passes_by_itself_and_its_owner_is_told(
    visitor: Visitor, operator: Visitor
) -> None:
    id = add_honor(visitor)

    review(operator, id, "pass")

    assert state_of(id) == "passed"
    assert told("demo")[0] == "“市教学能手”（获得荣誉情况）的状态变为“审核通过”"
    with database.connection_context():
        record = Record.get_by_id(id)
        assert record.verified_by == Account.get(Account.login == "demo-qingshan").id
        assert record.verified_at is not None
        actions = Event.select().where(Event.subject == f"record:{id}").order_by(Event.number)
        assert [event.action for event in actions][-1] == "pass"


@pytest.mark.requirement("YN-19")
def test_returned_record_shows_its_opinion_and_is_verified_again(
    visitor: Visitor, operator: Visitor
) -> None:
    id = add_honor(visitor)
    review(operator, id, "return", "请补充文件首页")
    assert state_of(id) == "returned"
    assert "请补充文件首页" in told("demo")[0]
    assert "审核意见： 请补充文件首页" in visitor.open(f"/archive/{id}").text

    visitor.open(f"/archive/{id}/edit")
    press(visitor, record_form(visitor), ("intent", "submit"), authority="蚌埠市教育体育局")
    review(operator, id, "pass")

    assert state_of(id) == "passed"


@pytest.mark.requirement("YN-18")
def test_failed_record_stays_failed(visitor: Visitor, operator: Visitor) -> None:
    id = add_honor(visitor)

    review(operator, id, "fail", "证书系伪造")

    assert state_of(id) == "failed"
    assert visitor.open(f"/archive/{id}/edit").status == 403
    assert "照此新增" in visitor.open(f"/archive/{id}").text


@pytest.mark.parametrize("action", ["return", "fail"])
def test_return_and_rejection_need_an_opinion(
    visitor: Visitor, operator: Visitor, action: str
) -> None:
    id = add_honor(visitor)

    review(operator, id, action, "  ")

    assert (operator.status, state_of(id)) == (422, "pending")
    assert "请填写审核意见" in operator.text


def test_record_that_changed_while_it_was_looked_at_is_not_decided(
    visitor: Visitor, operator: Visitor
) -> None:
    id = add_honor(visitor)
    operator.open(f"{QUEUE}/{id}")
    form = operator.form(f"{QUEUE}/{id}")
    visitor.open(f"/archive/{id}/edit")
    press(visitor, record_form(visitor), ("x", ""), name="国家级教学能手")

    press(operator, form, ("action", "pass"))

    assert (operator.status, state_of(id)) == (409, "pending")
    assert "修改过这条业绩" in operator.text
    assert "国家级教学能手" in operator.text


def test_second_operator_is_told_who_decided(
    app: Flask, visitor: Visitor, operator: Visitor
) -> None:
    id = add_honor(visitor)
    second = Visitor(app.test_client()).sign_in_as("demo-qingshan2").open(f"{QUEUE}/{id}")
    form = second.form(f"{QUEUE}/{id}")
    review(operator, id, "pass")

    press(second, form, ("action", "fail"), opinion="不实")

    assert (second.status, state_of(id)) == (409, "passed")
    assert "孙经办已将这条业绩审核为“审核通过”，您的操作没有执行" in second.text


def test_nobody_verifies_what_is_their_own(visitor: Visitor, operator: Visitor) -> None:
    id = add_honor(visitor)
    with database.connection_context():
        person = Record.get_by_id(id).person
        mine = person.account["person"]["id_number"]
        Account.update(own_number=mine).where(Account.login == "demo-qingshan").execute()

    operator.open(f"{QUEUE}/{id}")
    assert "这是您本人的业绩" in operator.text
    token = dict(operator.form("").values)["csrf_token"]
    with database.connection_context():
        seen = digest_of_record(Record.get_by_id(id))
    operator.post(f"{QUEUE}/{id}", {"csrf_token": token, "action": "pass", "seen": seen})

    assert (operator.status, state_of(id)) == (403, "pending")


def test_records_of_other_units_are_closed(app: Flask, visitor: Visitor) -> None:
    id = add_honor(visitor)
    with database.connection_context():
        file = Record.get_by_id(id).files["certificate"][0]["id"]
    stranger = Visitor(app.test_client()).sign_in_as("demo-hongqi")

    assert "市教学能手" not in stranger.open(QUEUE).text
    for part in ("", f"/proofs/{file}", f"/proofs/{file}/content"):
        stranger.open(f"{QUEUE}/{id}{part}")
        assert stranger.status == 403
        assert "教学能手" not in stranger.text


def test_drafts_are_not_shown_to_the_unit(visitor: Visitor, operator: Visitor) -> None:
    id = add_honor(visitor, intent="keep")

    assert "市教学能手" not in operator.open(f"{QUEUE}?state=").text
    assert operator.open(f"{QUEUE}/{id}").status == 404


@pytest.mark.requirement("YN-15")
def test_what_waits_goes_to_the_new_unit_when_its_owner_changes(
    app: Flask, visitor: Visitor, operator: Visitor
) -> None:
    id = add_honor(visitor)
    with database.connection_context():
        other = Unit.get(Unit.name == "合肥市红旗中学")
        person = Person.get_by_id(Record.get_by_id(id).person_id)
        Binding.update(state="ended").where(Binding.person == person).execute()
        Binding.create(
            person=person, unit=other, state="bound", requested_at=Record.get_by_id(id).changed_at
        )

    assert operator.open(f"{QUEUE}/{id}").status == 403
    new = Visitor(app.test_client()).sign_in_as("demo-hongqi")
    assert "市教学能手" in new.open(QUEUE).text
    review(new, id, "pass")
    assert state_of(id) == "passed"


def test_incomplete_record_does_not_pass(visitor: Visitor, operator: Visitor) -> None:
    id = add_honor(visitor)
    change(id, files={})

    operator.open(f"{QUEUE}/{id}")
    assert "内容还不完整，不能通过" in operator.text
    review(operator, id, "pass")

    assert (operator.status, state_of(id)) == (403, "pending")


def test_after_a_decision_the_next_one_is_shown(visitor: Visitor, operator: Visitor) -> None:
    first, second = add_honor(visitor), add_honor(visitor, name="省教学能手")

    operator.open(f"{QUEUE}/{first}?kind=honor")
    form = operator.form(f"{QUEUE}/{first}")
    press(operator, form, ("action", "pass"))
    assert operator.path == f"{QUEUE}/{second}"
    press(operator, operator.form(f"{QUEUE}/{second}"), ("action", "pass"))

    assert (state_of(first), state_of(second)) == ("passed", "passed")


def test_unit_takes_back_its_word_and_says_why(visitor: Visitor, operator: Visitor) -> None:
    id = add_honor(visitor)
    review(operator, id, "pass")

    review(operator, id, "withdraw", "发证单位来函撤销")

    assert state_of(id) == "returned"
    assert "发证单位来函撤销" in told("demo")[0]


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("kind=honor", True),
        ("kind=award", False),
        ("person=李", True),
        ("person=王", False),
        ("text=能手", True),
        ("text=100%25", False),
        ("state=passed", False),
        ("state=&kind=honor", True),
        ("sort=person", True),
        ("sort=nonsense", True),
        ("page=99", True),
    ],
)
def test_queue_is_filtered_and_sorted(
    visitor: Visitor, operator: Visitor, query: str, shown: bool
) -> None:
    add_honor(visitor)

    operator.open(f"{QUEUE}?{query}")

    assert operator.status == 200
    assert ("市教学能手" in operator.text) is shown


def test_empty_queue_says_so(visitor: Visitor, operator: Visitor) -> None:
    with database.connection_context():
        Record.delete().execute()

    assert "没有等待审核的业绩" in operator.open(QUEUE).text


def chosen(operator: Visitor, *ids: str) -> list[str]:
    """The values of the boxes of these records in the queue."""
    found = operator.html.split('name="record" value="')[1:]
    values = [one.partition('"')[0] for one in found]
    return [value for value in values if value.partition(":")[0] in ids]


@pytest.mark.requirement("SD-26")
def test_several_records_pass_together_after_they_were_shown_again(
    visitor: Visitor, operator: Visitor
) -> None:
    first, second = add_honor(visitor), add_honor(visitor, name="省教学能手")
    operator.open(QUEUE)
    values = chosen(operator, first, second)

    press(operator, operator.form("/verification/batch"), ("action", "pass"), record=values)
    assert (state_of(first), "批量通过：2 条" in operator.text) == ("pending", True)
    operator.send("/verification/batch", record=values)

    assert (state_of(first), state_of(second)) == ("passed", "passed")
    assert "已通过 2 条" in operator.text


def test_batch_return_needs_an_opinion_and_passes_over_what_cannot_be(
    visitor: Visitor, operator: Visitor
) -> None:
    first, second = add_honor(visitor), add_honor(visitor, name="省教学能手")
    operator.open(QUEUE)
    values = chosen(operator, first, second)
    press(operator, operator.form("/verification/batch"), ("action", "return"), record=values)
    operator.send("/verification/batch", record=values)
    assert (operator.status, state_of(first)) == (422, "pending")
    change(second, status="passed")

    operator.send("/verification/batch", record=values, opinion="请补充证明")

    assert (state_of(first), state_of(second)) == ("returned", "passed")
    assert "“省教学能手”没有审核：内容已有变化，或已由其他经办人审核" in operator.text


def test_batch_of_nothing_asks_to_choose(visitor: Visitor, operator: Visitor) -> None:
    operator.open(QUEUE)

    press(operator, operator.form("/verification/batch"), ("action", "pass"))

    assert "请先勾选要审核的业绩" in operator.text


def test_opinion_that_is_too_long_is_told_and_not_cut(visitor: Visitor, operator: Visitor) -> None:
    id = add_honor(visitor)

    review(operator, id, "return", "长" * 1001)

    assert operator.status == 422
    assert "审核意见不能超过 1000 字，现在有 1001 字" in operator.text
    assert "长" * 1001 in operator.html
    assert "待审核" in visitor.open(f"/archive/{id}").text


def test_proofs_are_shown_to_the_unit(visitor: Visitor, operator: Visitor) -> None:
    id = add_honor(visitor)
    operator.open(f"{QUEUE}/{id}")
    assert "证书.jpg" in operator.text

    operator.follow("证书.jpg")
    assert operator.status == 200
    source = operator.html.partition('<img src="')[2].partition('"')[0]
    picture = operator.client.get(source)
    picture.close()

    assert (picture.status_code, picture.mimetype) == (200, "image/jpeg")
    assert "sandbox" in picture.headers["Content-Security-Policy"]
    assert 'transform="translate(' in operator.follow("向右旋转").html


def test_same_file_of_another_person_is_pointed_out(
    app: Flask, visitor: Visitor, operator: Visitor
) -> None:
    mine = add_honor(visitor)
    other = sign_in_colleague(app, "合肥市红旗中学")
    theirs = add_honor(other)
    assert mine != theirs

    operator.open(f"{QUEUE}/{mine}")

    assert "证明材料“证书.jpg”与其他单位人员的业绩的文件相同" in operator.text
    assert "可能重复" not in visitor.open(f"/archive/{mine}").text


@pytest.mark.requirement("YN-21")
def test_what_was_decided_is_no_longer_announced(visitor: Visitor, operator: Visitor) -> None:
    id = add_honor(visitor)
    assert len(told("demo-qingshan")) == 1
    review(operator, id, "return", "请补充文件首页")
    assert (len(told("demo-qingshan")), len(told("demo"))) == (0, 1)

    visitor.open(f"/archive/{id}/edit")
    press(visitor, record_form(visitor), ("intent", "submit"), authority="蚌埠市教育体育局")

    assert (len(told("demo-qingshan")), len(told("demo"))) == (1, 0)
