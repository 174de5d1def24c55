"""Every page of the site, seen by everyone who may enter it, with the demonstration data.

Each is opened once by following links as far as they lead: axe finds nothing against WCAG 2.1 AA,
it fits windows of 1280 and of 390 pixels, and the console is quiet.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from playwright.sync_api import Browser

from tests.browser.steps.office import furnish_office
from tests.browser.steps.serving import served, session_cookie
from tests.browser.steps.window import Window, opened
from tests.web.test_security import GET, ROUTES
from web.audience import (
    APPLICANT,
    AUDIT,
    COMMITTEE,
    EVERYONE,
    EXPERT,
    ISSUER,
    OPERATOR,
    SECURITY,
    SIGNED_IN,
    STAFF,
    SYSTEM,
    Audience,
)
from web.clock import Clock
from web.models import Task, database
from web.services.demo import Demo
from web.site import Site

pytestmark = pytest.mark.browser
TODAY = "2026-11-10"

NO_PAGE = re.compile(
    r"\.(pdf|png|xlsx|csv|css)$|/content$|/downloads/|/state$|^/(static|health)|/zoom|/progress$"
    r"|/result$|/file$|/image$|/stamped/|/(reissues|exemptions)/[^/]+/files/"
)
"""Addresses that answer with a file or with data."""

UNLINKED = {
    "/kept": "only while a form waits that was sent too late",
    "/account/complete": "only for accounts that a portal knew too little of",
    "/portals/<province>/<portal>": "leads to another site",
    "/portals/<province>/<portal>/return": "comes from another site",
    "/reset/<province>": "after a code was asked for",
    "/signedout/<province>": "after signing out",
    "/signin/<province>/code": "only for those who have a second factor",
    "/verify/<number>": "from the QR code of a certificate",
    "/sign/<token>": "from the code on the desk",
    "/applications/<id>/exams": "only while an examination is before or behind somebody",
    "/unit/paths/requests/<id>": "only once a lower unit asked for a path",
    "/unit/publicity/<id>": "only once a unit has begun a publicity",
    "/plans/<path:id>/apply": "only for those who have not begun",
    "/plans/<path:id>/pledge": "only for those who have not begun",
    "/applications/<id>/rows/<list>/<row>": "only while an application with rows is open",
    "/applications/<id>/signing/<section>/<field>": "only while a signature is asked for",
    "/applications/<id>/pledge": "only until it is agreed to",
    "/applications/<id>/submit": "only once the check passes",
    "/applications/<id>/profile/<section>": "only while the profile says otherwise",
    "/applications/<id>/picks/<list>/<row>/update": "only once a picked record has changed",
    "/applications/<id>/templates/<slot>": "a file",
    "/committee/exemptions/<id>": "only once somebody asked to be exempt",
    "/jobs/<id>": "only while something takes long, or when it has ended",
    "/staff/registrations/<id>": "only while somebody waits for approval",
}
"""Pages that a journey or another test looks at, and why no link leads there."""

WHO = {
    "stranger": ({EVERYONE}, {"": ["/", "/register"]}),
    "applicant": (
        {APPLICANT, SIGNED_IN},
        {
            "demo": [
                "/home",
                "/account/standing",
                "/account/password",
                "/account/second-factor",
                "/applications/deleted",
            ],
            "demo-yunnan": ["/home", "/applications"],
            "demo-jilin": ["/home"],
            "demo-shandong": ["/applications"],
            "demo-new": ["/home", "/profile/unit?q=学", "/profile/unit?q=小学"],
            "demo-jilin-early": ["/applications"],
            "demo-jilin-done": ["/applications"],
        },
    ),
    "operator": (
        {OPERATOR},
        {
            "demo-qingshan": ["/unit", "/account/sessions"],
            "demo-school": ["/unit"],
            "demo-jilin-company": ["/unit"],
            "demo-shandong-company": ["/unit/reports", "/unit/paths"],
            "demo-shandong-department": ["/unit", "/unit/paths/requests"],
        },
    ),
    "committee": (
        {COMMITTEE},
        {
            "demo-anhui-committee": ["/unit", "/reviews", "/committee"],
        },
    ),
    "issuer": ({ISSUER}, {"demo-anhui-issuer": ["/unit", "/issuing"]}),
    "expert": ({EXPERT}, {"demo-anhui-expert1": ["/expert", "/account/sessions"]}),
    "staff": (
        {STAFF},
        {
            "demo-anhui-staff": ["/staff", "/account/sessions"],
            "demo-yunnan-staff": ["/staff"],
            "demo-shandong-staff": ["/staff/paths"],
        },
    ),
    "system": ({SYSTEM}, {"demo-anhui-system": ["/staff", "/account/sessions"]}),
    "security": ({SECURITY}, {"demo-anhui-security": ["/staff", "/account/sessions"]}),
    "audit": ({AUDIT}, {"demo-anhui-audit": ["/staff", "/account/sessions"]}),
}


@contextmanager
def demonstrated(
    app: Flask, site: Site, monkeypatch: pytest.MonkeyPatch, logins: Iterable[str]
) -> Iterator[str]:
    """The site with what `zhiping demo` makes in the provinces of these accounts, on a day of open
    plans; all of it for a stranger."""
    later = dataclasses.replace(site, clock=Clock(TODAY))
    monkeypatch.setitem(app.extensions, "zhiping", later)
    provinces = {province_of(login) for login in logins if login}
    with database.connection_context():
        Demo(packs=site.packs, store=site.files, now=later.clock.now()).make(provinces)
    with served(app) as address:
        yield address


def province_of(login: str) -> str:
    """The province of a demonstration account, as its name says; Anhui's say none."""
    return next((one for one in ("jilin", "shandong", "yunnan") if one in login), "anhui")


@pytest.mark.parametrize("who", WHO)
def test_every_page_is_accessible_and_fits(
    browser: Browser, app: Flask, site: Site, monkeypatch: pytest.MonkeyPatch, who: str
) -> None:
    audience, logins = WHO[who]
    met: set[str] = set()
    with demonstrated(app, site, monkeypatch, logins) as address:
        if who in ("committee", "expert"):
            with database.connection_context():
                rooms = furnish_office(site.packs, "demo-passed", Clock(TODAY).now())
        if who == "staff":
            with database.connection_context():
                Task.update(unit=None).where(Task.done_at.is_null()).execute()
        for login, starts in logins.items():
            cookie = session_cookie(app, address, login) if login else None
            name = f"every-{login or 'stranger'}"
            with opened(browser, app, address, name, width=1280, cookie=cookie) as window:
                if who == "committee":
                    starts = [*starts, *rooms]
                follow_links(window, starts, met, audience)

    meant = {
        address
        for address, (methods, *admitted) in ROUTES.items()
        if methods & GET and audience & {*admitted} and not NO_PAGE.search(address)
    }
    left = sorted(meant - met - set(UNLINKED))
    assert not left, "\n".join(left)


def follow_links(window: Window, starts: list[str], met: set[str], audience: set[Audience]) -> None:
    """Open pages and what they link to until nothing new is met; pages of another audience that
    this one may see, too, are left to that."""
    left, opened_already = list(starts), set[str]()
    while left:
        path = left.pop(0)
        declared, arguments = window.declared(path.partition("?")[0])
        place = f"{declared} {arguments.get('page', '')}"  # pages of an application lead elsewhere
        is_own = bool(audience & {*ROUTES.get(declared, (GET, EVERYONE))[1:]})
        is_new = is_own and not (place in met or NO_PAGE.search(declared))
        if path in opened_already or not (is_new or path in starts):
            continue
        opened_already.add(path)
        window.go(path)
        met |= {declared, place}
        narrow(window, declared)
        links = window.page.locator('a[href^="/"]:not([download])')
        left += links.evaluate_all("all => all.map(a => a.getAttribute('href').split('#')[0])")


def narrow(window: Window, place: str) -> None:
    """The same page in the window of a phone."""
    window.page.set_viewport_size({"width": 390, "height": 844})
    if window.page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        window.wrong.append(f"{place}: wider than a phone")
    window.page.set_viewport_size({"width": 1280, "height": 900})
