"""Experts of a committee, their groups, what they must not judge, what they have to read."""

from __future__ import annotations

from typing import Any

from peewee import CharField, ForeignKeyField, IntegerField, TextField

from web.models.account import Account
from web.models.application import Application
from web.models.batch import Batch
from web.models.columns import InstantColumn, JSONColumn, new_id
from web.models.database import Base
from web.models.unit import Unit


class Expert(Base):
    """Somebody in the library of a committee (专家库): an account of the role expert.

    `series` is the id of a series, `branches` the names of branches, none named: all. Days are ISO
    days, both included; a term is three years at most (人社部令第40号). `state` is active or
    disabled. `id_number` and `work_unit` show who must not judge whom.
    """

    committee_id: str
    account_id: str

    id = CharField(primary_key=True, max_length=26, default=new_id)
    committee = ForeignKeyField(Unit, backref="experts", on_delete="CASCADE")
    account = ForeignKeyField(Account, unique=True, backref="experts", on_delete="CASCADE")
    name = CharField(max_length=60)
    id_number = CharField(default="", max_length=30)
    series = CharField(default="")
    branches = JSONColumn(default=list)
    title = CharField(default="", max_length=60)
    work_unit = CharField(max_length=120)
    valid_from = CharField(max_length=10)
    valid_to = CharField(max_length=10)
    state = CharField(default="active")
    note = CharField(default="", max_length=500)
    created_at = InstantColumn()

    class Meta:
        indexes = ((("committee", "state"), False),)


class ExpertGroup(Base):
    """A group of experts who read together for a batch (评议组), with its chair (组长)."""

    batch_id: str
    chair_id: str | None
    members: Any

    id = CharField(primary_key=True, max_length=26, default=new_id)
    batch = ForeignKeyField(Batch, backref="groups", on_delete="CASCADE")
    name = CharField(max_length=60)
    chair = ForeignKeyField(Expert, null=True, backref="chaired", on_delete="SET NULL")
    created_at = InstantColumn()

    class Meta:
        indexes = ((("batch", "name"), True),)


class GroupMember(Base):
    """An expert in a group."""

    id: int
    group_id: str
    expert_id: str

    group = ForeignKeyField(ExpertGroup, backref="members", on_delete="CASCADE")
    expert = ForeignKeyField(Expert, backref="memberships", on_delete="CASCADE")

    class Meta:
        indexes = ((("group", "expert"), True),)


class Recusal(Base):
    """That an expert must have nothing to do with an application (回避), and why.

    `ground` is coauthor, family, supervisor or other; `by` is office or expert. What the same unit,
    the same person or a name forbids needs no row. It holds until it is lifted. A row of the ground
    `named`, by the site, says that such a match of names was lifted: `reason` is what matched.
    """

    expert_id: str
    application_id: str

    id = CharField(primary_key=True, max_length=26, default=new_id)
    expert = ForeignKeyField(Expert, backref="recusals", on_delete="CASCADE")
    application = ForeignKeyField(Application, backref="recusals", on_delete="CASCADE")
    ground = CharField()
    by = CharField()
    reason = CharField(max_length=500)
    made_at = InstantColumn()
    made_by = CharField(default="", max_length=26)
    lifted_at = InstantColumn(null=True)
    lifted_by = CharField(default="", max_length=26)
    lifted_for = CharField(default="", max_length=500)


Recusal.add_index(
    Recusal.expert,
    Recusal.application,
    unique=True,
    where=Recusal.lifted_at.is_null(),
    name="recusal_one_in_force",
)


class Assignment(Base):
    """An application that an expert has to read, with what the expert says of it.

    `state` is assigned, submitted or revoked; what is typed before submitting is a draft of
    `version`. `points` are points by criterion, `advice` is agree, against or "".
    """

    application_id: str
    expert_id: str
    group_id: str | None

    id = CharField(primary_key=True, max_length=26, default=new_id)
    application = ForeignKeyField(Application, backref="assignments", on_delete="CASCADE")
    expert = ForeignKeyField(Expert, backref="assignments", on_delete="CASCADE")
    group = ForeignKeyField(ExpertGroup, null=True, backref="assignments", on_delete="SET NULL")
    round = IntegerField()
    state = CharField(default="assigned")
    points = JSONColumn(default=dict)
    advice = CharField(default="")
    opinion = TextField(default="")
    version = IntegerField(default=0)
    assigned_at = InstantColumn()
    saved_at = InstantColumn(null=True)
    submitted_at = InstantColumn(null=True)

    class Meta:
        indexes = ((("application", "expert", "round"), True), (("expert", "state"), False))


class GroupOpinion(Base):
    """What a group says of an application, written by its chair."""

    group_id: str
    application_id: str

    id = CharField(primary_key=True, max_length=26, default=new_id)
    group = ForeignKeyField(ExpertGroup, backref="opinions", on_delete="CASCADE")
    application = ForeignKeyField(Application, backref="group_opinions", on_delete="CASCADE")
    round = IntegerField()
    advice = CharField(default="")
    opinion = TextField(default="")
    written_at = InstantColumn()
    written_by = CharField(default="", max_length=26)

    class Meta:
        indexes = ((("group", "application", "round"), True),)
