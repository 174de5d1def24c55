"""Applications that were handed in, their applicants and the operators of their units."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask

from tests.web.chains import publicise
from tests.web.visitor import Visitor
from web.clock import Clock
from web.models import Application, Person, database
from web.services.demo import Demo
from web.site import Site

DAY = "2026-11-01"


@dataclass
class Case:
    """One application with its applicant and an operator of its unit, each in a browser."""

    applicant: Visitor
    operator: Visitor
    id: str

    @property
    def address(self) -> str:
        """Where its applicant finds it."""
        return f"/applications/{self.id}"

    @property
    def desk(self) -> str:
        """Where the unit finds it."""
        return f"/reviews/{self.id}"

    @property
    def stored(self) -> Application:
        """The application as it is stored."""
        with database.connection_context():
            found: Application = Application.get_by_id(self.id)
        return found


Arrange = Callable[..., Case]
"""`arrange(applicant, operator)`: a demonstration application by the logins of the two."""


@pytest.fixture
def on_day(app: Flask, site: Site, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Site]:
    """Let the calendar of the site stand at a day."""

    def stop(day: str) -> Site:
        stopped = dataclasses.replace(site, clock=Clock(day))
        monkeypatch.setitem(app.extensions, "zhiping", stopped)
        return stopped

    return stop


@pytest.fixture
def arrange(app: Flask, on_day: Callable[[str], Site]) -> Arrange:
    """Applications of any province."""

    def make(applicant: str, operator: str, day: str = DAY) -> Case:
        site = on_day(day)
        with database.connection_context():
            demo = Demo(packs=site.packs, store=site.files, now=site.clock.now())
            person: Person = demo.make_applications(applicant)
            found = person.applications.order_by(Application.begun_at.desc()).first()
            id = found.id
            if found.state == "submitted":
                publicise(site.packs, id, now=site.clock.now())
        return Case(
            applicant=Visitor(app.test_client()).sign_in_as(applicant),
            operator=Visitor(app.test_client()).sign_in_as(operator),
            id=id,
        )

    return make


@pytest.fixture
def handed_in(arrange: Arrange) -> Case:
    """Handed in at the unit for the first time, in Jilin."""
    return arrange("demo-jilin-done", "demo-jilin-company")


@pytest.fixture
def returned(arrange: Arrange) -> Case:
    """Returned with two marks, `summary` and the first row of `education`, in Jilin."""
    return arrange("demo-jilin-returned", "demo-jilin-company")


@pytest.fixture
def corrected(arrange: Arrange) -> Case:
    """Corrected and handed in again, in Jilin."""
    return arrange("demo-jilin-corrected", "demo-jilin-company")
