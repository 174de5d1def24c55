"""权限申请: a unit says what it is, keeps that as a draft or hands it in; staff of the province
look at it, and what was refused is corrected and handed in again (山东手册 L98-112).

Name and code must be unique and fit each other and are matched with the directory of units; what
it does not confirm, and units without a code, staff look at by hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import IntegrityError

from engine.codes import name_of
from engine.packs.model import CodeTable
from engine.packs.province import Province
from web.models import Account, Event, Notice, Unit, write
from web.services import events
from web.services.duties import check_duty
from web.services.errors import BadChoice, Decided, NotFound, NotWritable, NotYours
from web.services.notices import notify, put_aside
from web.services.operators import OperatorAnswers, create_operator, operator_problems
from web.services.opinions import read_opinion
from web.services.passwords import hash_password
from web.services.registration import WORDS
from web.services.unit_answers import UnitAnswers, as_draft, draft_problems, unit_problems
from web.services.unit_directory import BY_HAND, MATCHES, match

STATES = {
    "draft": "待提交",
    "pending": "待审核",
    "active": "已通过",
    "refused": "未通过",
    "closed": "已停用",
}
TONES = {"draft": "warn", "pending": "warn", "active": "good", "refused": "bad", "closed": "bad"}
SEEN = ("pending", "active", "refused")
"""What staff look through; drafts are their unit's own."""
OPEN = ("draft", "refused")
"""States in which an application is written (山东手册 L107)."""
KINDS = ("unit", "department")
"""What a unit that registers may be; committees and issuers are set up by staff."""


def register(
    province: Province,
    asked: UnitAnswers,
    operator: OperatorAnswers,
    *,
    is_solved: bool,
    hands_in: bool = True,
    now: datetime,
) -> Account:
    """Keep a unit with its first operator, who may sign in at once; it waits for staff, or is a
    draft until it is handed in.

    `is_solved` says whether the captcha of the form was.

    :raises BadChoice: with everything that is wrong, by field
    """
    problems = _problems(province, asked, hands_in) | operator_problems(province, operator)
    if not is_solved:
        problems["captcha"] = WORDS["captcha"]
    if problems:
        raise BadChoice(problems)
    hashed = hash_password(operator.password)  # before the transaction: it takes its time
    columns = _handed_in(province, asked) if hands_in else _kept(asked)
    try:
        with write():
            unit = Unit.create(
                **columns, province=province.id, state=_state(hands_in), created_at=now
            )
            account = create_operator(unit, operator, hashed, now)
            _record(unit, "unit-registered" if hands_in else "unit-drafted", account, now, columns)
            if hands_in:
                _tell_staff(unit, "registered", now)
    except IntegrityError:  # somebody was faster with the same code or login
        problems = _problems(province, asked, hands_in) | operator_problems(province, operator)
        raise BadChoice(problems or {"name": "同一单位刚刚注册过，请核对"}) from None
    return account


def save_draft(unit: Unit, asked: UnitAnswers, *, actor: Account, now: datetime) -> None:
    """保存申请: keep what an application says so far, to be gone on with later (山东手册 L103).

    :raises DutyNeeded: the operator does not manage the unit
    :raises NotWritable: it waits, or was accepted
    :raises BadChoice: with what cannot be kept, by field
    """
    check_duty(actor, "manage")
    check_correctable(unit)
    problems = draft_problems(asked)
    if problems:
        raise BadChoice(problems)
    changes = _kept(asked) if unit.state == "draft" else {"draft": as_draft(asked)}
    with write(f"unit:{unit.id}"):
        _move(unit, unit.state, changes)
        _record(unit, "unit-draft-saved", actor, now, {})


def correct(
    province: Province, unit: Unit, asked: UnitAnswers, *, actor: Account, now: datetime
) -> None:
    """提交申请: hand in a draft, or a refused registration that was corrected.

    :raises DutyNeeded: the operator does not manage the unit
    :raises NotWritable: it waits, or was accepted
    :raises BadChoice: with everything that is wrong, by field
    """
    check_duty(actor, "manage")
    check_correctable(unit)
    problems = unit_problems(province, asked, unit.id)
    if problems:
        raise BadChoice(problems)
    before, columns = unit.state, _handed_in(province, asked)
    try:
        with write(f"unit:{unit.id}"):
            _move(unit, before, {**columns, "state": "pending"})
            put_aside(Notice.unit == unit, link="/unit/registration", now=now)
            action = "unit-corrected" if before == "refused" else "unit-registered"
            _record(unit, action, actor, now, columns)
            _tell_staff(unit, f"corrected:{now.isoformat()}", now)
    except IntegrityError:
        problems = unit_problems(province, asked, unit.id)
        raise BadChoice(problems or {"name": "同一单位刚刚注册过，请核对"}) from None


def _state(hands_in: bool) -> str:
    return "pending" if hands_in else "draft"


def _problems(province: Province, asked: UnitAnswers, hands_in: bool) -> dict[str, str]:
    return unit_problems(province, asked) if hands_in else draft_problems(asked)


def _handed_in(province: Province, asked: UnitAnswers) -> dict[str, Any]:
    """The columns of what is handed in, with what the directory says of it."""
    columns = asked.columns
    found = match(province.id, columns["name"], columns["credit_code"])
    return {**columns, "matched": found, "draft": {}}


def _kept(asked: UnitAnswers) -> dict[str, Any]:
    """The columns of a draft: a code is taken only by handing it in."""
    return {"name": asked.name, "region": asked.region, "draft": as_draft(asked)}


def check_correctable(unit: Unit) -> None:
    """Whether a registration can be written now.

    :raises NotWritable: it waits, or was accepted (山东手册 L107)
    """
    if unit.state not in OPEN:
        raise NotWritable("单位信息提交后只能查看；审核未通过的，才可以修改后重新提交。")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What staff decide about a unit: `opinion` says why not, `by_hand` that name and code were
    looked at by hand where the directory does not confirm them, `kind` what it is in chains."""

    approve: bool
    opinion: str = ""
    takes_freelancers: bool = False
    by_hand: bool = False
    kind: str = "unit"


def decide(province: str, id: str, said: Judgement, *, actor: Account, now: datetime) -> Unit:
    """Accept or refuse a registration; the unit's operators are told.

    :raises NotFound, NotYours: there is no such unit in this province
    :raises BadChoice: a refusal without a reason, too long a text, or nobody looked by hand
    :raises Decided: somebody else has decided
    """
    unit = unit_of(province, id)
    opinion = read_opinion(said.opinion)
    if said.kind not in KINDS:
        raise BadChoice({"kind": "请选择单位类别。"})
    if not said.approve and not opinion:
        raise BadChoice({"opinion": "审核不通过时，请填写详细原因，便于单位修改。"})
    if said.approve and unit.matched in BY_HAND and not said.by_hand:
        raise BadChoice(
            {"by_hand": "自动比对没有通过。请人工核对单位的证明材料，并勾选“已人工核对”。"}
        )
    with write(f"unit:{unit.id}"):
        _move(unit, "pending", _judged(said, opinion))
        put_aside(link=f"/staff/units/{unit.id}", now=now)
        details = {
            "opinion": opinion,
            "takes_freelancers": unit.takes_freelancers,
            "kind": unit.kind,
            "matched": MATCHES.get(unit.matched, ""),
            "by_hand": said.by_hand,
        }
        _record(unit, f"unit-{'approved' if said.approve else 'refused'}", actor, now, details)
        text = "单位注册审核已通过。" if said.approve else f"单位注册审核未通过：{opinion}"
        notify(
            unit,
            text[:500],
            link="/unit/registration",
            key=f"unit:{unit.id}:decided:{now.isoformat()}",
            now=now,
        )
    return unit


def _judged(said: Judgement, opinion: str) -> dict[str, Any]:
    if not said.approve:
        return {"state": "refused", "opinion": opinion, "takes_freelancers": False}
    return {
        "state": "active",
        "opinion": opinion,
        "takes_freelancers": said.takes_freelancers,
        "kind": said.kind,
    }


def institutions_near(unit: Unit) -> list[Unit]:
    """Where a unit that cannot be matched asks: the active departments of its city, else those of
    its province (所属地职称评审机构, 山东手册 L112), at most five."""
    departments = Unit.select().where(
        Unit.province == unit.province, Unit.kind == "department", Unit.state == "active"
    )
    for region in (unit.region[:4], f"{unit.region[:2]}0000"):
        near = departments.where(Unit.region.startswith(region)) if unit.region else departments
        found = list(near.order_by(Unit.name).limit(5))
        if found:
            return found
    return []


def units_in(province: str, state: str) -> Any:
    """The units of a province in a state, as a query: waiting ones in the order of registering,
    others the newest first."""
    query = Unit.select().where(
        Unit.province == province, Unit.state == state, Unit.kind << list(KINDS)
    )
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
    """What staff should look at: no code, a code that was given out elsewhere, or what the
    directory does not confirm.

    Characters 3 to 8 of a code are the region that registered the organisation (GB 32100).
    """
    if unit.credit_code is None:
        return ("该单位没有统一社会信用代码，请人工核对单位的证明材料。",)
    said = () if unit.matched not in BY_HAND else (f"{MATCHES[unit.matched]}，请人工核对。",)
    given_in = unit.credit_code[2:8]
    if regions is None or not unit.region or given_in[:2] == unit.region[:2]:
        return said
    where = name_of(regions, f"{given_in[:2]}0000")
    return (*said, f"信用代码的登记地（{where}）与所选所在地区不一致，请核对。")


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
