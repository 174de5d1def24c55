"""What belongs to a unit or to a person, by its id: nobody finds what others have."""

from __future__ import annotations

from typing import Any, TypeVar

from peewee import Model

from web.models import Person, Unit
from web.services.errors import NotFound, NotYours

Owned = TypeVar("Owned", bound=Model)


def owned_by(owner: Unit | Person, kind: type[Owned], id: str, name: str) -> Owned:
    """What somebody has of a kind; `name` says what it is called.

    :raises NotFound: there is none
    :raises NotYours: it is another one's
    """
    found: Any = kind.get_or_none(kind.id == id)  # type: ignore[attr-defined]  # all of them have one
    if found is None:
        raise NotFound(name)
    if owner.id != (found.unit_id if isinstance(owner, Unit) else found.person_id):
        raise NotYours
    owned: Owned = found
    return owned
