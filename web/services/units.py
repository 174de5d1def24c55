"""The unit that a person is bound to, as their applications show it."""

from __future__ import annotations

from typing import Any

from web.models import Binding, Person, Unit
from web.models.prepared import Prepared
from web.services.errors import NotWritable

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
