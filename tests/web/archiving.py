"""Steps in an archive and at the desk of a unit that several tests begin with."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from urllib.parse import urljoin

from flask import Flask
from werkzeug.datastructures import MultiDict

from tests.web.visitor import Form, Visitor
from web.models import Account, Binding, Person, Record, Unit, database
from web.services.demo_pictures import draw_document
from web.services.notices import unread

HONOR = {
    "name": "市教学能手",
    "level": "市厅级",
    "authority": "蚌埠市教育局",
    "date": "2020-09-10",
}
CERTIFICATE = draw_document("教学能手证书")


def press(visitor: Visitor, form: Form, button: tuple[str, str], **values: Any) -> Visitor:
    """Fill in a form of the page and send it by one of its buttons; a file is (name, bytes)."""
    sent: MultiDict[str, Any] = MultiDict(form.values)
    for name, value in values.items():
        assert name in form.names, f"{name} not asked"
        sent.poplist(name)
        if isinstance(value, tuple):
            sent[name] = (BytesIO(value[1]), value[0])
        elif value is not None:
            sent.setlist(name, value if isinstance(value, list) else [value])
    sent[button[0]] = button[1]
    answer = visitor.client.post(urljoin(visitor.path, form.action), data=sent)
    answer.request.environ["wsgi.input"].close()  # a temporary file, if much was sent
    if answer.status_code == 303:
        return visitor.open(answer.location)
    visitor.page = answer
    return visitor


def add_honor(
    visitor: Visitor, *, intent: str = "submit", proof: bytes | None = CERTIFICATE, **values: Any
) -> str:
    """Add a record of kind honor, with its certificate unless told otherwise; its id."""
    visitor.open("/archive/new/honor")
    files = {"proof-certificate": ("证书.jpg", proof)} if proof else {}
    return send_record(visitor, intent=intent, **{**HONOR, **values, **files})


def send_record(visitor: Visitor, *, intent: str = "submit", **values: Any) -> str:
    """Send the form of a record that is open and return its id."""
    form = record_form(visitor)
    press(visitor, form, ("intent", intent), **values)
    return form.action.rpartition("/")[2]


def record_form(visitor: Visitor) -> Form:
    """The form of the record that is open."""
    id = visitor.html.partition('method="post" action="/archive/')[2].partition('"')[0]
    return visitor.form(f"/archive/{id}")


def state_of(id: str) -> str:
    """The state of a record."""
    with database.connection_context():
        return str(Record.get_by_id(id).status)


def change(id: str, **values: Any) -> None:
    """Change a stored record behind the site's back."""
    with database.connection_context():
        Record.update(**values).where(Record.id == id).execute()


def unbind() -> None:
    """Let nobody be bound to any unit."""
    with database.connection_context():
        Binding.update(state="ended").execute()


def review(operator: Visitor, id: str, action: str, opinion: str = "") -> Visitor:
    """Open a record at the desk of the unit and decide about it."""
    operator.open(f"/verification/{id}")
    form = operator.form(f"/verification/{id}")
    return press(operator, form, ("action", action), opinion=opinion)


def told(login: str) -> list[str]:
    """What the account with this login was told of records, the newest first."""
    with database.connection_context():
        notices = unread(Account.get(Account.login == login))
        return [one.text for one in notices if one.key.startswith("record:")]


def sign_in_colleague(app: Flask, unit: str, name: str = "王某") -> Visitor:
    """Another applicant, bound to the unit with this name, in a browser of their own."""
    now = app.extensions["zhiping"].clock.now()
    with database.connection_context():
        person = Person.create(name=name, province="anhui", account={"person": {"name": name}})
        bound = Unit.get(Unit.name == unit)
        Binding.create(person=person, unit=bound, state="bound", requested_at=now)
        Account.create(
            province="anhui", role="applicant", login=name, name=name, person=person, created_at=now
        )
    return Visitor(app.test_client()).sign_in_as(name)
