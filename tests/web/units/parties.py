"""Two units, their operators, people and staff of a province, for tests of bindings."""

from __future__ import annotations

from datetime import datetime

from web.clock import ZONE
from web.models import Account, Binding, Person, Unit

NOW = datetime(2022, 7, 1, 9, 30, tzinfo=ZONE)
QINGSHAN, HONGQI = "12340300MB1XXX0293", "12340100MB1XXX010U"


def make_unit(name: str, login: str, *, province: str = "anhui", **facts: object) -> Unit:
    """A unit with one operator, who signs in as `login`."""
    unit: Unit = Unit.create(province=province, name=name, created_at=NOW, **facts)
    make_operator(unit, login)
    return unit


def make_operator(unit: Unit, login: str) -> Account:
    """Another operator of a unit."""
    made: Account = Account.create(
        province=unit.province, role="operator", login=login, name=f"经办{login}", unit=unit,
        created_at=NOW,
    )  # fmt: skip
    return made


def make_person(login: str, name: str = "张明", *, province: str = "anhui") -> Person:
    """An applicant who is bound to nothing and signs in as `login`."""
    person: Person = Person.create(
        name=name, province=province, account={"person": {"name": name, "gender": "1"}}
    )
    Account.create(
        province=province, role="applicant", login=login, name=name, person=person, created_at=NOW
    )
    return person


def make_staff(login: str, *, province: str = "anhui") -> Account:
    """Somebody who looks at registrations."""
    made: Account = Account.create(
        province=province, role="staff", login=login, name="王管理", created_at=NOW
    )
    return made


def states_of(person: Person) -> list[tuple[str, str]]:
    """The bindings of a person as (unit, state), in the order of asking."""
    query = Binding.select(Binding, Unit).join(Unit).where(Binding.person == person)
    return [(one.unit.name, one.state) for one in query.order_by(Binding.id)]
