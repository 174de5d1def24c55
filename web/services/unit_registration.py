"""Units register, staff of the province look at them, refused ones are corrected and sent again.

Name and code must be unique and fit each other (山东手册 L112); staff look at units without a
code by hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from peewee import IntegrityError

from engine.codes import name_of
from engine.packs.model import CodeTable
from engine.packs.province import Province
from web.models import Account, Event, Notice, Unit, write
from web.services import events
from web.services.errors import BadChoice, Decided, NotFound, NotWritable, NotYours
from web.services.notices import notify, put_aside
from web.services.operators import OperatorAnswers, create_operator, operator_problems
from web.services.opinions import read_opinion
from web.services.passwords import hash_password
from web.services.registration import WORDS
from web.services.unit_answers import UnitAnswers, unit_problems

STATES = {"pending": "待审核", "active": "已通过", "refused": "未通过"}
TONES = {"pending": "warn", "active": "good", "refused": "bad"}


def register(
    province: Province,
    asked: UnitAnswers,
    operator: OperatorAnswers,
    *,
    is_solved: bool,
    now: datetime,
) -> Account:
    """Keep a unit that waits for staff, with its first operator, who may sign in at once.

    `is_solved` says whether the captcha of the form was.

    :raises BadChoice: with everything that is wrong, by field
    """
    problems = unit_problems(province, asked) | operator_problems(province, operator)
    if not is_solved:
        problems["captcha"] = WORDS["captcha"]
    if problems:
        raise BadChoice(problems)
    hashed = hash_password(operator.password)  # before the transaction: it takes its time
    try:
        with write():
            unit = Unit.create(
                **asked.columns, province=province.id, state="pending", created_at=now
            )
            account = create_operator(unit, operator, hashed, now)
            _record(unit, "unit-registered", account, now, asked.columns)
            _tell_staff(unit, "registered", now)
    except IntegrityError:  # somebody was faster with the same code or login
        problems = unit_problems(province, asked) | operator_problems(province, operator)
        raise BadChoice(problems or {"name": "同一单位刚刚注册过，请核对"}) from None
    return account


def correct(
    province: Province, unit: Unit, asked: UnitAnswers, *, actor: Account, now: datetime
) -> None:
    """Correct a refused registration and send it again.

    :raises NotWritable: it waits, or was accepted
    :raises BadChoice: with everything that is wrong, by field
    """
    check_correctable(unit)
    problems = unit_problems(province, asked, unit.id)
    if problems:
        raise BadChoice(problems)
    try:
        with write():
            _move(unit, "refused", {**asked.columns, "state": "pending"})
            put_aside(Notice.unit == unit, link="/unit/registration", now=now)
            _record(unit, "unit-corrected", actor, now, asked.columns)
            _tell_staff(unit, f"corrected:{now.isoformat()}", now)
    except IntegrityError:
        raise BadChoice(unit_problems(province, asked, unit.id)) from None


def check_correctable(unit: Unit) -> None:
    """Whether a registration can be corrected now.

    :raises NotWritable: it waits, or was accepted (山东手册 L107)
    """
    if unit.state != "refused":
        raise NotWritable("单位信息提交后只能查看；审核未通过的，才可以修改后重新提交。")


def decide(
    province: str,
    id: str,
    *,
    approve: bool,
    opinion: str = "",
    takes_freelancers: bool = False,
    actor: Account,
    now: datetime,
) -> Unit:
    """Accept or refuse a registration; the unit's operators are told.

    :raises NotFound, NotYours: there is no such unit in this province
    :raises BadChoice: a refusal without a reason, or too long a text
    :raises Decided: somebody else has decided
    """
    unit = unit_of(province, id)
    opinion = read_opinion(opinion)
    if not approve and not opinion:
        raise BadChoice({"opinion": "审核不通过时，请填写详细原因，便于单位修改。"})
    state = "active" if approve else "refused"
    with write():
        _move(
            unit,
            "pending",
            {
                "state": state,
                "opinion": opinion,
                "takes_freelancers": approve and takes_freelancers,
            },
        )
        put_aside(link=f"/staff/units/{unit.id}", now=now)
        details = {"opinion": opinion, "takes_freelancers": unit.takes_freelancers}
        _record(unit, f"unit-{'approved' if approve else 'refused'}", actor, now, details)
        text = "单位注册审核已通过。" if approve else f"单位注册审核未通过：{opinion}"
        notify(
            unit,
            text[:500],
            link="/unit/registration",
            key=f"unit:{unit.id}:decided:{now.isoformat()}",
            now=now,
        )
    return unit


def units_in(province: str, state: str) -> Any:
    """The units of a province in a state, as a query: waiting ones in the order of registering,
    others the newest first."""
    query = Unit.select().where(Unit.province == province, Unit.state == state)
    order = Unit.created_at if state == "pending" else Unit.created_at.desc()
    return query.order_by(order, Unit.id)


def unit_of(province: str, id: str) -> Unit:
    """A unit of the province.

    :raises NotFound: there is none
    :raises NotYours: it is in another province
    """
    unit: Unit | None = Unit.get_or_none(Unit.id == id)
    if unit is None:
        raise NotFound("单位")
    if unit.province != province:
        raise NotYours
    return unit


def remarks(unit: Unit, regions: CodeTable | None) -> tuple[str, ...]:
    """What staff should look at: no code, or a code that was given out elsewhere.

    Characters 3 to 8 of a code are the region that registered the organisation (GB 32100).
    """
    if unit.credit_code is None:
        return ("该单位没有统一社会信用代码，请人工核对单位的证明材料。",)
    given_in = unit.credit_code[2:8]
    if regions is None or not unit.region or given_in[:2] == unit.region[:2]:
        return ()
    where = name_of(regions, f"{given_in[:2]}0000")
    return (f"信用代码的登记地（{where}）与所选所在地区不一致，请核对。",)


def _move(unit: Unit, before: str, changes: Mapping[str, Any]) -> None:
    """Change a unit that is still in the state `before`, in the database and in hand."""
    moved = Unit.update(**changes).where(Unit.id == unit.id, Unit.state == before)
    if not moved.execute():
        now = Unit.get_by_id(unit.id)
        last = events.events_of(f"unit:{unit.id}").order_by(Event.number.desc()).first()
        by = Account.get_or_none(Account.id == last.actor) if last else None
        raise Decided(
            what="单位注册",
            state=STATES[now.state],
            by=by.name if by else "",
            at=last.at if last else None,
        )
    for name, value in changes.items():
        setattr(unit, name, value)


def _record(
    unit: Unit, action: str, actor: Account, now: datetime, details: Mapping[str, Any]
) -> None:
    events.record(f"unit:{unit.id}", action, actor=actor, now=now, details=details)


def _tell_staff(unit: Unit, occasion: str, now: datetime) -> None:
    staff = Account.select().where(Account.province == unit.province, Account.role == "staff")
    for account in staff:
        notify(
            account,
            f"“{unit.name}”的单位注册待审核。",
            link=f"/staff/units/{unit.id}",
            key=f"unit:{unit.id}:{occasion}:{account.id}",
            now=now,
        )
