"""Experts with groups, recusals and assignments; meetings with attendance, secret vote, results."""

from __future__ import annotations

from peewee import (
    BooleanField,
    Database,
    ForeignKeyField,
    IntegerField,
    Model,
    SqliteDatabase,
    TextField,
)
from playhouse.migrate import SchemaMigrator

from web.migrations.words import Key, Text, now


class Unit(Model):
    id = Key()


class Account(Model):
    id = Key()


class Application(Model):
    id = Key()


class Batch(Model):
    id = Key()


class Expert(Model):
    id = Key()
    committee = ForeignKeyField(Unit, on_delete="CASCADE")
    account = ForeignKeyField(Account, unique=True, on_delete="CASCADE")
    name = Text()
    id_number = Text(default="")
    series = Text(default="")
    branches = TextField(default="[]")
    title = Text(default="")
    work_unit = Text()
    valid_from = Text()
    valid_to = Text()
    state = Text(default="active")
    note = Text(default="")
    created_at = Text(default=now)

    class Meta:
        indexes = ((("committee", "state"), False),)


class ExpertGroup(Model):
    id = Key()
    batch = ForeignKeyField(Batch, on_delete="CASCADE")
    name = Text()
    chair = ForeignKeyField(Expert, null=True, on_delete="SET NULL")
    created_at = Text(default=now)

    class Meta:
        indexes = ((("batch", "name"), True),)


class GroupMember(Model):
    group = ForeignKeyField(ExpertGroup, on_delete="CASCADE")
    expert = ForeignKeyField(Expert, on_delete="CASCADE")

    class Meta:
        indexes = ((("group", "expert"), True),)


class Recusal(Model):
    id = Key()
    expert = ForeignKeyField(Expert, on_delete="CASCADE")
    application = ForeignKeyField(Application, on_delete="CASCADE")
    ground = Text()
    by = Text()
    reason = Text()
    made_at = Text(default=now)
    made_by = Text(default="")
    lifted_at = Text(null=True)
    lifted_by = Text(default="")
    lifted_for = Text(default="")


class Assignment(Model):
    id = Key()
    application = ForeignKeyField(Application, on_delete="CASCADE")
    expert = ForeignKeyField(Expert, on_delete="CASCADE")
    group = ForeignKeyField(ExpertGroup, null=True, on_delete="SET NULL")
    round = IntegerField()
    state = Text(default="assigned")
    points = TextField(default="{}")
    advice = Text(default="")
    opinion = TextField(default="")
    version = IntegerField(default=0)
    assigned_at = Text(default=now)
    saved_at = Text(null=True)
    submitted_at = Text(null=True)

    class Meta:
        indexes = ((("application", "expert", "round"), True), (("expert", "state"), False))


class GroupOpinion(Model):
    id = Key()
    group = ForeignKeyField(ExpertGroup, on_delete="CASCADE")
    application = ForeignKeyField(Application, on_delete="CASCADE")
    round = IntegerField()
    advice = Text(default="")
    opinion = TextField(default="")
    written_at = Text(default=now)
    written_by = Text(default="")

    class Meta:
        indexes = ((("group", "application", "round"), True),)


class Meeting(Model):
    id = Key()
    batch = ForeignKeyField(Batch, on_delete="CASCADE")
    day = Text()
    place = Text()
    way = Text(default="online")
    state = Text(default="planned")
    host = ForeignKeyField(Expert, null=True, on_delete="SET NULL")
    created_at = Text(default=now)
    opened_at = Text(null=True)
    closed_at = Text(null=True)
    confirmed_at = Text(null=True)


class Attendance(Model):
    id = Key()
    meeting = ForeignKeyField(Meeting, on_delete="CASCADE")
    expert = ForeignKeyField(Expert, on_delete="CASCADE")
    office = Text(default="member")
    state = Text(default="absent")

    class Meta:
        indexes = ((("meeting", "expert"), True),)


class Poll(Model):
    id = Key()
    meeting = ForeignKeyField(Meeting, on_delete="CASCADE")
    application = ForeignKeyField(Application, on_delete="CASCADE")
    round = IntegerField()
    node = Text()
    number = IntegerField()
    counted = BooleanField(default=False)
    members = IntegerField(default=0)
    present = IntegerField(default=0)
    recused = IntegerField(default=0)
    agree = IntegerField(default=0)
    against = IntegerField(default=0)
    abstain = IntegerField(default=0)
    unvoted = IntegerField(default=0)

    class Meta:
        indexes = ((("meeting", "application"), True),)


class Ballot(Model):
    id = Key()
    poll = ForeignKeyField(Poll, on_delete="CASCADE")
    choice = Text()


class Voted(Model):
    id = Key()
    poll = ForeignKeyField(Poll, on_delete="CASCADE")
    seat = ForeignKeyField(Attendance, on_delete="CASCADE")

    class Meta:
        indexes = ((("poll", "seat"), True),)


class Result(Model):
    id = Key()
    application = ForeignKeyField(Application, on_delete="CASCADE")
    meeting = ForeignKeyField(Meeting, on_delete="CASCADE")
    round = IntegerField()
    node = Text()
    outcome = Text()
    members = IntegerField()
    present = IntegerField()
    recused = IntegerField(default=0)
    agree = IntegerField()
    against = IntegerField()
    abstain = IntegerField()
    unvoted = IntegerField(default=0)
    made_at = Text(default=now)
    made_by = Text(default="")
    reason = Text(default="")
    replaced_at = Text(null=True)


def up(migrator: SchemaMigrator, db: Database) -> None:
    """Make the tables."""
    made = [
        Expert,
        ExpertGroup,
        GroupMember,
        Recusal,
        Assignment,
        GroupOpinion,
        Meeting,
        Attendance,
        Poll,
        Ballot,
        Voted,
        Result,
    ]
    db.bind([Unit, Account, Application, Batch, *made])
    Recusal.add_index(
        Recusal.expert,
        Recusal.application,
        unique=True,
        where=Recusal.lifted_at.is_null(),
        name="recusal_one_in_force",
    )
    Result.add_index(
        Result.application,
        Result.round,
        unique=True,
        where=Result.replaced_at.is_null(),
        name="result_one_in_force",
    )
    Meeting.add_index(
        Meeting.batch,
        unique=True,
        where=Meeting.state.in_(("planned", "open", "closed")),
        name="meeting_one_at_a_time",
    )
    for secret in (Ballot, Voted):  # rows in the order of random ids, not of coming
        secret._meta.without_rowid = isinstance(db, SqliteDatabase)
    db.create_tables(made)
