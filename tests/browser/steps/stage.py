"""A province of the demonstration on the stage: a calendar that goes on when a test says so, units
with their operators, people who handed in, and a window for everybody who signs in."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser

from tests.browser.steps.serving import served, session_cookie
from tests.browser.steps.window import Window, opened
from tests.web.chains import bring_to, make_path, make_unit
from web.clock import Clock
from web.jobs import run_all
from web.models import Account, Application, Record, SignedIn, Unit, database
from web.services.demo import Demo, read_data
from web.site import Site

Json = dict[str, Any]
FIRST_DAY = "2026-11-05"
"""A day on which a plan of every province is open, and from which the calendar is turned."""


def on_stage(*provinces: str) -> pytest.MarkDecorator:
    """The provinces in which a test is played, each on a stage of its own."""
    return pytest.mark.parametrize("stage", provinces, indirect=True)


class Calendar(Clock):
    """A calendar that stands still until somebody turns the page."""

    def turn_to(self, day: date) -> None:
        """Let it be this day."""
        self._today = day


@dataclass(kw_only=True)
class Stage:
    """The site with the units of one province; windows are closed and judged in the end."""

    browser: Browser
    app: Flask
    site: Site
    clock: Calendar
    province: str
    address: str
    width: int
    units: dict[str, Unit]
    stack: ExitStack
    windows: dict[str, Window] = field(default_factory=dict)
    seen: dict[str, set[str]] = field(default_factory=dict)

    def window(self, login: str, copy: str = "") -> Window:
        """The window of whoever has this login; "" is a stranger, `copy` names another window of
        the same person. Those of one kind look at each page once between them."""
        key = f"{login}{copy}"
        if key not in self.windows:
            cookie = session_cookie(self.app, self.address, login) if login else None
            if login:
                self._sign_in_again()
            made = self.stack.enter_context(
                opened(
                    self.browser,
                    self.app,
                    self.address,
                    f"chain-{self.province}",
                    width=self.width,
                    cookie=cookie,
                )
            )
            made.seen = self.seen.setdefault(self._kind(login), set())
            self.windows[key] = made
        return self.windows[key]

    def _kind(self, login: str) -> str:
        if not login:
            return "stranger"
        with database.connection_context():
            account = Account.get(Account.login == login)
            return f"{account.role} {account.unit.kind if account.unit_id else ''}"

    def _sign_in_again(self) -> None:
        """Everybody who has a window signs in on the day that the calendar shows."""
        now = self.clock.now()
        with database.connection_context():
            SignedIn.update(begun_at=now, seen_at=now).execute()

    def wait_working_days(self, number: int) -> None:
        """So many working days go by."""
        self.clock.turn_to(self.site.packs.calendar.add_working_days(self.clock.today(), number))
        self._sign_in_again()

    def work(self) -> None:
        """The worker does everything that waits in the queue."""
        with database.connection_context():
            run_all(self.site, self.clock.now())

    def hand_in(self, login: str, like: str, plan: str, unit: str) -> str:
        """The demonstration applicant with this login, bound to the unit, hands in what the case
        `like` says; the id of the application."""
        one = next(p for f in read_data() for p in f.get("people", ()) if p["login"] == login)
        bindings = [{"unit": unit, "state": "bound"}]
        with database.connection_context():
            demo = Demo(packs=self.site.packs, store=self.site.files, now=self.clock.now())
            known = {**one, "bindings": bindings}
            person, records = demo.make_person(self.province, known, self.units)
            data = {"plan": plan, "like": like, "submit": True}
            return demo.make_application(person, data, records)

    def add_unit(self, key: str, name: str, operators: Sequence[str], upper: str) -> None:
        """A company of the province with operators, and its way upward."""
        with database.connection_context():
            made = make_unit(self.province, name, kind="unit", operators=operators)
            Unit.update(nature="33").where(Unit.id == made.id).execute()
            make_path(made, self.units[upper])
            self.units[key] = Unit.get_by_id(made.id)

    def bring_to(self, id: str, node: str) -> None:
        """Whoever stands before a node lets an application pass, and verifies what is in it."""
        with database.connection_context():
            Record.update(status="passed").where(Record.status == "pending").execute()
            bring_to(self.site.packs, id, node, now=self.clock.now())

    def standing(self, id: str) -> tuple[str, str]:
        """State and node of an application, as they are stored."""
        with database.connection_context():
            found = Application.get_by_id(id)
            return found.state, found.node or ""


@contextmanager
def staged(
    browser: Browser,
    app: Flask,
    site: Site,
    patch: Callable[[Any, Any, Any], None],
    *,
    province: str,
    width: int,
) -> Iterator[Stage]:
    """A province on the first day; `patch` is `monkeypatch.setitem`."""
    clock = Calendar(FIRST_DAY)
    stopped = dataclasses.replace(site, clock=clock)
    patch(app.extensions, "zhiping", stopped)
    with database.connection_context():
        demo = Demo(packs=site.packs, store=site.files, now=clock.now())
        units: dict[str, Unit] = {}
        for file in read_data():
            if file["province"] == province:
                units |= demo.make_units(file)
    with served(app) as address, ExitStack() as stack:
        yield Stage(
            browser=browser,
            app=app,
            site=stopped,
            clock=clock,
            province=province,
            address=address,
            width=width,
            units=units,
            stack=stack,
        )
