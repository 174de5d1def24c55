"""Doing one thing of a person at a time, on both databases.

SQLite lets one writer in anyway; PostgreSQL would let two requests look before either of them
writes. Changing the person's row without changing it makes the second one wait for the first.
"""

from __future__ import annotations

from web.models import Person


def lock_person(person: Person) -> None:
    """Hold back other transactions about this person until this one ends; call it in `write()`."""
    Person.update(version=Person.version).where(Person.id == person.id).execute()
