"""An application and its parts, each saved and versioned on its own."""

from __future__ import annotations

from typing import Any

from peewee import CharField, ForeignKeyField, IntegerField, TextField

from web.models.batch import Batch
from web.models.columns import InstantColumn, JSONColumn, new_id
from web.models.database import Base
from web.models.person import Person
from web.models.unit import Unit


class StoredBundle(Base):
    """The rules that applications are pinned to, whole, by digest; never changed."""

    digest = CharField(primary_key=True, max_length=80)
    plan = CharField(index=True)
    text = TextField()


class Application(Base):
    """One application of a person to a plan.

    `choice` is the dossier's `application` map: mode, standard, branch, title. `title` is that of
    what was handed in last, for lists.
    `state` is editing, submitted, returned, terminated or passed; `node` is where in the declared
    chain a submitted one waits, `unit` where it was reported to, `round` how often handed in,
    `batch` the committee's batch that it was accepted into.
    """

    person_id: str
    unit_id: str | None
    batch_id: str | None
    bundle_id: str
    answers: Any
    rows: Any
    files: Any
    snapshots: Any

    id = CharField(primary_key=True, max_length=26, default=new_id)
    person = ForeignKeyField(Person, backref="applications", on_delete="CASCADE")
    plan = CharField(index=True)
    province = CharField(index=True)
    year = IntegerField(index=True)
    bundle = ForeignKeyField(StoredBundle, on_delete="RESTRICT")
    choice = JSONColumn()
    choice_version = IntegerField(default=1)
    title = CharField(default="")
    state = CharField(default="editing")
    node = CharField(default="")
    round = IntegerField(default=0)
    unit = ForeignKeyField(Unit, null=True, backref="applications", on_delete="SET NULL")
    batch = ForeignKeyField(Batch, null=True, backref="applications", on_delete="SET NULL")
    begun_at = InstantColumn()
    submitted_at = InstantColumn(null=True)
    deleted_at = InstantColumn(null=True)


Application.add_index(
    Application.person,
    Application.plan,
    unique=True,
    where=Application.deleted_at.is_null(),
    name="application_one_per_plan",
)


class Answers(Base):
    """The answers of one section. `save_id` names the last save, so that a repeated one is
    recognised and not taken for a conflict."""

    id: int

    application = ForeignKeyField(Application, backref="answers", on_delete="CASCADE")
    section = CharField()
    values = JSONColumn(default=dict)
    version = IntegerField(default=1)
    save_id = CharField(default="")
    saved_at = InstantColumn()

    class Meta:
        indexes = ((("application", "section"), True),)


class Row(Base):
    """A row of a section, or a picked record: then `record`, `snapshot` and `digest` are set.

    `list` is the id of the rows section, the picks section or the item; `values` are answers
    (of a pick: those given beside the record); `snapshot` is `{kind, status, values, files}`.
    """

    application_id: str

    id = CharField(primary_key=True, max_length=26, default=new_id)
    application = ForeignKeyField(Application, backref="rows", on_delete="CASCADE")
    list = CharField()
    position = IntegerField()
    values = JSONColumn(default=dict)
    version = IntegerField(default=1)
    record = CharField(default="", index=True)
    snapshot = JSONColumn(null=True)
    digest = CharField(default="")

    class Meta:
        indexes = ((("application", "list", "position"), False),)


class Snapshot(Base):
    """What was handed in in a round: dossier and report as JSON, the digest of both."""

    id = CharField(primary_key=True, max_length=26, default=new_id)
    application = ForeignKeyField(Application, backref="snapshots", on_delete="CASCADE")
    round = IntegerField(default=1)
    bundle = CharField()
    dossier = JSONColumn()
    report = JSONColumn()
    digest = CharField()
    taken_at = InstantColumn()


class Collaborator(Base):
    """Somebody whom what was handed in names as a collaborator, and in which achievement.

    `key` is the name as names are compared. Written with the snapshot and never changed.
    """

    id: int

    snapshot = ForeignKeyField(Snapshot, backref="collaborators", on_delete="CASCADE")
    key = CharField(max_length=60)
    name = CharField(max_length=60)
    achievement = CharField(max_length=250)

    class Meta:
        indexes = ((("snapshot", "key"), False),)
