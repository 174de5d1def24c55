"""A committee with a closed batch of three applications, experts, and a meeting of nine members."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

import pytest
from flask import Flask

from tests.web.chains import AT, bring_to, desk_of, holder
from tests.web.visitor import Visitor
from web.clock import Clock
from web.models import (
    Account,
    Application,
    Batch,
    Expert,
    Meeting,
    Person,
    Record,
    Snapshot,
    Task,
    Unit,
    database,
    write,
)
from web.models.columns import new_id
from web.services import attendance, experts, meeting_opening, meetings, voting
from web.services.demo import Demo
from web.services.expert_reading import ExpertDesk
from web.services.experts import ExpertAnswers, create_expert
from web.services.reviewing import ReviewDesk
from web.site import Site

DAY = "2026-11-02"
APPLICANT = {"jilin": "demo-jilin-done", "yunnan": "demo-yunnan-done"}


@dataclass
class Board:
    """The office of a committee, its experts and what came to it."""

    app: Flask
    site: Site
    batch: Batch
    unit: Unit
    applications: list[str]
    experts: list[Expert] = field(default_factory=list)

    @property
    def now(self) -> datetime:
        return AT

    @property
    def desk(self) -> ReviewDesk:
        """The desk of the committee's office."""
        return desk_of(self.site.packs, self.unit, now=self.now)

    def expert_desk(self, number: int) -> ExpertDesk:
        """The desk of one of the experts."""
        expert = Expert.get_by_id(self.experts[number].id)
        return ExpertDesk(
            expert=expert, account=expert.account, packs=self.site.packs, now=self.now
        )

    def meet(self, members: int = 9, present: int = 7, way: str = "online") -> Meeting:
        """A meeting of so many members, of whom the first are there; the first is the chair."""
        meeting = meetings.plan_meeting(self.desk, self.batch.id, DAY, "一号会议室", way)
        attendance.seat(self.desk, meeting.id, [one.id for one in self.experts[:1]], "chair")
        attendance.seat(self.desk, meeting.id, [one.id for one in self.experts[1:members]])
        there = {one.id for one in self.experts[:present]}
        attendance.attend(
            self.desk,
            meeting.id,
            {one.id: "present" for one in attendance.seats_of(meeting) if one.expert_id in there},
        )
        return meeting

    def open(self, members: int = 9, present: int = 7, way: str = "online") -> Meeting:
        """The same with the vote opened."""
        meeting = self.meet(members, present, way)
        host = next(one for one in attendance.seats_of(meeting) if one.office == "chair")
        return meeting_opening.open_vote(self.desk, meeting.id, host.id)

    def vote(self, meeting: Meeting, number: int, choice: str = "agree") -> int:
        """Let an expert vote the same on everything."""
        desk = self.expert_desk(number)
        free, _ = voting.to_vote_on(desk, meeting)
        return voting.vote(desk, meeting.id, {one.id: choice for one in free})

    def visitor(self, login: str) -> Visitor:
        """A browser of somebody."""
        database.close()
        return Visitor(self.app.test_client()).sign_in_as(login)

    def office(self) -> Visitor:
        """A browser of the committee's office."""
        return self.visitor(self.desk.operator.login)


def make_experts(unit: Unit, number: int, now: datetime) -> list[Expert]:
    """So many experts of a committee, each of a unit of their own."""
    with write():
        return [
            create_expert(
                unit,
                ExpertAnswers(
                    login=f"expert{n:02d}",
                    name=f"专家{n:02d}",
                    work_unit=f"测试研究院{n:02d}",
                    title="教授",
                    valid_from="2026-01-01",
                    valid_to="2028-12-31",
                ),
                by=None,
                now=now,
            )
            for n in range(number)
        ]


def copy_of(application: Application, name: str) -> Application:
    """The same application of somebody else, at the same node."""
    person = Person.get_by_id(application.person_id)
    account = {**person.account, "person": {**person.account.get("person", {}), "name": name}}
    other = Person.create(name=name, province=person.province, account=account)
    known = {
        key: value for key, value in application.__data__.items() if key not in ("id", "person")
    }
    made: Application = Application.create(id=new_id(), person=other, **known)
    for snapshot in Snapshot.select().where(Snapshot.application == application):
        kept = {k: v for k, v in snapshot.__data__.items() if k not in ("id", "application")}
        Snapshot.create(id=new_id(), application=made, **kept)
    task = Task.get(Task.application == application, Task.done_at.is_null())
    Task.create(application=made, round=task.round, node=task.node, unit=task.unit, arrived_at=AT)
    return made


def make_board(app: Flask, site: Site, province: str) -> Board:
    """A closed batch of three at the node of the committee."""
    demo = Demo(packs=site.packs, store=site.files, now=site.clock.now())
    person = demo.make_applications(APPLICANT[province])
    first = person.applications.order_by(Application.begun_at.desc()).first()
    Record.update(status="passed").where(Record.person == person).execute()
    bring_to(site.packs, first.id, "committee", now=AT)
    first = Application.get_by_id(first.id)
    unit = holder(first.id)
    with write():
        batch = Batch.create(
            unit=unit, plan=first.plan, name="第一批", state="closed", created_at=AT
        )
        others = [copy_of(first, name) for name in ("马甲", "牛乙")]
        ids = [first.id, *(one.id for one in others)]
        Application.update(batch=batch).where(Application.id << ids).execute()
        Expert.delete().where(Expert.committee == unit).execute()
    made = make_experts(unit, 11, AT)
    return Board(app=app, site=site, batch=batch, unit=unit, applications=ids, experts=made)


@pytest.fixture
def board(app: Flask, site: Site, monkeypatch: pytest.MonkeyPatch) -> Iterator[Board]:
    """The committee of Jilin."""
    yield from _board(app, site, monkeypatch, "jilin")


@pytest.fixture
def blind_board(app: Flask, site: Site, monkeypatch: pytest.MonkeyPatch) -> Iterator[Board]:
    """The committee of Yunnan, whose experts score without knowing whom."""
    yield from _board(app, site, monkeypatch, "yunnan")


def _board(
    app: Flask, site: Site, monkeypatch: pytest.MonkeyPatch, province: str
) -> Iterator[Board]:
    stopped = dataclasses.replace(site, clock=Clock(DAY))
    monkeypatch.setitem(app.extensions, "zhiping", stopped)
    with database.connection_context():
        made = make_board(app, stopped, province)
    database.connect(reuse_if_open=True)
    yield made
    if not database.is_closed():
        database.close()


def account_of(expert: Expert) -> Account:
    """The account of an expert."""
    found: Account = Expert.get_by_id(expert.id).account
    return found


__all__ = ["Board", "account_of", "experts"]
