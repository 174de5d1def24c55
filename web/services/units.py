"""The unit that a person is bound to, as their applications show it; what belongs to a unit."""

from __future__ import annotations

from typing import Any, TypeVar

from peewee import Model

from web.models import Binding, Person, Unit
from web.models.prepared import Prepared
from web.services.errors import NotFound, NotWritable, NotYours

Owned = TypeVar("Owned", bound=Model)

_BOUND = Prepared(
    Unit,
    lambda person: (
        Unit.select().join(Binding).where(Binding.person == person, Binding.state == "bound")
    ),
)


def bound_unit(person: Person) -> Unit | None:
    """The unit that has confirmed this person, None before one did."""
    return _BOUND.one(person.id)


def unit_answers(unit: Unit | None) -> dict[str, Any]:
    """What the fixed section `unit` of an application shows."""
    if unit is None:
        return {}
    known = {
        "name": unit.name,
        "credit_code": unit.credit_code,
        "nature": unit.nature,
        "economic_type": unit.economic_type,
        "region": unit.region,
    }
    return {key: value for key, value in known.items() if value}


def check_active(unit: Unit) -> None:
    """Let only units act that staff have accepted.

    :raises NotWritable: the registration waits or was refused
    """
    if unit.state != "active":
        raise NotWritable("单位注册审核通过后才能办理。请在“单位信息”中查看审核情况。")


def owned_by(unit: Unit, kind: type[Owned], id: str, name: str) -> Owned:
    """What this unit has of a kind, by its id; `name` says what it is called.

    :raises NotFound: there is none
    :raises NotYours: it is another unit's
    """
    found: Any = kind.get_or_none(kind.id == id)  # type: ignore[attr-defined]  # all of them have one
    if found is None:
        raise NotFound(name)
    if found.unit_id != unit.id:
        raise NotYours
    owned: Owned = found
    return owned
