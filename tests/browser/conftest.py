"""The site served for a real browser, a page that tolerates no script error, and the stage of a
province for a whole chain."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.steps.serving import served, session_cookie
from tests.browser.steps.stage import Stage, staged
from tests.browser.steps.window import PATIENCE, is_fault
from tests.browser_marker import LAUNCH_ARGS
from web.models import Person
from web.site import Site


@pytest.fixture
def address(app: Flask, applicant: tuple[Person, dict[str, str]]) -> Iterator[str]:
    """Where the site is served, with the demonstration applicant and no application."""
    with served(app) as address:
        yield address


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One browser for all tests of a process."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=LAUNCH_ARGS)
        yield started
        started.close()


@pytest.fixture(params=[(1280, 900), (390, 844)], ids=["desktop", "phone"])
def page(
    browser: Browser, app: Flask, address: str, request: pytest.FixtureRequest
) -> Iterator[Page]:
    """A page of each width; a script error or a breach of the policy fails the test."""
    width, height = request.param
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale="zh-CN", base_url=address
    )
    context.set_default_timeout(PATIENCE)
    context.add_cookies([session_cookie(app, address, "demo")])
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on(
        "console",
        lambda message: wrong.append(message.text) if is_fault(message) else None,
    )
    yield opened
    context.close()
    assert wrong == []


@pytest.fixture(
    params=[pytest.param(1280, id="desktop"), pytest.param(390, id="phone", marks=pytest.mark.slow)]
)
def width(request: pytest.FixtureRequest) -> int:
    """How wide the windows of a chain are."""
    return int(request.param)


@pytest.fixture
def stage(
    browser: Browser,
    app: Flask,
    site: Site,
    monkeypatch: pytest.MonkeyPatch,
    width: int,
    request: pytest.FixtureRequest,
) -> Iterator[Stage]:
    """The stage of the province that a test names by `steps.stage.on_stage`."""
    with staged(
        browser, app, site, monkeypatch.setitem, province=request.param, width=width
    ) as stage:
        yield stage
