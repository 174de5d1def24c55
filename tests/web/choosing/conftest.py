"""Applicants of all provinces, each on a day on which their plans are open."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest
from flask import Flask

from tests.web.visitor import Visitor
from web.clock import Clock
from web.models import database
from web.services.demo import Demo
from web.site import Site

Arrive = Callable[..., Visitor]
"""`arrive(login, day)`: the demonstration applicant, signed in, without any application."""


@pytest.fixture
def on_day(app: Flask, site: Site, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Site]:
    """Let the calendar of the site stand at a day."""

    def stop(day: str) -> Site:
        stopped = dataclasses.replace(site, clock=Clock(day))
        monkeypatch.setitem(app.extensions, "zhiping", stopped)
        return stopped

    return stop


@pytest.fixture
def arrive(app: Flask, on_day: Callable[[str], Site]) -> Arrive:
    """Applicants of any province."""

    def sign_in(login: str, day: str = "2026-11-01") -> Visitor:
        site = on_day(day)
        with database.connection_context():
            Demo(packs=site.packs, store=site.files, now=site.clock.now()).make_applicant(login)
        return Visitor(app.test_client()).sign_in_as(login)

    return sign_in
