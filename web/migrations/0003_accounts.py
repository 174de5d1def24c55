"""Accounts and sessions; the `login` of a person becomes an account without a password."""

from __future__ import annotations

import json
from typing import Any

from peewee import BooleanField, Database, ForeignKeyField, IntegerField, Model, TextField
from playhouse.migrate import SchemaMigrator

from web.migrations.words import Key, Text, now
from web.models.columns import new_id


class Person(Model):
    id = Key()
    login = Text()
    name = Text()
    province = Text()
    account = TextField()


class Unit(Model):
    id = Key()


class Account(Model):
    id = Key()
    province = Text()
    role = Text()
    state = Text(default="active")
    opinion = Text(default="")
    login = Text()
    id_number = Text(null=True)
    mobile = Text(null=True)
    name = Text(default="")
    password = Text(default="")
    password_changed_at = Text(null=True)
    former_passwords = TextField(default="[]")
    person = ForeignKeyField(Person, null=True, on_delete="CASCADE")
    unit = ForeignKeyField(Unit, null=True, on_delete="CASCADE")
    created_at = Text(default=now)

    class Meta:
        indexes = (
            (("province", "login"), True),
            (("province", "id_number"), True),
            (("province", "mobile"), True),
        )


class SignedIn(Model):
    token = Key()
    account = ForeignKeyField(Account, on_delete="CASCADE")
    begun_at = Text()
    seen_at = Text()
    ended_at = Text(null=True)
    browser = Text()


class Attempts(Model):
    key = Key()
    count = IntegerField()
    since = Text()
    until = Text(null=True)


class KeptForm(Model):
    id = Key()
    account = ForeignKeyField(Account, on_delete="CASCADE")
    path = Text()
    page = Text()
    fields = TextField()
    had_files = BooleanField()
    kept_at = Text()


class PortalIdentity(Model):
    issuer = Text()
    subject = Text()
    account = ForeignKeyField(Account, on_delete="CASCADE")
    linked_at = Text()

    class Meta:
        indexes = ((("issuer", "subject"), True),)


class ResetCode(Model):
    code = Key()
    account = ForeignKeyField(Account, on_delete="CASCADE")
    made_at = Text()
    ends_at = Text()
    used_at = Text(null=True)


def up(migrator: SchemaMigrator, db: Database) -> None:
    """Make the tables, then an account for everyone who had a login."""
    db.bind([Person, Unit, Account, SignedIn, Attempts, KeptForm, PortalIdentity, ResetCode])
    db.create_tables([Account, SignedIn, Attempts, KeptForm, PortalIdentity, ResetCode])
    for person in Person.select().order_by(Person.id):
        told = json.loads(person.account).get("person", {})
        Account.create(
            id=new_id(),
            province=person.province,
            role="applicant",
            login=person.login,
            name=person.name,
            person=person,
            **{name: _unused(person.province, name, told) for name in NUMBERS},
        )
    migrator.migrate(
        migrator.drop_index("person", "person_login"),
        migrator.drop_column("person", "login"),
    )


NUMBERS = ("id_number", "mobile")
"""What signs in beside the login; nothing held two people apart by them before."""


def _unused(province: str, name: str, told: dict[str, Any]) -> str | None:
    """A person's number, None where another account of the province signs in by it already."""
    number = told.get(name) or None
    column = getattr(Account, name)
    taken = Account.select().where(Account.province == province, column == number).exists()
    return None if taken else number
