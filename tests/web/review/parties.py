"""A second operator of the unit, and more applications that wait there."""

from __future__ import annotations

from datetime import datetime

from tests.web.after.conftest import Case
from tests.web.visitor import Visitor
from web.models import Account, Application, Person, Snapshot, Task, Unit, database


def add_operator(unit: str, login: str, name: str, *, duties: list[str] | None = None) -> Account:
    """Another operator of the unit with that name."""
    with database.connection_context():
        made: Account = Account.create(
            province=Unit.get(Unit.name == unit).province,
            role="operator",
            login=login,
            name=name,
            duties=duties or [],
            unit=Unit.get(Unit.name == unit),
            created_at=datetime.fromisoformat("2026-01-01T09:00:00+08:00"),
        )
    return made


def unit_of(case: Case) -> str:
    """The name of the unit that the application was handed in to."""
    with database.connection_context():
        return str(case.stored.unit.name)


def visit(case: Case, login: str) -> Visitor:
    """A browser of somebody else on the same site."""
    return Visitor(case.operator.client.application.test_client()).sign_in_as(login)


def copy_of(case: Case, number: int, name: str, *, title: str = "", due: str = "") -> str:
    """The same application, handed in by somebody else; its id."""
    with database.connection_context():
        first = case.stored
        person: Person = Person.create(
            province=first.province, name=name, account={"person": {"name": name}}, profile={}
        )
        id = str(number) * 26
        Application.create(
            **{**first.__data__, "id": id, "person": person, "title": title or first.title}
        )
        snapshot = Snapshot.get(Snapshot.application == case.id)
        Snapshot.create(**{**snapshot.__data__, "id": f"s{id}"[:26], "application": id})
        task = Task.get(Task.application == case.id)
        Task.create(
            **{
                **task.__data__,
                "id": f"t{id}"[:26],
                "application": id,
                "due_on": due or task.due_on,
            }
        )
    return id
