"""Written tests, interviews and defences: sittings with seats, who sits there, who is exempt."""

from __future__ import annotations

from typing import Any

from peewee import BooleanField, CharField, ForeignKeyField, IntegerField

from web.models.application import Application
from web.models.columns import InstantColumn, new_id
from web.models.database import Base
from web.models.unit import Unit


class Sitting(Base):
    """One date of an exam (场次): where and when people are examined, and how many.

    `plan` and `paper` are ids of the plan and of its exam. `day` is an ISO day, times are `09:00`.
    `state` is planned, ticketed (seats are fixed, admission tickets can be printed) or released
    (results can be read by those who sat).
    """

    unit_id: str
    exams: Any

    id = CharField(primary_key=True, max_length=26, default=new_id)
    unit = ForeignKeyField(Unit, backref="sittings", on_delete="CASCADE")
    plan = CharField()
    paper = CharField()
    name = CharField(max_length=80, default="")
    day = CharField(max_length=10)
    from_time = CharField(max_length=5)
    to_time = CharField(max_length=5)
    place = CharField(max_length=200)
    seats = IntegerField()
    state = CharField(default="planned")
    created_at = InstantColumn()
    created_by = CharField(default="", max_length=26)

    class Meta:
        indexes = ((("unit", "plan", "paper"), False),)


class Exam(Base):
    """An applicant's exam: the seat at a sitting, and the score. One per application and paper.

    `number` is the admission ticket's (准考证号), `seat` counts from 1. `score` is in hundredths,
    so that 59.5 is 5950; `absent` means no score. `version` counts changes of the score.
    """

    sitting_id: str
    application_id: str

    id = CharField(primary_key=True, max_length=26, default=new_id)
    sitting = ForeignKeyField(Sitting, backref="exams", on_delete="CASCADE")
    application = ForeignKeyField(Application, backref="exams", on_delete="CASCADE")
    paper = CharField()
    number = CharField(max_length=30, unique=True)
    seat = IntegerField()
    score = IntegerField(null=True)
    absent = BooleanField(default=False)
    scored_at = InstantColumn(null=True)
    scored_by = CharField(default="", max_length=26)
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("application", "paper"), True), (("sitting", "seat"), True))


class Exemption(Base):
    """An applicant's request to be exempt from an exam (免面试); proofs lie in the places
    `exemption/<id>`. `state` is requested, granted, refused or withdrawn."""

    application_id: str

    id = CharField(primary_key=True, max_length=26, default=new_id)
    application = ForeignKeyField(Application, backref="exemptions", on_delete="CASCADE")
    paper = CharField()
    ground = CharField(default="")
    reason = CharField(max_length=1000)
    state = CharField(default="requested")
    opinion = CharField(max_length=2000, default="")
    requested_at = InstantColumn()
    decided_at = InstantColumn(null=True)
    decided_by = CharField(default="", max_length=26)

    class Meta:
        indexes = ((("state",), False),)


Exemption.add_index(
    Exemption.application,
    Exemption.paper,
    unique=True,
    where=Exemption.state.in_(("requested", "granted")),
    name="exemption_one_open",
)
