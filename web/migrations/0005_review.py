"""Applications wait at a node of a unit and may come back; one per person and plan."""

from __future__ import annotations

from peewee import Database, ForeignKeyField, IntegerField, Model, TextField
from playhouse.migrate import SchemaMigrator

from web.migrations.words import Key, Text


class Unit(Model):
    id = Key()


class Application(Model):
    id = Key()


class Review(Model):
    id = Key()
    application = ForeignKeyField(Application, on_delete="CASCADE")
    round = IntegerField()
    node = Text()
    action = Text()
    opinion = TextField()
    actor = Text()
    at = Text()


class Mark(Model):
    review = ForeignKeyField(Review, on_delete="CASCADE")
    path = Text()
    comment = Text()

    class Meta:
        indexes = ((("review", "path"), True),)


class Ban(Model):
    province = Text()
    id_number = Text()
    start = Text()
    end = Text()
    reason = Text()

    class Meta:
        indexes = ((("province", "id_number"), False),)


class SigningLink(Model):
    token = Key()
    application = ForeignKeyField(Application, on_delete="CASCADE")
    section = Text()
    field = Text()
    made_at = Text()
    ends_at = Text()
    opened_at = Text(null=True)
    used_at = Text(null=True)


def up(migrator: SchemaMigrator, db: Database) -> None:
    """Add the columns, make the tables."""
    db.bind([Unit, Application, Review, Mark, Ban, SigningLink])
    unit = ForeignKeyField(Unit, field=Unit.id, null=True, on_delete="SET NULL")
    migrator.migrate(
        migrator.add_column("application", "node", Text(default="")),
        migrator.add_column("application", "round", IntegerField(default=0)),
        migrator.add_column("application", "unit_id", unit),
    )
    migrator.migrate(
        migrator.sql(
            "create unique index application_one_per_plan on application (person_id, plan)"
            " where deleted_at is null"
        )
    )
    db.create_tables([Review, Mark, Ban, SigningLink])
