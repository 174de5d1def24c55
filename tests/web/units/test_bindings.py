"""Bindings: asked for by people, decided by units, in the browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from tests.web.units.parties import (
    HONGQI,
    QINGSHAN,
    make_operator,
    make_person,
    make_unit,
    states_of,
)
from tests.web.visitor import Visitor
from web.models import Binding, Event, Notice, Person, Unit, database
from web.services.events import broken_at, events_of
from web.services.units import bound_unit
from web.site import Site

Enter = Callable[[str], Visitor]


@pytest.fixture
def enter(app: Flask, site: Site) -> Enter:
    """A new browser in which somebody is signed in."""
    return lambda login: Visitor(app.test_client()).sign_in_as(login)


@pytest.fixture
def units(site: Site) -> tuple[Unit, Unit]:
    """Two units of Anhui with their operators, and a person who is bound to none."""
    with database.connection_context():
        qingshan = make_unit("蚌埠市青山小学", "qingshan", credit_code=QINGSHAN)
        hongqi = make_unit("合肥市红旗中学", "hongqi", credit_code=HONGQI)
        make_person("zhang")
    return qingshan, hongqi


def ask(visitor: Visitor, query: str, note: str = "一线教师") -> Visitor:
    visitor.open(f"/profile/unit?q={query}").follow("选择")
    return visitor.send("/request", note=note)


def zhang() -> Person:
    person: Person = Person.get(Person.name == "张明")
    return person


def request_of(person: Person) -> str:
    return str(Binding.get(Binding.person == person, Binding.state == "requested").id)


@pytest.mark.requirement("AH-11", "JL-14")
def test_person_is_bound_once_the_unit_has_approved(enter: Enter, units: tuple[Unit, Unit]) -> None:
    person, operator = enter("zhang"), enter("qingshan")

    ask(person, "青山")
    assert "待单位审核" in person.text
    with database.connection_context():
        assert bound_unit(zhang()) is None
    operator.open("/unit")
    assert "张明 申请绑定本单位" in operator.text
    operator.follow("待审核的绑定申请").follow("审核张明")
    assert "一线教师" in operator.text
    operator.send("/unit/bindings/", action="approve")

    with database.connection_context():
        assert bound_unit(zhang()) == units[0]
        account = zhang().accounts.first()
        assert [broken_at(f"unit:{units[0].id}"), broken_at(f"account:{account.id}")] == [None] * 2
        assert Notice.get(Notice.person == zhang()).text == "蚌埠市青山小学已同意您的绑定申请。"
    assert "已绑定" in person.open("/profile").text
    assert "张明" not in operator.open("/unit").text  # done, so nobody is told any more


def test_refusal_must_say_why_and_the_person_reads_it(
    enter: Enter, units: tuple[Unit, Unit]
) -> None:
    person, operator = enter("zhang"), enter("qingshan")
    ask(person, "青山")
    operator.open("/unit/bindings").follow("审核张明")

    operator.send("/unit/bindings/", action="refuse", opinion="  ")
    assert (operator.status, "请填写原因" in operator.text) == (422, True)
    operator.send("/unit/bindings/", action="refuse", opinion="查无此人")

    assert "没有同意您的绑定申请：查无此人" in person.open("/profile/unit").text
    with database.connection_context():
        assert states_of(zhang()) == [("蚌埠市青山小学", "refused")]


@pytest.mark.requirement("AH-93")
def test_old_unit_stays_until_the_new_one_approves(enter: Enter, units: tuple[Unit, Unit]) -> None:
    person = enter("zhang")
    ask(person, "青山")
    enter("qingshan").open("/unit/bindings").send("/unit/bindings", binding=_id(), action="approve")

    ask(person, "红旗")
    with database.connection_context():
        assert bound_unit(zhang()) == units[0]
    assert "审核通过之前，仍属于“蚌埠市青山小学”" in person.text
    enter("hongqi").open("/unit/bindings").send("/unit/bindings", binding=_id(), action="approve")

    with database.connection_context():
        assert bound_unit(zhang()) == units[1]
        assert states_of(zhang()) == [("蚌埠市青山小学", "ended"), ("合肥市红旗中学", "bound")]
        told = [one.text for one in Notice.select().where(Notice.unit == units[0])]
    assert "张明 已绑定新的单位，与本单位的绑定解除。" in told


def _id() -> str:
    with database.connection_context():
        return request_of(zhang())


@pytest.mark.requirement("JL-18", "JL-19")
def test_where_one_must_unbind_first_no_other_unit_is_asked_before(
    enter: Enter, site: Site
) -> None:
    with database.connection_context():
        make_unit("吉林省某实验中学", "school", province="jilin", credit_code="12220000MB1XXX088P")
        company = make_unit(
            "长春某公司", "company", province="jilin", credit_code="91220100MA1XXX068K"
        )
        make_person("zhang", province="jilin")
    person = enter("zhang")
    person.open("/profile/unit?q=12220000MB1XXX088P").follow("绑定吉林省某实验中学")
    person.send("/request")
    enter("school").open("/unit/bindings").send("/unit/bindings", binding=_id(), action="approve")

    person.open(f"/profile/unit/{company.id}/request")
    assert (person.status, "请先与“吉林省某实验中学”解除绑定" in person.text) == (403, True)
    person.open("/profile/unit?q=12220000MB1XXX088P")
    assert person.text.count("确认解除绑定") == 2  # beside the search result, too
    person.send("/end")
    assert "已解除绑定" in person.text
    person.open("/profile/unit?q=91220100MA1XXX068K").follow("绑定长春某公司").send("/request")

    with database.connection_context():
        assert states_of(zhang()) == [("吉林省某实验中学", "ended"), ("长春某公司", "requested")]


def test_one_request_at_a_time_and_it_can_be_withdrawn(
    enter: Enter, units: tuple[Unit, Unit]
) -> None:
    person = enter("zhang")
    ask(person, "青山")

    person.open(f"/profile/unit/{units[1].id}/request")
    assert (person.status, "还在等待审核" in person.text) == (403, True)
    person.open("/profile/unit").send("/withdraw")

    assert "绑定申请已撤回" in person.text
    operator = enter("qingshan").open("/unit/bindings")
    assert "没有等待审核的绑定申请" in operator.text


@pytest.mark.requirement("AH-13", "JL-15")
def test_no_match_says_what_to_do(enter: Enter, units: tuple[Unit, Unit]) -> None:
    person = enter("zhang").open("/profile/unit?q=没有的学校")

    assert "说明该单位还没有在本系统注册" in person.text
    person.follow("注册单位账号")
    assert (person.status, person.path) == (200, "/units/register/anhui")


@pytest.mark.requirement("AH-14")
def test_freelancer_asks_the_local_department_and_no_employer(
    enter: Enter, units: tuple[Unit, Unit]
) -> None:
    with database.connection_context():
        make_unit("合肥市人社局", "hr", region="340100", takes_freelancers=True)
    person = enter("zhang").open("/profile/unit").follow("是")
    assert "自由职业者请选择当地人社部门作为自己的单位" in person.text
    assert "青山" not in person.text

    person.follow("选择合肥市人社局").send("/request", note="自由职业")
    with database.connection_context():
        binding = Binding.get(Binding.person == zhang())
        assert (binding.unit.name, binding.freelancer) == ("合肥市人社局", True)
    person.send("/withdraw")
    person.open(f"/profile/unit/{units[0].id}/request?freelancer=1").send("/request", note="")

    assert (person.status, "请选择当地人社部门" in person.text) == (422, True)


def test_operator_neither_sees_nor_decides_requests_to_another_unit(
    enter: Enter, units: tuple[Unit, Unit]
) -> None:
    ask(enter("zhang"), "青山")
    other, id = enter("hongqi"), _id()

    assert "张明" not in other.open("/unit/bindings").text
    assert other.open(f"/unit/bindings/{id}").status == 403
    assert "张明" not in other.text
    other.open("/unit/operators")
    token = dict(other.form("/unit/operators").values)["csrf_token"]
    other.post(f"/unit/bindings/{id}", {"csrf_token": token, "action": "approve"})
    assert other.status == 403
    other.post("/unit/bindings", {"csrf_token": token, "action": "approve", "binding": id})
    assert other.status == 403

    with database.connection_context():
        assert states_of(zhang()) == [("蚌埠市青山小学", "requested")]


def test_numbers_are_hidden_from_the_unit_but_for_a_purpose_that_is_recorded(
    enter: Enter, units: tuple[Unit, Unit]
) -> None:
    number, person = "440106198605109976", enter("zhang")
    with database.connection_context():
        known = {"person": {"name": "张明", "id_type": "111", "id_number": number}}
        Person.update(account=known).where(Person.id == zhang().id).execute()
    ask(person, "青山")
    unit, other, id = enter("qingshan"), enter("hongqi"), _id()

    unit.open(f"/unit/bindings/{id}")
    assert (number in unit.html, "440***********9976" in unit.text) == (False, True)
    unit.send("/numbers", purpose="")
    assert (unit.status, number in unit.html) == (422, False)
    unit.open(f"/unit/bindings/{id}").send("/numbers", purpose="核对身份证")
    assert number in unit.text

    other.open("/unit/operators")
    token = dict(other.form("/unit/operators").values)["csrf_token"]
    other.post(f"/unit/bindings/{id}/numbers", {"csrf_token": token, "purpose": "看看"})
    assert (other.status, number in other.html) == (403, False)
    with database.connection_context():
        last = events_of(f"person:{zhang().id}").order_by(Event.number.desc()).first()
    assert (last.action, last.details["purpose"]) == ("look", "核对身份证")


def test_second_of_two_operators_is_told_who_was_faster(
    enter: Enter, units: tuple[Unit, Unit]
) -> None:
    with database.connection_context():
        make_operator(units[0], "second")
    ask(enter("zhang"), "青山")
    first, second = enter("qingshan"), enter("second")
    first.open("/unit/bindings").follow("审核张明")
    second.open("/unit/bindings").follow("审核张明")

    first.send("/unit/bindings/", action="approve")
    second.send("/unit/bindings/", action="refuse", opinion="不认识")

    assert second.status == 409
    assert "已经处理过，现在是“已绑定”，经办人：经办qingshan" in second.text
    with database.connection_context():
        assert states_of(zhang()) == [("蚌埠市青山小学", "bound")]
        assert Binding.get().opinion == ""


def test_several_are_decided_at_once_and_late_ones_are_named(
    enter: Enter, units: tuple[Unit, Unit]
) -> None:
    with database.connection_context():
        make_person("li", "李立")
    li = enter("li")
    ask(enter("zhang"), "青山")
    ask(li, "青山")
    operator = enter("qingshan").open("/unit/bindings")
    with database.connection_context():
        ids = [one.id for one in Binding.select().order_by(Binding.id)]
    li.send("/withdraw")

    operator.send("/unit/bindings", binding=ids, action="approve")

    assert "已同意 1 人的绑定申请" in operator.text
    assert "“李立”已经处理过，现在是“已撤回”" in operator.text
    operator.follow("已绑定")
    assert ("张明" in operator.text, "李立" in operator.text) == (True, False)


def test_batch_needs_people_and_a_refusal_its_reason(
    enter: Enter, units: tuple[Unit, Unit]
) -> None:
    ask(enter("zhang"), "青山")
    operator = enter("qingshan").open("/unit/bindings")

    operator.send("/unit/bindings", action="approve")
    assert (operator.status, "请先勾选" in operator.text) == (422, True)
    operator.send("/unit/bindings", binding=_id(), action="refuse")
    assert (operator.status, "请填写原因" in operator.text) == (422, True)
    assert dict(operator.form("/unit/bindings").values)["binding"] == _id()  # still ticked


def test_unit_releases_somebody_who_left_with_a_reason(
    enter: Enter, units: tuple[Unit, Unit]
) -> None:
    person, operator = enter("zhang"), enter("qingshan")
    ask(person, "青山")
    operator.open("/unit/bindings").send("/unit/bindings", binding=_id(), action="approve")
    operator.open("/unit/bindings?state=bound").follow("查看张明")

    operator.send("/unit/bindings/", action="release")
    assert operator.status == 422
    operator.send("/unit/bindings/", action="release", opinion="已离职")

    assert "已离职" in person.open("/profile/unit").text
    with database.connection_context():
        assert states_of(zhang()) == [("蚌埠市青山小学", "ended")]
