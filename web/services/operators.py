"""Operators: the accounts that act for a unit, several for each."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from peewee import IntegrityError

from engine.packs.province import Province
from web.models import Account, Person, Unit, write
from web.services import events
from web.services.duties import DUTIES, check_duty
from web.services.errors import BadChoice, OwnApplication
from web.services.passwords import hash_password, password_faults
from web.services.registration import LOGIN, WORDS


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatorAnswers:
    """The first account of a unit, or another one; without duties it has all of them. Passwords are
    never kept as typed."""

    login: str = ""
    name: str = ""
    duties: tuple[str, ...] = ()
    password: str = field(default="", repr=False)
    again: str = field(default="", repr=False)


def operator_problems(province: Province, asked: OperatorAnswers) -> dict[str, str]:
    """Everything wrong with a new operator's account by field; of the password its codes."""
    found = {}
    if not LOGIN.fullmatch(asked.login):
        found["login"] = WORDS["login-shape"]
    elif (
        Account.select()
        .where(Account.province == province.id, Account.login == asked.login)
        .exists()
    ):
        found["login"] = WORDS["login-taken"]
    if not asked.name or len(asked.name) > 40:
        found["operator"] = "请填写姓名，不超过 40 字"
    if not set(asked.duties) <= set(DUTIES):
        found["duties"] = "请从列表中选择权限"
    rules = province.account.password
    wrong = password_faults(rules, asked.password, login=asked.login)
    if wrong:
        found["password"] = " ".join(wrong)
    elif asked.password != asked.again:
        found["again"] = "两次填写的密码不一致"
    return found


def add_operator(
    province: Province, unit: Unit, asked: OperatorAnswers, *, actor: Account, now: datetime
) -> Account:
    """Give a unit another account.

    :raises DutyNeeded: who gives it does not manage the unit
    :raises BadChoice: with everything that is wrong, by field
    """
    check_duty(actor, "manage")
    problems = operator_problems(province, asked)
    if problems:
        raise BadChoice(problems)
    hashed = hash_password(asked.password)
    try:
        with write(f"unit:{unit.id}"):
            account = create_operator(unit, asked, hashed, now)
            events.record(
                f"unit:{unit.id}",
                "operator-added",
                actor=actor,
                now=now,
                details={"account": account.id, "duties": account.duties},
            )
    except IntegrityError:
        raise BadChoice(operator_problems(province, asked)) from None
    return account


def operators_of(unit: Unit) -> list[Account]:
    """The accounts of a unit, the oldest first."""
    query = Account.select().where(Account.unit == unit, Account.role == "operator")
    return list(query.order_by(Account.created_at, Account.id))


def is_own(operator: Account, person: Person) -> bool:
    """Whether an operator is this person, by account or identity number: nobody verifies or
    reviews what is their own."""
    if operator.person_id == person.id:
        return True
    mine, answers = operator.id_number, person.account.get("person", {})
    return bool(mine) and mine in (answers.get("id_number"), answers.get("other_id_number"))


def check_not_own(operator: Account, person: Person) -> None:
    """Keep everybody away from whatever is decided about themselves: reviews, exams, objections,
    recusals, results.

    :raises OwnApplication: the operator is this person
    """
    if is_own(operator, person):
        raise OwnApplication


def create_operator(unit: Unit, asked: OperatorAnswers, hashed: str, now: datetime) -> Account:
    """Make the account, inside the `write()` of the change that it belongs to."""
    account: Account = Account.create(
        province=unit.province,
        role="operator",
        login=asked.login,
        name=asked.name,
        duties=[one for one in DUTIES if one in asked.duties],
        password=hashed,
        password_changed_at=now,
        unit=unit,
        created_at=now,
    )
    events.record(f"account:{account.id}", "account-registered", actor=account, now=now)
    return account
