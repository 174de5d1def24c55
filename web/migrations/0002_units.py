"""Units and who is bound to them; what 0.2.0 kept of a unit in a person becomes both."""

from __future__ import annotations

import json
from typing import Any

from peewee import BooleanField, Database, ForeignKeyField, Model, TextField
from playhouse.migrate import SchemaMigrator

from web.migrations.words import Key, Text, now, plain
from web.models.columns import new_id

KEPT = ("credit_code", "nature", "economic_type", "region")


class Person(Model):
    id = Key()
    province = Text()
    account = TextField()


class Unit(Model):
    id = Key()
    province = Text(index=True)
    name = Text(index=True)
    credit_code = Text(null=True)
    nature = Text(default="")
    economic_type = Text(default="")
    region = Text(default="")
    contact = Text(default="")
    phone = Text(default="")
    takes_freelancers = BooleanField(default=False)
    state = Text(default="active")
    opinion = Text(default="")
    created_at = Text(default=now)

    class Meta:
        indexes = ((("province", "credit_code"), True),)


class Binding(Model):
    id = Key()
    person = ForeignKeyField(Person, on_delete="CASCADE")
    unit = ForeignKeyField(Unit, on_delete="CASCADE")
    state = Text(default="requested")
    freelancer = BooleanField(default=False)
    note = Text(default="")
    opinion = Text(default="")
    requested_at = Text(default=now)
    decided_at = Text(null=True)
    decided_by = Text(default="")
    ended_at = Text(null=True)

    class Meta:
        indexes = ((("person", "state"), False), (("unit", "state"), False))


def up(migrator: SchemaMigrator, db: Database) -> None:
    """Make the tables, then the units that people named."""
    db.bind([Person, Unit, Binding])
    for state in ("requested", "bound"):
        Binding.add_index(
            Binding.person, unique=True, where=Binding.state == state, name=f"binding_one_{state}"
        )
    db.create_tables([Unit, Binding])
    for person in Person.select():
        account = json.loads(person.account)
        named = account.pop("unit", None)
        if named and named.get("name"):
            unit = _unit(person.province, named)
            Binding.create(id=new_id(), person=person, unit=unit, state="bound", decided_at=now())
        Person.update(account=plain(account)).where(Person.id == person.id).execute()


def _unit(province: str, named: dict[str, Any]) -> Model:
    """The unit that a person named: the same for all who gave the same code, or else name."""
    code = named.get("credit_code") or None
    same = Unit.credit_code == code if code else Unit.name == named["name"]
    found: Model | None = Unit.get_or_none(Unit.province == province, same)
    if found is None:
        known = {name: named[name] for name in KEPT if named.get(name)}
        found = Unit.create(id=new_id(), province=province, name=named["name"], **known)
    return found
