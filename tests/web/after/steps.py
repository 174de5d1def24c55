"""What operators do on the page of an application, and what a hand could send past it."""

from __future__ import annotations

from typing import Any

from tests.web.after.conftest import Case
from tests.web.archiving import press
from tests.web.visitor import Visitor
from web.models import Event, database


def decide(case: Case, action: str, *, by: Visitor | None = None, **values: Any) -> Visitor:
    """Open the application at the desk of the unit and press a button."""
    operator = (by or case.operator).open(case.desk)
    return press_decision(operator, case, action, **values)


def press_decision(operator: Visitor, case: Case, action: str, **values: Any) -> Visitor:
    """Press a button of the page that is open; `marks` are comments by path."""
    form = operator.form(case.desk)
    marks: dict[str, str] = values.pop("marks", {})
    form.values += [("mark", path) for path in marks]
    form.values += [(f"comment:{path}", text) for path, text in marks.items() if text]
    return press(operator, form, ("action", action), **values)


def token(visitor: Visitor) -> str:
    """The token of the visitor's session, for requests past the pages."""
    with visitor.client.session_transaction() as session:
        return str(session.setdefault("csrf", "token"))


def events(case: Case) -> list[str]:
    """What was done to the application, in order."""
    with database.connection_context():
        found = Event.select().where(Event.subject == f"application:{case.id}")
        return [event.action for event in found.order_by(Event.number)]
