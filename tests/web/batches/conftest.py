"""The office of a committee with applications that came to it, all on 2 November 2026."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from engine.share import pack_folders
from tests.web.chains import AT, bring_to, desk_of, holder
from tests.web.visitor import Forms, Visitor
from web.clock import Clock
from web.models import Account, Application, Batch, Person, Unit, database
from web.services import acceptance, batches
from web.services.demo import Demo, read_data
from web.services.packs import Packs
from web.services.reviewing import ReviewDesk
from web.site import Site

PLAN = "test/board"
PACKS = Path(__file__).parent / "packs"
APPLICANTS = ("demo-passed", "demo-returned", "demo-terminated")
"""Demonstration applicants of one unit."""


@pytest.fixture(scope="session")
def board_packs(app: Flask) -> Packs:
    """The packs of the site with the plan of these tests; each database has its own bundles."""
    return Packs((*pack_folders(), PACKS))


class Window(Visitor):
    """A browser of these tests, which look into the database after every page."""

    def open(self, address: str) -> Window:
        super().open(address)
        database.connect(reuse_if_open=True)
        return self

    def send(self, action: str, /, **values: Any) -> Window:
        super().send(action, **values)
        database.connect(reuse_if_open=True)
        return self

    def do(self, **values: str) -> Window:
        """Send one of several forms of a page that all go to its own address."""
        token = dict(Forms(self.html).forms[-1].values)["csrf_token"]
        self.post(self.path, {"csrf_token": token, **values})
        database.connect(reuse_if_open=True)
        return self


@dataclass
class Office:
    """A site with a plan that declares publicity and exams."""

    app: Flask
    monkeypatch: pytest.MonkeyPatch
    site: Site
    made: list[str] = field(default_factory=list)
    """Ids of applications in the order of their making."""

    def on(self, day: str) -> Office:
        """Let the calendar stand at a day."""
        self.site = dataclasses.replace(self.site, clock=Clock(day))
        self.monkeypatch.setitem(self.app.extensions, "zhiping", self.site)
        return self

    @property
    def now(self) -> datetime:
        return datetime.combine(self.site.clock.today(), AT.timetz())

    def hand_in(self, number: int = 1) -> list[str]:
        """Applications that were handed in to one unit."""
        demo = Demo(packs=self.site.packs, store=self.site.files, now=self.now)
        data = next(file for file in read_data() if file["province"] == "anhui")
        units: dict[str, Unit] = {}
        for file in read_data():
            if file["province"] == "anhui":
                units |= demo.make_units(file)
        for login in APPLICANTS[:number]:
            one = next(person for person in data["people"] if person["login"] == login)
            person, records = demo.make_person("anhui", one, units)
            applied = {**one["applications"][0], "plan": PLAN, "submit": True, "then": []}
            demo.make_application(person, applied, records)
            self.made.append(Application.get(Application.person == person).id)
        return self.made

    def at_committee(self, number: int = 1) -> list[str]:
        """Applications that came to the committee."""
        for id in self.hand_in(number):
            bring_to(self.site.packs, id, "committee", now=self.now)
        return self.made

    def accepted(self, number: int = 1) -> Batch:
        """Applications in a batch."""
        ids = self.at_committee(number)
        desk = self.desk(holder(ids[0]))
        batch = batches.make_batch(desk, PLAN, "第一批")
        for id in ids:
            acceptance.accept(desk, id, batch.id)
        return batch

    def shown(self, number: int = 1) -> Batch:
        """Applications that passed the committee and wait for the publicity of their results."""
        batch = self.accepted(number)
        for id in self.made:
            bring_to(self.site.packs, id, "publicity", now=self.now)
        Batch.update(state="voted").where(Batch.id == batch.id).execute()
        return batch

    def desk(self, unit: Unit) -> ReviewDesk:
        """The desk of a unit's first operator."""
        return desk_of(self.site.packs, unit, now=self.now)

    def committee(self) -> Unit:
        """Whose node the applications came to."""
        plan = self.site.packs.plan(PLAN)
        return Unit.get(Unit.name == plan.committee, Unit.kind == "committee")

    def operator(self, unit: Unit) -> Window:
        """A browser of the unit's first operator."""
        return self._window(unit.operators.order_by(Account.login).first())

    def applicant(self, id: str) -> Window:
        """A browser of an applicant."""
        person: Person = Application.get_by_id(id).person
        return self._window(Account.get(Account.person == person))

    def stranger(self) -> Window:
        """A browser of nobody."""
        return Window(self.app.test_client())

    def _window(self, account: Account) -> Window:
        database.close()
        window = Window(self.app.test_client())
        window.sign_in_as(account.login)
        database.connect()
        return window


@pytest.fixture
def office(
    app: Flask, site: Site, board_packs: Packs, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Office]:
    """The office on a Monday."""
    opened = Office(app, monkeypatch, dataclasses.replace(site, packs=board_packs))
    opened.on("2026-11-02")
    database.connect(reuse_if_open=True)
    yield opened
    if not database.is_closed():
        database.close()
