"""Requests that no page sends: odd numbers, ids, texts, bodies. Nothing is ever a bug."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask
from werkzeug.routing import Rule

from tests.web.security.town import (
    address_of,
    found_town,
    rules_of,
    signed_in,
    stop_clock,
    things_of,
    values_of,
)
from web.audience import OPERATOR, STAFF, audience_of
from web.models import database
from web.site import Site

LOGINS = ("demo-returned", "demo-company", "demo-anhui-staff")
HUGE = "9" * 20
NAMES = ("page", "zoom", "q", "words", "state", "kind", "text", "year", "next", "name", "region",
         "sort", "person", "level", "title", "plan", "group", "back", "origin", "mode", "branch",
         "series", "saved", "freelancer", "to", "type")  # fmt: skip
ODD = ("-1", HUGE, "9223372036854775807", "１", "x" * 3000, "%_\\'\"<>", "\ud800", "\U0001f600",
       "".join(map(chr, range(0x4E00, 0x4E00 + 1500))), "[]", "((((", "+inf", "")  # fmt: skip


@pytest.fixture
def town(app: Flask, site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """Two provinces with people, units and staff."""
    stop_clock(monkeypatch, site)
    monkeypatch.setattr(app, "testing", False)  # a bug is a page with 500, as people see it
    with database.connection_context():
        found_town(site)
    return site


def login_for(app: Flask, rule: Rule) -> str:
    """Somebody who may enter an address."""
    admitted = audience_of(app, rule.endpoint)
    return LOGINS[1 if OPERATOR in admitted else 2 if STAFF in admitted else 0]


def broken(app: Flask, calls: list[tuple[str, str, dict[str, Any]]]) -> list[str]:
    """The calls as (login, address, keyword arguments) that ended in a bug."""
    browsers = {login: signed_in(app, login).client for login in {one[0] for one in calls}}
    found = []
    for login, address, how in calls:
        answer = browsers[login].open(address, headers={"X-CSRF-Token": "known"}, **how)
        if answer.status_code >= 500:
            found.append(f"{answer.status_code} {login} {how.get('method')} {address[:120]}")
        answer.close()
    return found


def test_odd_parameters_never_are_a_bug(app: Flask, town: Site) -> None:
    with database.connection_context():
        mine = things_of("demo-returned")
    calls = []
    for rule in rules_of(app, "GET"):
        address = address_of(app, rule, values_of(rule, mine))
        if address.endswith(".pdf"):
            continue
        for odd in ODD:
            text = quote(odd, errors="surrogatepass")
            query = "&".join(f"{name}={text}" for name in NAMES)
            login = login_for(app, rule)
            calls.append((login, f"{address}?{query}", {"method": "GET"}))

    assert broken(app, calls) == []


def test_odd_ids_never_are_a_bug(app: Flask, town: Site) -> None:
    with database.connection_context():
        mine = things_of("demo-returned")
    odd = ("x", "%00", "..", "%ED%A0%80", "a" * 900, "%2e%2e%2fetc", "🙂", "'--", HUGE)
    calls = []
    for method in ("GET", "POST"):
        for rule in rules_of(app, method):
            values = values_of(rule, mine)
            for name in values:
                for text in odd:
                    if "Integer" in type(rule._converters[name]).__name__:
                        text = HUGE
                    if "Any" in type(rule._converters[name]).__name__:
                        continue
                    address = address_of(
                        app, rule, {**values, name: "ODD" if text != HUGE else 7777777}
                    )
                    address = address.replace("ODD", text).replace("7777777", HUGE)
                    calls += [(login, address, {"method": method}) for login in LOGINS]
    calls = [one for one in calls if one[1] not in ("/signout", "/account/sessions/end")]

    assert broken(app, calls) == []
