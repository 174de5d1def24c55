"""认领 and 代办: two operators of a unit see each other."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.web.after.conftest import Case
from tests.web.after.steps import decide, events, token
from tests.web.chains import AT
from tests.web.database.test_races import outcomes
from tests.web.review.parties import add_operator, unit_of, visit
from web.models import Account, Delegation, Event, Review, Task, Unit, database
from web.services.delegating import delegate_of, stands_in_for
from web.services.reviewing import ReviewDesk
from web.services.taking import release, take
from web.site import Site


@pytest.fixture
def other(handed_in: Case) -> Account:
    """A colleague who reviews and does nothing else."""
    return add_operator(unit_of(handed_in), "li", "李经办", duties=["review"])


def test_taken_application_names_its_taker_and_others_do_not_decide(
    handed_in: Case, other: Account
) -> None:
    visitor = visit(handed_in, "li").open(handed_in.desk)
    visitor.send(f"{handed_in.desk}/take")
    assert "已认领" in visitor.text
    assert handed_in.operator.open("/reviews").text.count("李经办 正在审核") == 1

    operator = handed_in.operator.open(handed_in.desk)

    assert "李经办 正在审核这份申报" in operator.text
    assert 'value="pass"' not in operator.html
    typed = {"action": "return", "opinion": "写好的意见", "round": "1", "node": "unit"}
    operator.post(handed_in.desk, {**typed, "csrf_token": token(operator)})
    assert operator.status == 409
    assert "李经办已认领" in operator.text
    assert handed_in.stored.state == "submitted"
    assert events(handed_in)[-1] == "task-taken"


def test_taker_releases_and_others_decide_again(handed_in: Case, other: Account) -> None:
    visitor = visit(handed_in, "li").open(handed_in.desk)
    visitor.send(f"{handed_in.desk}/take")
    visitor.open(handed_in.desk).send(f"{handed_in.desk}/release")
    assert "已释放" in visitor.text

    decide(handed_in, "return", opinion="请补充。")

    assert handed_in.stored.state == "returned"
    assert events(handed_in)[-3:] == ["task-taken", "task-released", "return"]


def test_who_manages_the_unit_releases_for_others_and_who_only_reviews_does_not(
    handed_in: Case, other: Account
) -> None:
    manager = handed_in.operator.open(handed_in.desk)
    manager.send(f"{handed_in.desk}/take")
    reviewer = visit(handed_in, "li").open(handed_in.desk)
    assert f"{handed_in.desk}/release" not in reviewer.html
    reviewer.post(f"{handed_in.desk}/release", {"csrf_token": token(reviewer)})
    assert reviewer.status == 403

    with database.connection_context():
        Task.update(taken_by=other.id).execute()
    manager.open(handed_in.desk).send(f"{handed_in.desk}/release")
    assert "已释放" in manager.text


def test_operator_without_the_duty_neither_takes_nor_decides(handed_in: Case) -> None:
    add_operator(unit_of(handed_in), "bao", "包上报", duties=["report"])
    visitor = visit(handed_in, "bao").open(handed_in.desk)

    assert 'value="pass"' not in visitor.html
    visitor.post(f"{handed_in.desk}/take", {"csrf_token": token(visitor)})
    assert visitor.status == 403
    form = {"action": "pass", "round": "1", "node": "unit", "csrf_token": token(visitor)}
    visitor.post(handed_in.desk, form)
    assert visitor.status in (403, 409)
    assert handed_in.stored.node == "unit"


@pytest.mark.databases("sqlite", "postgresql")
def test_two_take_at_the_same_moment_and_one_has_it(
    handed_in: Case, other: Account, site: Site
) -> None:
    with database.connection_context():
        unit = Unit.get(Unit.name == unit_of(handed_in))
        desks = [
            ReviewDesk(unit=unit, operator=one, packs=site.packs, now=AT) for one in unit.operators
        ]

    def press(desk: ReviewDesk) -> Callable[[], str]:
        def work() -> str:
            with database.connection_context():
                return str(take(desk, handed_in.id).node)

        return work

    assert outcomes(*(press(desk) for desk in desks)) == {"unit": 1, "Decided": 1}
    with database.connection_context():
        task = Task.get(Task.done_at.is_null())
        mine = next(desk for desk in desks if desk.operator.id == task.taken_by)
        assert take(mine, handed_in.id).taken_by == task.taken_by, "a second time changes nothing"
        release(mine, handed_in.id)
        assert Task.get(Task.done_at.is_null()).taken_by == ""


def test_delegate_decides_in_the_place_of_who_is_absent(handed_in: Case, other: Account) -> None:
    visit(handed_in, "li").open(handed_in.desk).send(f"{handed_in.desk}/take")
    boss = handed_in.operator.open("/unit/delegations")
    me = _account("demo-jilin-company")
    boss.send(
        "/unit/delegations",
        absent=other.id,
        delegate=me.id,
        first_day="2026-11-01",
        last_day="2026-11-05",
        reason="出差",
    )
    assert "代办中" in boss.text
    with database.connection_context():
        assert stands_in_for(me, AT.date()) == {other.id}
        found = delegate_of(other.id, AT.date())
        assert found is not None
        assert found.id == me.id
        assert Event.select().where(Event.action == "delegation-made").count() == 1

    operator = handed_in.operator.open(handed_in.desk)
    assert "您正在代办" in operator.text
    decide(handed_in, "return", opinion="请补充总结。")

    assert handed_in.stored.state == "returned"
    with database.connection_context():
        review = Review.get()
        event = Event.select().where(Event.action == "return").get()
    assert (review.actor, review.behalf) == (me.id, other.id)
    assert event.details["behalf"] == other.id
    assert "（代李经办）" in handed_in.operator.open(handed_in.desk).text


def _account(login: str) -> Account:
    with database.connection_context():
        found: Account = Account.get(Account.login == login)
    return found


def test_delegation_that_is_over_or_ended_gives_nothing(handed_in: Case, other: Account) -> None:
    me = _account("demo-jilin-company")
    with database.connection_context():
        unit = Unit.get(Unit.name == unit_of(handed_in))
        Delegation.create(
            unit=unit,
            absent=other,
            delegate=me,
            first_day="2026-10-01",
            last_day="2026-10-31",
            made_at=AT,
            made_by=other.id,
        )
        running = Delegation.create(
            unit=unit,
            absent=other,
            delegate=me,
            first_day="2026-11-01",
            last_day="2026-11-09",
            made_at=AT,
            made_by=other.id,
        )
    boss = handed_in.operator.open("/unit/delegations")
    assert "已到期" in boss.text
    boss.send(f"/unit/delegations/{running.id}/end")
    assert "已提前结束" in boss.text
    with database.connection_context():
        assert stands_in_for(me, AT.date()) == frozenset()
    boss.post(f"/unit/delegations/{running.id}/end", {"csrf_token": token(boss)})
    assert boss.status == 409


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"delegate": "nobody"}, "请选择本单位的另一位"),
        ({"delegate": "self"}, "代办人不能是本人"),
        ({"first_day": "明天"}, "请填写开始日期"),
        ({"last_day": "2026-10-01"}, "结束日期已经过去"),
        ({"last_day": "2027-10-01"}, "半年以内"),
    ],
)
def test_delegation_that_cannot_be_is_told_and_keeps_what_was_typed(
    handed_in: Case, other: Account, wrong: dict[str, str], said: str
) -> None:
    me = _account("demo-jilin-company")
    asked = {
        "absent": me.id,
        "delegate": other.id,
        "first_day": "2026-11-01",
        "last_day": "2026-11-05",
        "reason": "外出培训",
    }
    asked |= {key: me.id if value == "self" else value for key, value in wrong.items()}
    boss = handed_in.operator.open("/unit/delegations")

    boss.post("/unit/delegations", {**asked, "csrf_token": token(boss)})

    assert (boss.status, said in boss.text) == (422, True)
    assert "外出培训" in boss.html
    with database.connection_context():
        assert Delegation.select().count() == 0


def test_reviewer_names_a_delegate_for_oneself_only(handed_in: Case, other: Account) -> None:
    me = _account("demo-jilin-company")
    visitor = visit(handed_in, "li").open("/unit/delegations")
    days = {"first_day": "2026-11-01", "last_day": "2026-11-02", "csrf_token": token(visitor)}

    visitor.post("/unit/delegations", {**days, "absent": me.id, "delegate": other.id})
    assert visitor.status == 403
    visitor.open("/unit/delegations")
    visitor.post("/unit/delegations", {**days, "absent": other.id, "delegate": me.id})

    assert visitor.status == 200
    assert "代办中" in visitor.text
