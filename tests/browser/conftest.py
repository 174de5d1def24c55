"""The site served for a real browser, and a page that tolerates no script error."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import datetime

import pytest
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright
from werkzeug.serving import make_server

from tests.browser_marker import LAUNCH_ARGS
from web.clock import ZONE
from web.identity import TOKEN
from web.models import Account, Person, database
from web.services import sessions

PATIENCE = 30_000
"""How long a page may take to do what is expected, in milliseconds."""


@pytest.fixture
def address(app: Flask, applicant: tuple[Person, dict[str, str]]) -> Iterator[str]:
    """Where the site is served, with the demonstration applicant and no application."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One browser for all tests of a process."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=LAUNCH_ARGS)
        yield started
        started.close()


def is_fault(message: ConsoleMessage) -> bool:
    """Whether the browser complains of our code; answers such as 422 are none of its faults."""
    return message.type == "error" and not message.text.startswith("Failed to load resource")


def session_cookie(app: Flask, address: str, login: str) -> dict[str, str]:
    """The cookie of a browser in which the account with this login is signed in."""
    with database.connection_context():
        token = sessions.begin(Account.get(Account.login == login), now=datetime.now(ZONE))
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer is not None
    return {"name": "session", "value": str(signer.dumps({TOKEN: token})), "url": address}


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
