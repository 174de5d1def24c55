"""Certificates, their serials, seals, and requests for new ones."""

from __future__ import annotations

from peewee import BooleanField, Database, ForeignKeyField, IntegerField, Model, TextField
from playhouse.migrate import SchemaMigrator

from web.migrations.words import Key, Text, now


class Person(Model):
    id = Key()


class Unit(Model):
    id = Key()


class Application(Model):
    id = Key()


class StoredFile(Model):
    sha256 = Key()


class Serial(Model):
    key = Key()
    value = IntegerField(default=0)


class Seal(Model):
    unit = ForeignKeyField(Unit, primary_key=True, on_delete="CASCADE")
    content = ForeignKeyField(StoredFile, on_delete="RESTRICT")
    uploaded_at = Text(default=now)
    uploaded_by = Text(default="")


class Certificate(Model):
    id = Key()
    person = ForeignKeyField(Person, on_delete="CASCADE")
    application = ForeignKeyField(Application, null=True, on_delete="SET NULL")
    province = Text()
    number = Text(unique=True)
    state = Text(default="valid")
    values = TextField()
    year = IntegerField()
    plan = Text(default="")
    rules = Text(default="")
    issuer = ForeignKeyField(Unit, null=True, on_delete="SET NULL")
    committee = ForeignKeyField(Unit, null=True, on_delete="SET NULL")
    photo = ForeignKeyField(StoredFile, null=True, on_delete="RESTRICT")
    pdf = ForeignKeyField(StoredFile, null=True, on_delete="RESTRICT")
    is_signed = BooleanField(default=False)
    token = Text()
    job = Text(default="")
    reissue = Text(default="")
    replaced_by = Text(default="")
    issued_at = Text(default=now)
    issued_by = Text(default="")
    drawn_at = Text(null=True)
    ended_at = Text(null=True)
    ended_by = Text(default="")
    reason = Text(default="")

    class Meta:
        indexes = ((("person", "issued_at"), False), (("issuer", "issued_at"), False))


class Reissue(Model):
    id = Key()
    person = ForeignKeyField(Person, on_delete="CASCADE")
    province = Text()
    certificate = ForeignKeyField(Certificate, null=True, on_delete="CASCADE")
    values = TextField(default="{}")
    changes = TextField(default="{}")
    reason = Text(default="")
    state = Text(default="editing")
    node = Text(default="")
    round = IntegerField(default=0)
    version = IntegerField(default=1)
    unit = ForeignKeyField(Unit, null=True, on_delete="SET NULL")
    holder = ForeignKeyField(Unit, null=True, on_delete="SET NULL")
    begun_at = Text(default=now)
    submitted_at = Text(null=True)
    arrived_at = Text(null=True)
    ended_at = Text(null=True)

    class Meta:
        indexes = ((("holder", "state"), False), (("person", "begun_at"), False))


class ReissueStep(Model):
    id = Key()
    reissue = ForeignKeyField(Reissue, on_delete="CASCADE")
    round = IntegerField()
    node = Text(default="")
    action = Text()
    opinion = Text(default="")
    actor = Text(default="")
    unit = ForeignKeyField(Unit, null=True, on_delete="SET NULL")
    at = Text(default=now)


def up(migrator: SchemaMigrator, db: Database) -> None:
    """Make the tables."""
    tables = (Serial, Seal, Certificate, Reissue, ReissueStep)
    db.bind([Person, Unit, Application, StoredFile, *tables])
    Certificate.add_index(
        Certificate.application,
        unique=True,
        where=Certificate.application.is_null(False),
        name="certificate_one_per_application",
    )
    Reissue.add_index(
        Reissue.certificate,
        unique=True,
        where=Reissue.certificate.is_null(False)
        & Reissue.state.in_(("editing", "submitted", "returned")),
        name="reissue_one_open",
    )
    db.create_tables(tables)
