"""Staff and their duties (三权分立, GB/T 22239-2019): who keeps accounts does not give rights, who
gives rights does not read the record, and nobody has two of these or does business beside.

A system administrator makes accounts, a security administrator says what each is for and lifts
lockouts, an audit administrator reads what was done. The first ones are made at the command line;
passwords of administrators are set again there only, so that nobody comes in as another.
"""

from __future__ import annotations

from datetime import datetime

from peewee import IntegrityError

from engine.packs.province import Province
from web.models import Account, Unit, write
from web.services import events, notices, sessions
from web.services.errors import BadChoice, NotFound
from web.services.operators import OperatorAnswers, account_problems, operator_problems
from web.services.passwords import hash_password
from web.services.staff_duties import DUTIES, NOTHING, POSTS, check_duty, duty_of, post_of

OWN_DUTY = "不能更改自己的权限，请由另一位安全管理员办理。"


def make_account(
    province: Province,
    asked: OperatorAnswers,
    *,
    unit: Unit | None,
    by: Account,
    now: datetime,
) -> Account:
    """Another account of staff, which waits until a security administrator says what it is for, or
    without waiting an operator of a unit. Its password has to be changed at once by its holder.

    :raises NotAdmitted: `by` is no system administrator
    :raises BadChoice: with everything that is wrong, by field
    """
    check_duty(by, "system")
    problems_of = operator_problems if unit else account_problems
    problems = problems_of(province, asked)
    if problems:
        raise BadChoice(problems)
    hashed = hash_password(asked.password)
    try:
        with write():
            account: Account = Account.create(
                province=province.id,
                role="operator" if unit else "staff",
                state="active" if unit else "pending",
                login=asked.login,
                name=asked.name,
                own_number=asked.number if unit else "",
                password=hashed,
                unit=unit,
                created_at=now,
            )
            events.record(
                f"account:{account.id}",
                "created",
                actor=by,
                now=now,
                details={"role": account.role, "unit": unit.id if unit else ""},
            )
            if unit is None:
                _tell_security(province, account, now)
    except IntegrityError:
        raise BadChoice(problems_of(province, asked)) from None
    return account


def unit_named(province: str, words: str) -> Unit:
    """The active unit of a province with this name or credit code.

    :raises BadChoice: there is none
    """
    named = (Unit.credit_code == words) | (Unit.name == words)
    found: Unit | None = Unit.get_or_none(
        (Unit.province == province) & (Unit.state == "active") & named
    )
    if found is None or not words:
        raise BadChoice({"unit": "请填写已经审核通过的单位全称或统一社会信用代码"})
    return found


def _tell_security(province: Province, account: Account, now: datetime) -> None:
    for one in staff_of(province.id):
        if duty_of(one) == "security" and one.state == "active":
            notices.notify(
                one,
                f"新的管理账号“{account.name}”（{account.login}）等待授权。",
                link="/staff/rights",
                key=f"account:{account.id}:created:{one.id}",
                now=now,
            )


def staff_of(province: str) -> list[Account]:
    """The accounts of staff, those that wait first, then by age."""
    query = Account.select().where(Account.province == province, Account.role == "staff")
    found = list(query.order_by(Account.created_at, Account.id))
    return sorted(found, key=lambda one: one.state != "pending")


def appoint(id: str, post: str, *, by: Account, now: datetime) -> Account:
    """Say what an account of staff is for; what it was for before ends at once, its sessions too.

    :raises NotAdmitted: `by` is no security administrator
    :raises NotFound: there is no such account of staff in the province
    :raises BadChoice: it is one's own, or there is no such post
    """
    check_duty(by, "security")
    if post not in POSTS:
        raise BadChoice({"post": "请选择权限。"})
    with write(f"account:{id}"):
        account: Account | None = Account.get_or_none(
            (Account.id == id) & (Account.province == by.province) & (Account.role == "staff")
        )
        if account is None:
            raise NotFound("管理账号")
        if account.id == by.id:
            raise BadChoice({"post": OWN_DUTY})
        before = post_of(account)
        if before == post:
            return account
        account.duties = [post] if post in DUTIES else []
        if account.state in ("active", "pending"):
            account.state = "pending" if post == NOTHING else "active"
        account.save(only=[Account.duties, Account.state])
        sessions.end_others(account, "", now=now)
        events.record(
            f"account:{id}", "appointed", actor=by, now=now,
            details={"before": before, "after": post},
        )  # fmt: skip
        notices.settle(f"account:{id}:created:{by.id}", now=now)
    return account
