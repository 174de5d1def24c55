"""Who is asking. Accounts come later: until then everyone is the demonstration applicant."""

from __future__ import annotations

from flask import g

from web.context import site
from web.models import Person
from web.services.errors import NotPrepared


def current_person() -> Person:
    """The person of this request.

    :raises NotPrepared: no demonstration data was made yet (`zhiping demo`)
    """
    if "person" not in g:
        person = Person.get_or_none(Person.login == site().settings.person)
        if person is None:
            raise NotPrepared
        g.person = person
    found: Person = g.person
    return found


def known_name() -> str:
    """The name of the person of this request, "" before anyone asked who it is: error pages must
    not need the database."""
    return g.person.name if "person" in g else ""
