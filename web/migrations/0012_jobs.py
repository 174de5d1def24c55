"""Jobs and their items, what is done again and again, letters by e-mail.

Notices that were made before there were letters are not written about.
"""

from __future__ import annotations

from typing import Any

from peewee import Database, ForeignKeyField, IntegerField, Model, TextField
from playhouse.migrate import SchemaMigrator

from web.migrations.words import Key, Text, now


class Account(Model):
    id = Key()


class Unit(Model):
    id = Key()


class Notice(Model):
    id = Key()
    mailed_at = Text(null=True)


class Job(Model):
    id = Key()
    kind = Text()
    title = Text()
    account = ForeignKeyField(Account, null=True, on_delete="CASCADE")
    unit = ForeignKeyField(Unit, null=True, on_delete="SET NULL")
    payload = TextField(default="{}")
    state = Text(default="open")
    total = IntegerField(default=0)
    made_at = Text(default=now)
    queued_at = Text(default=now)
    worker = Text(default="")
    lease_until = Text(null=True)
    finished_at = Text(null=True)
    file = Text(default="")
    file_name = Text(default="")
    error = Text(default="")

    class Meta:
        indexes = ((("account", "made_at"), False),)


class JobItem(Model):
    id = Key()
    job = ForeignKeyField(Job, on_delete="CASCADE")
    number = IntegerField()
    values = TextField(default="{}")
    state = Text(default="waiting")
    result = TextField(null=True)
    error = Text(default="")
    tries = IntegerField(default=0)
    done_at = Text(null=True)

    class Meta:
        indexes = ((("job", "number"), True), (("job", "state", "number"), False))


class Swept(Model):
    name = Key()
    at = Text()


class Mail(Model):
    id = Key()
    account = ForeignKeyField(Account, on_delete="CASCADE")
    key = Text(unique=True)
    subject = Text()
    text = TextField()
    link = Text(default="")
    state = Text(default="waiting")
    tries = IntegerField(default=0)
    made_at = Text()
    next_at = Text()
    claimed_at = Text(null=True)
    sent_at = Text(null=True)
    error = Text(default="")


def up(migrator: SchemaMigrator, db: Database) -> None:
    """Add the columns and make the tables."""
    migrator.migrate(
        migrator.add_column("account", "mail", Text(default="now")),
        migrator.add_column("notice", "mailed_at", Text(null=True)),
    )
    db.bind([Account, Unit, Notice, Job, JobItem, Swept, Mail])
    Job.add_index(Job.queued_at, Job.id, where=Job.state == "open", name="job_queue")
    Mail.add_index(
        Mail.state,
        Mail.next_at,
        where=Mail.state.in_(("gathered", "waiting", "sending")),
        name="mail_to_send",
    )
    db.create_tables([Job, JobItem, Swept, Mail])
    Notice.update(mailed_at=now()).execute()
    run: Any = db.execute_sql
    run('CREATE INDEX "notice_unmailed" ON "notice" ("id") WHERE ("mailed_at" IS NULL)')
