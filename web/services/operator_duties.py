"""Who of a unit's operators may do what: duties given and taken, accounts closed and opened, codes
for new passwords. Somebody who manages the unit is always left."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from engine.fields.sensitive import mask
from engine.packs.province import Province
from web.models import Account, Unit, write
from web.services import events, sessions
from web.services.changing_passwords import Passwords
from web.services.duties import DUTIES, check_duty, has_duty
from web.services.errors import BadChoice, NotFound, NotWritable
from web.services.operators import number_problem

CODE_MINUTES = 24 * 60
"""How long a code holds that a manager reads out to a colleague."""
LAST = "至少要有一位正常使用的经办人有“单位管理”权限。请先把这项权限给其他经办人。"


def operator_of(unit: Unit, id: str) -> Account:
    """An operator of this unit.

    :raises NotFound: there is none, or it is another unit's
    """
    found: Account | None = Account.get_or_none(
        Account.id == id, Account.unit == unit, Account.role == "operator"
    )
    if found is None:
        raise NotFound("经办人")
    return found


def give_duties(
    unit: Unit,
    id: str,
    duties: Sequence[str],
    *,
    number: str = "",
    actor: Account,
    now: datetime,
) -> Account:
    """Say what an operator may do, and their identity number where none is known: once, since by it
    nobody decides about themselves.

    :raises NotFound: it is no operator of this unit
    :raises DutyNeeded: who gives it does not manage the unit
    :raises BadChoice: no duty is named, or one that does not exist, or no number is like this
    :raises NotWritable: nobody would be left who manages the unit
    """
    check_duty(actor, "manage")
    if not duties or not set(duties) <= set(DUTIES):
        raise BadChoice({"duties": "请至少选择一项权限；不再使用的账号请停用。"})
    if number and (wrong := number_problem(number)):
        raise BadChoice({"number": wrong})
    chosen = [one for one in DUTIES if one in duties]
    with write(f"unit:{unit.id}"):
        operator = operator_of(unit, id)
        if "manage" not in chosen:
            _check_another_manages(unit, operator)
        operator.duties = chosen
        details = {"account": operator.id, "duties": chosen}
        if number and not operator.own_number:
            operator.own_number = number
            details["own_number"] = mask(number, "id")
        operator.save(only=[Account.duties, Account.own_number])
        events.record(f"unit:{unit.id}", "duties-given", actor=actor, now=now, details=details)
    return operator


def block(unit: Unit, id: str, *, blocked: bool, actor: Account, now: datetime) -> Account:
    """Close an operator's account and end its sessions, or open it again.

    :raises NotFound, DutyNeeded: as `give_duties`
    :raises NotWritable: it is one's own, or nobody would be left who manages the unit
    """
    check_duty(actor, "manage")
    with write(f"unit:{unit.id}"):
        operator = operator_of(unit, id)
        if operator.id == actor.id:
            raise NotWritable("不能停用自己的账号，请由其他有“单位管理”权限的经办人办理。")
        if blocked:
            _check_another_manages(unit, operator)
        before, after = ("active", "blocked") if blocked else ("blocked", "active")
        if operator.state == before:
            operator.state = after
            operator.save(only=[Account.state])
            sessions.end_others(operator, "", now=now)
            events.record(f"account:{operator.id}", after, actor=actor, now=now)
    return operator


def make_code(province: Province, unit: Unit, id: str, *, actor: Account, now: datetime) -> str:
    """A code with which an operator sets a new password; it is told once.

    :raises NotFound, DutyNeeded: as `give_duties`
    :raises NotWritable: the account is closed, or it is one's own
    """
    check_duty(actor, "manage")
    operator = operator_of(unit, id)
    if operator.id == actor.id:
        raise NotWritable("修改自己的密码，请用右上角账号菜单中的“修改密码”。")
    if operator.state != "active":
        raise NotWritable("该账号已停用，请先启用，再发放验证码。")
    return Passwords(province=province, now=now).make_code(operator, minutes=CODE_MINUTES, by=actor)


def _check_another_manages(unit: Unit, operator: Account) -> None:
    others = Account.select().where(
        Account.unit == unit,
        Account.role == "operator",
        Account.state == "active",
        Account.id != operator.id,
    )
    if not any(has_duty(one, "manage") for one in others):
        raise NotWritable(LAST)
