"""Units that employ or recommend, and who is bound to them."""

from __future__ import annotations

from typing import Any

from peewee import BooleanField, CharField, ForeignKeyField

from web.models.columns import InstantColumn, JSONColumn, new_id
from web.models.database import Base
from web.models.person import Person


class Unit(Base):
    """An employer, or a local HR department that stands in for freelancers (安徽手册 L132); or
    whoever else decides in a chain.

    `kind` is what nodes say as `by`: unit, department, committee or issuer; people are bound to
    units and to departments that take freelancers. `state` is draft, pending, active, refused or
    closed; only active units are found, bound to and responsible. `draft` is what an application
    says that was kept and not handed in (保存申请), {} for none. `matched` is what the directory
    said of name and code at handing in, a key of `unit_directory.MATCHES`.
    """

    operators: Any

    id = CharField(primary_key=True, max_length=26, default=new_id)
    province = CharField(index=True)
    kind = CharField(default="unit")
    name = CharField(index=True)
    credit_code = CharField(null=True)
    nature = CharField(default="")
    economic_type = CharField(default="")
    region = CharField(default="")
    contact = CharField(default="")
    phone = CharField(default="")
    takes_freelancers = BooleanField(default=False)
    state = CharField(default="active")
    opinion = CharField(max_length=2000, default="")
    draft = JSONColumn(default=dict)
    matched = CharField(default="")
    created_at = InstantColumn()

    class Meta:
        indexes = ((("province", "credit_code"), True),)


class Binding(Base):
    """A person's link to a unit: requested, bound, refused, withdrawn or ended.

    At most one per person is `bound`, and at most one `requested` (吉林手册 L149).
    """

    person_id: str
    unit_id: str

    id = CharField(primary_key=True, max_length=26, default=new_id)
    person = ForeignKeyField(Person, backref="bindings", on_delete="CASCADE")
    unit = ForeignKeyField(Unit, backref="bindings", on_delete="CASCADE")
    state = CharField(default="requested")
    freelancer = BooleanField(default=False)
    note = CharField(max_length=500, default="")
    opinion = CharField(max_length=2000, default="")
    requested_at = InstantColumn()
    decided_at = InstantColumn(null=True)
    decided_by = CharField(default="")
    ended_at = InstantColumn(null=True)

    class Meta:
        indexes = ((("person", "state"), False), (("unit", "state"), False))


for _state in ("requested", "bound"):
    Binding.add_index(
        Binding.person, unique=True, where=Binding.state == _state, name=f"binding_one_{_state}"
    )
