"""代办: an operator lets another of the same unit decide in their place for some days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from web.models import Account, Delegation, Unit, write
from web.services import events, notices
from web.services.days import read_day
from web.services.duties import has_duty
from web.services.errors import BadChoice, Decided, NotFound, NotYours
from web.services.opinions import read_opinion

LONGEST = timedelta(days=183)
MAX_REASON = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A delegation as it was typed: ids of accounts, ISO days."""

    absent: str = ""
    delegate: str = ""
    first_day: str = ""
    last_day: str = ""
    reason: str = ""


def delegations_of(unit: Unit) -> list[Delegation]:
    """All of a unit, the newest first."""
    query = Delegation.select().where(Delegation.unit == unit)
    return list(query.order_by(Delegation.first_day.desc(), Delegation.id.desc()))


def is_running(one: Delegation, today: date) -> bool:
    """Whether a delegation holds today."""
    day = today.isoformat()
    return one.ended_at is None and str(one.first_day) <= day <= str(one.last_day)


def stands_in_for(account: Account, today: date) -> frozenset[str]:
    """The ids of the accounts in whose place this one may decide today."""
    query = _running(today).where(Delegation.delegate == account)
    return frozenset(one.absent_id for one in query)


def delegate_of(account: str, today: date) -> Account | None:
    """Who stands in for an account today; the one named last."""
    query = _running(today).where(Delegation.absent == account)
    found = query.order_by(Delegation.made_at.desc(), Delegation.id.desc()).first()
    return found.delegate if found is not None else None


def operators_for(unit: Unit) -> list[Account]:
    """The operators of a unit who can decide, by name."""
    query = Account.select().where(
        Account.unit == unit, Account.role == "operator", Account.state == "active"
    )
    found = [one for one in query.order_by(Account.name, Account.id) if has_duty(one, "review")]
    return list(found)


def delegate(unit: Unit, asked: Asked, *, actor: Account, now: datetime) -> Delegation:
    """Let somebody decide in another's place. One names a delegate for oneself; for others, who
    has the duty to manage.

    :raises BadChoice: with everything that is wrong, by field
    :raises NotYours: it is for another operator, and not one's duty
    """
    if asked.absent != actor.id and not has_duty(actor, "manage"):
        raise NotYours
    reason = read_opinion(asked.reason, MAX_REASON, "事由")
    with write(f"unit:{unit.id}"):
        problems = _problems(unit, asked, now.date())
        if problems:
            raise BadChoice(problems)
        made: Delegation = Delegation.create(
            unit=unit,
            absent=asked.absent,
            delegate=asked.delegate,
            first_day=asked.first_day,
            last_day=asked.last_day,
            reason=reason,
            made_at=now,
            made_by=actor.id,
        )
        _note(made, "delegation-made", actor, now)
        notices.notify(
            made.delegate,
            f"{made.absent.name}请您在 {made.first_day} 至 {made.last_day} 代办审核。",
            link="/unit/delegations",
            key=f"delegation:{made.id}:made",
            now=now,
        )
    return made


def end(unit: Unit, id: str, *, actor: Account, now: datetime) -> Delegation:
    """End a delegation before its last day.

    :raises NotFound: there is none of this unit
    :raises NotYours: it is another's, and not one's duty
    :raises Decided: it was ended before
    """
    with write(f"unit:{unit.id}"):
        found: Delegation | None = Delegation.get_or_none(
            Delegation.id == id, Delegation.unit == unit
        )
        if found is None:
            raise NotFound("代办")
        if actor.id not in (found.absent_id, found.made_by) and not has_duty(actor, "manage"):
            raise NotYours
        if found.ended_at is not None:
            raise Decided(what="代办", state="已结束", by="", at=found.ended_at)
        found.ended_at = now
        Delegation.update(ended_at=now).where(Delegation.id == id).execute()
        notices.settle(f"delegation:{found.id}:made", now=now)
        _note(found, "delegation-ended", actor, now)
    return found


def _problems(unit: Unit, asked: Asked, today: date) -> dict[str, str]:
    known = {one.id for one in operators_for(unit)}
    found = {}
    if asked.absent not in known:
        found["absent"] = "请选择本单位的一位审核经办人"
    if asked.delegate not in known:
        found["delegate"] = "请选择本单位的另一位审核经办人"
    elif asked.delegate == asked.absent:
        found["delegate"] = "代办人不能是本人，请另选一位"
    first, last = read_day(asked.first_day), read_day(asked.last_day)
    if first is None:
        found["first_day"] = "请填写开始日期，如 2026-06-01"
    if last is None:
        found["last_day"] = "请填写结束日期，如 2026-06-05"
    elif last < today:
        found["last_day"] = "结束日期已经过去，请改为今天或以后"
    elif first is not None and (last < first or last - first > LONGEST):
        found["last_day"] = "结束日期应在开始日期之后半年以内"
    return found


def _running(today: date) -> Any:
    day = today.isoformat()
    return Delegation.select().where(
        Delegation.ended_at.is_null(), Delegation.first_day <= day, Delegation.last_day >= day
    )


def _note(one: Delegation, action: str, actor: Account, now: datetime) -> None:
    details = {
        "delegation": one.id,
        "absent": one.absent_id,
        "delegate": one.delegate_id,
        "from": one.first_day,
        "to": one.last_day,
    }
    events.record(f"unit:{one.unit_id}", action, actor=actor, now=now, details=details)
