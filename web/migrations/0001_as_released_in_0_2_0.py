"""The tables of 0.2.0: one applicant, her archive, applications with their parts and files."""

from __future__ import annotations

from peewee import Database, ForeignKeyField, IntegerField, Model, TextField
from playhouse.migrate import SchemaMigrator

from web.migrations.words import Key, Text


class Person(Model):
    id = Key()
    login = Text(unique=True)
    name = Text()
    province = Text()
    account = TextField()


class Record(Model):
    id = Key()
    person = ForeignKeyField(Person, on_delete="CASCADE")
    kind = Text()
    values = TextField()
    files = TextField()
    status = Text()
    opinion = Text()
    changed_at = Text()


class StoredBundle(Model):
    digest = Key()
    plan = Text(index=True)
    text = TextField()


class Application(Model):
    id = Key()
    person = ForeignKeyField(Person, on_delete="CASCADE")
    plan = Text(index=True)
    province = Text(index=True)
    year = IntegerField(index=True)
    bundle = ForeignKeyField(StoredBundle, on_delete="RESTRICT")
    choice = TextField()
    choice_version = IntegerField()
    state = Text()
    begun_at = Text()
    submitted_at = Text(null=True)
    deleted_at = Text(null=True)


class Answers(Model):
    application = ForeignKeyField(Application, on_delete="CASCADE")
    section = Text()
    values = TextField()
    version = IntegerField()
    save_id = Text()
    saved_at = Text()

    class Meta:
        indexes = ((("application", "section"), True),)


class Row(Model):
    id = Key()
    application = ForeignKeyField(Application, on_delete="CASCADE")
    list = Text()
    position = IntegerField()
    values = TextField()
    version = IntegerField()
    record = Text(index=True)
    snapshot = TextField(null=True)
    digest = Text()

    class Meta:
        indexes = ((("application", "list", "position"), False),)


class Snapshot(Model):
    id = Key()
    application = ForeignKeyField(Application, on_delete="CASCADE")
    bundle = Text()
    dossier = TextField()
    report = TextField()
    digest = Text()
    taken_at = Text()


class StoredFile(Model):
    sha256 = Key()
    type = Text()
    bytes = IntegerField()
    width = IntegerField(null=True)
    height = IntegerField(null=True)
    pages = IntegerField(null=True)
    background = Text()
    stored_at = Text()


class FileUse(Model):
    id = Key()
    person = ForeignKeyField(Person, on_delete="CASCADE")
    application = ForeignKeyField(Application, null=True, on_delete="CASCADE")
    place = Text()
    position = IntegerField()
    name = Text()
    content = ForeignKeyField(StoredFile, on_delete="RESTRICT")

    class Meta:
        indexes = ((("application", "place"), False),)


def up(migrator: SchemaMigrator, db: Database) -> None:
    """Make the tables."""
    tables = (
        Person,
        Record,
        StoredBundle,
        Application,
        Answers,
        Row,
        Snapshot,
        StoredFile,
        FileUse,
    )
    db.bind(tables)
    db.create_tables(tables)
