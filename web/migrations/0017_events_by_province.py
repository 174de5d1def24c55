"""Events are found by province, kind of thing, and day; second factors of accounts.

The province of an event is that of whoever did it, or of what it was done to; it only serves to
find events and is no part of their chain.
"""

from __future__ import annotations

from typing import Any

from peewee import Database, ForeignKeyField, IntegerField, Model, TextField
from playhouse.migrate import SchemaMigrator

from web.migrations.words import Key, Text

OWNERS = {
    "application": "application",
    "account": "account",
    "person": "person",
    "unit": "unit",
}
"""The tables that subjects such as `unit:<id>` are of."""


class Account(Model):
    id = Key()


class SecondFactor(Model):
    account = ForeignKeyField(Account, primary_key=True, on_delete="CASCADE")
    secret = Text()
    begun_at = Text()
    confirmed_at = Text(null=True)
    last_step = IntegerField(default=0)
    recovery = TextField(default="[]")

    class Meta:
        table_name = "secondfactor"


def up(migrator: SchemaMigrator, db: Database) -> None:
    """Add the column, fill it, and make the indexes and the table."""
    migrator.migrate(migrator.add_column("event", "province", Text(default="")))
    run: Any = db.execute_sql
    run(
        "update event set province = coalesce("
        "(select province from account where account.id = event.actor), '') where actor <> ''"
    )
    for kind, table in OWNERS.items():
        start = len(kind) + 1
        run(
            f"update event set province = coalesce((select province from {table}"
            f" where {table}.id = substr(event.subject, {start + 1})), '')"
            f" where province = '' and substr(event.subject, 1, {start}) = '{kind}:'"
        )
    migrator.migrate(
        migrator.sql("create index event_province_at on event (province, at)"),
        migrator.sql("create index event_actor_at on event (actor, at)"),
    )
    db.bind([Account, SecondFactor])
    db.create_tables([SecondFactor])
