"""Batches of committees, publicity with objections, exams with seats and exemptions."""

from __future__ import annotations

from peewee import BooleanField, Database, ForeignKeyField, IntegerField, Model, TextField
from playhouse.migrate import SchemaMigrator

from web.migrations.words import Key, Text, now


class Unit(Model):
    id = Key()


class Application(Model):
    id = Key()


class Batch(Model):
    id = Key()
    unit = ForeignKeyField(Unit, on_delete="CASCADE")
    plan = Text()
    name = Text()
    state = Text(default="open")
    created_at = Text(default=now)
    created_by = Text(default="")

    class Meta:
        indexes = ((("unit", "plan", "name"), True),)


class Publicity(Model):
    id = Key()
    kind = Text(default="unit")
    unit = ForeignKeyField(Unit, on_delete="CASCADE")
    batch = ForeignKeyField(Batch, null=True, on_delete="CASCADE")
    title = Text()
    place = Text(default="")
    text = TextField(default="")
    starts_on = Text()
    ends_on = Text()
    days = IntegerField()
    state = Text(default="running")
    note = Text(default="")
    created_at = Text(default=now)
    created_by = Text(default="")
    ended_at = Text(null=True)
    ended_by = Text(default="")

    class Meta:
        indexes = ((("unit", "state"), False),)


class Shown(Model):
    id = Key()
    publicity = ForeignKeyField(Publicity, on_delete="CASCADE")
    application = ForeignKeyField(Application, on_delete="CASCADE")
    round = IntegerField()
    node = Text()
    words = TextField(default="{}")
    state = Text(default="open")

    class Meta:
        indexes = ((("publicity", "application"), True),)


class Objection(Model):
    id = Key()
    publicity = ForeignKeyField(Publicity, on_delete="CASCADE")
    application = ForeignKeyField(Application, on_delete="CASCADE")
    source = Text(default="hand")
    name = Text()
    contact = Text()
    text = Text()
    state = Text(default="open")
    finding = Text(default="")
    made_at = Text(default=now)
    decided_at = Text(null=True)
    decided_by = Text(default="")

    class Meta:
        indexes = ((("publicity", "state"), False),)


class Sitting(Model):
    id = Key()
    unit = ForeignKeyField(Unit, on_delete="CASCADE")
    plan = Text()
    paper = Text()
    name = Text(default="")
    day = Text()
    from_time = Text()
    to_time = Text()
    place = Text()
    seats = IntegerField()
    state = Text(default="planned")
    created_at = Text(default=now)
    created_by = Text(default="")

    class Meta:
        indexes = ((("unit", "plan", "paper"), False),)


class Exam(Model):
    id = Key()
    sitting = ForeignKeyField(Sitting, on_delete="CASCADE")
    application = ForeignKeyField(Application, on_delete="CASCADE")
    paper = Text()
    number = Text(unique=True)
    seat = IntegerField()
    score = IntegerField(null=True)
    absent = BooleanField(default=False)
    scored_at = Text(null=True)
    scored_by = Text(default="")
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("application", "paper"), True), (("sitting", "seat"), True))


class Exemption(Model):
    id = Key()
    application = ForeignKeyField(Application, on_delete="CASCADE")
    paper = Text()
    ground = Text(default="")
    reason = Text()
    state = Text(default="requested")
    opinion = Text(default="")
    requested_at = Text(default=now)
    decided_at = Text(null=True)
    decided_by = Text(default="")

    class Meta:
        indexes = ((("state",), False),)


def up(migrator: SchemaMigrator, db: Database) -> None:
    """Add the column, make the tables."""
    tables = [Unit, Application, Batch, Publicity, Shown, Objection, Sitting, Exam, Exemption]
    db.bind(tables)
    db.create_tables([Batch])
    batch = ForeignKeyField(Batch, field=Batch.id, null=True, on_delete="SET NULL")
    migrator.migrate(migrator.add_column("application", "batch_id", batch))
    Publicity.add_index(
        Publicity.batch,
        unique=True,
        where=Publicity.state == "running",
        name="publicity_one_running",
    )
    Shown.add_index(
        Shown.application, unique=True, where=Shown.state == "open", name="shown_one_open"
    )
    Exemption.add_index(
        Exemption.application,
        Exemption.paper,
        unique=True,
        where=Exemption.state.in_(("requested", "granted")),
        name="exemption_one_open",
    )
    db.create_tables([Publicity, Shown, Objection, Sitting, Exam, Exemption])
