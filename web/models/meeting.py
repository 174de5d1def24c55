"""Meetings of a committee: who was there, the secret vote, what came of it."""

from __future__ import annotations

from typing import Any

from peewee import BooleanField, CharField, ForeignKeyField, IntegerField

from web.models.application import Application
from web.models.batch import Batch
from web.models.columns import InstantColumn, new_id
from web.models.database import Base
from web.models.expert import Expert


class Meeting(Base):
    """A meeting about a batch. `day` is an ISO day.

    `way` is online (members vote on their devices) or paper (the office types what was counted).
    `state` is planned, open (votes are given), closed (counted), confirmed (by `host`, who chaired
    it and is the committee's chair or a vice chair) or void.
    """

    batch_id: str
    host_id: str | None
    seats: Any
    polls: Any

    id = CharField(primary_key=True, max_length=26, default=new_id)
    batch = ForeignKeyField(Batch, backref="meetings", on_delete="CASCADE")
    day = CharField(max_length=10)
    place = CharField(max_length=200)
    way = CharField(default="online")
    state = CharField(default="planned")
    host = ForeignKeyField(Expert, null=True, backref="hosted", on_delete="SET NULL")
    created_at = InstantColumn()
    opened_at = InstantColumn(null=True)
    closed_at = InstantColumn(null=True)
    confirmed_at = InstantColumn(null=True)


class Attendance(Base):
    """A member of a meeting: `office` is chair, vice or member, `state` is absent, present or late
    (who came late may vote while the vote is open)."""

    meeting_id: str
    expert_id: str

    id = CharField(primary_key=True, max_length=26, default=new_id)
    meeting = ForeignKeyField(Meeting, backref="seats", on_delete="CASCADE")
    expert = ForeignKeyField(Expert, backref="seats", on_delete="CASCADE")
    office = CharField(default="member")
    state = CharField(default="absent")

    class Meta:
        indexes = ((("meeting", "expert"), True),)


class Poll(Base):
    """One application that is voted on in a meeting, with its counts once the vote was closed,
    those of `engine.committee.vote.Tally`."""

    meeting_id: str
    application_id: str

    id = CharField(primary_key=True, max_length=26, default=new_id)
    meeting = ForeignKeyField(Meeting, backref="polls", on_delete="CASCADE")
    application = ForeignKeyField(Application, backref="polls", on_delete="CASCADE")
    round = IntegerField()
    node = CharField()
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


class Ballot(Base):
    """One vote: agree, against or abstain, and nothing that leads to whose it is: no voter, no
    time, an id that is wholly random, and in SQLite no row number (decision 0011)."""

    poll_id: str

    id = CharField(primary_key=True, max_length=32)
    poll = ForeignKeyField(Poll, backref="ballots", on_delete="CASCADE")
    choice = CharField(max_length=8)


class Voted(Base):
    """That a member has voted on an application, and not how; the id is made of both."""

    poll_id: str
    seat_id: str

    id = CharField(primary_key=True, max_length=64)
    poll = ForeignKeyField(Poll, backref="voted", on_delete="CASCADE")
    seat = ForeignKeyField(Attendance, backref="voted", on_delete="CASCADE")

    class Meta:
        indexes = ((("poll", "seat"), True),)


class Result(Base):
    """What the committee decided about an application: passed or refused, with its counts.

    One is in force; those before it stay with the reason of their correction.
    """

    application_id: str
    meeting_id: str

    id = CharField(primary_key=True, max_length=26, default=new_id)
    application = ForeignKeyField(Application, backref="results", on_delete="CASCADE")
    meeting = ForeignKeyField(Meeting, backref="results", on_delete="CASCADE")
    round = IntegerField()
    node = CharField()
    outcome = CharField()
    members = IntegerField()
    present = IntegerField()
    recused = IntegerField(default=0)
    agree = IntegerField()
    against = IntegerField()
    abstain = IntegerField()
    unvoted = IntegerField(default=0)
    made_at = InstantColumn()
    made_by = CharField(default="", max_length=26)
    reason = CharField(default="", max_length=500)
    replaced_at = InstantColumn(null=True)


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
