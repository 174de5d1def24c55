"""Operators: the accounts that act for a unit, several for each."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime

from peewee import IntegrityError

from engine.fields.resident_id import check_digit
from engine.packs.province import Province
from web.models import Account, Person, Unit, write
from web.services import events
from web.services.duties import DUTIES, check_duty
from web.services.errors import BadChoice, OwnApplication
from web.services.passwords import hash_password, password_faults
from web.services.registration import LOGIN, WORDS

NUMBER = re.compile(r"[0-9A-Z()-]{5,30}")
"""Identity numbers of operators, who may have another document than a resident identity card."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatorAnswers:
    """The first account of a unit, or another one; without duties it has all of them. `number` is
    its holder's identity number. Passwords are never kept as typed."""

    login: str = ""
    name: str = ""
    number: str = ""
    duties: tuple[str, ...] = ()
    password: str = field(default="", repr=False)
    again: str = field(default="", repr=False)


def read_number(text: str) -> str:
    """An identity number as it is kept and compared."""
    return "".join(text.split()).upper()


def number_problem(number: str) -> str:
    """What is wrong with the identity number of an operator, "" if nothing."""
    if not number:
        return "请填写本人的证件号码：经办人不能审核本人的申报和业绩，系统据此核对"
    is_resident = len(number) == 18 and number[:17].isdecimal()
    if not NUMBER.fullmatch(number) or (is_resident and check_digit(number[:17]) != number[17]):
        return "证件号码不正确，请核对"
    return ""


def operator_problems(province: Province, asked: OperatorAnswers) -> dict[str, str]:
    """Everything wrong with a new operator's account by field; of the password its codes."""
    found = account_problems(province, asked)
    if wrong := number_problem(asked.number):
        found["number"] = wrong
    return found


def account_problems(province: Province, asked: OperatorAnswers) -> dict[str, str]:
    """The same of an account that is for no unit, whose holder decides about nobody."""
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
    reviews what is their own. Of an operator whose number is not known (accounts from before, or
    made at the command line) the name decides, until the number is registered."""
    if operator.person_id == person.id:
        return True
    mine = {number for number in (operator.id_number, operator.own_number) if number}
    if mine:
        return bool(mine & numbers_of(person))
    return bool(operator.name) and operator.name == person.name


def numbers_of(person: Person) -> frozenset[str]:
    """The identity numbers of an applicant."""
    answers = person.account.get("person", {})
    said = (answers.get(key) for key in ("id_number", "other_id_number"))
    return frozenset(read_number(str(number)) for number in said if number)


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
        own_number=asked.number,
        duties=[one for one in DUTIES if one in asked.duties],
        password=hashed,
        password_changed_at=now,
        unit=unit,
        created_at=now,
    )
    events.record(f"account:{account.id}", "account-registered", actor=account, now=now)
    return account
