"""A few people, units and staff of two provinces with something of every kind, and addresses that
lead to the things of one of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import IntegerConverter, Rule

from tests.web.visitor import Visitor
from web.clock import ZONE
from web.models import (
    Account,
    Application,
    Binding,
    FileUse,
    Person,
    Record,
    Row,
)
from web.services import kept_forms
from web.services.demo import Demo, read_data
from web.site import Site

NOW = datetime(2026, 9, 20, 9, 30, tzinfo=ZONE)
PEOPLE = ("demo", "demo-returned", "demo-waiting", "demo-yunnan-returned")


def found_town(site: Site) -> None:
    """Make the people of PEOPLE with their units, archives, bindings and applications."""
    demo = Demo(packs=site.packs, store=site.files, now=NOW)
    for file in read_data():
        people = [one for one in file.get("people", ()) if one["login"] in PEOPLE]
        units = demo.make_units(file) if people else {}
        for one in people:
            person, records = demo.make_person(file["province"], one, units)
            for application in one.get("applications", ()):
                demo.make_application(person, application, records)
            account = person.accounts.first()
            kept_forms.keep(
                account, "/profile/series", [("series", "x")], page="/", had_files=False, now=NOW
            )


def stop_clock(monkeypatch: pytest.MonkeyPatch, site: Site) -> None:
    """Let it be a day on which the plans of 2026 are open."""
    monkeypatch.setattr(type(site.clock), "now", lambda clock: NOW)


def signed_in(app: Flask, login: str) -> Visitor:
    """A browser of the account, with a known token for forms."""
    visitor = Visitor(app.test_client()).sign_in_as(login)
    with visitor.client.session_transaction() as session:
        session["csrf"] = "known"
    return visitor


@dataclass(frozen=True, slots=True, kw_only=True)
class Things:
    """The ids of what belongs to one applicant, by the words of addresses."""

    account: str
    person: str
    unit: str
    applications: tuple[str, ...]
    application: str
    records: tuple[str, ...]
    files: tuple[str, ...]
    proofs: tuple[str, ...]
    rows: tuple[tuple[str, str], ...]
    binding: str
    kept: str


def things_of(login: str) -> Things:
    """What belongs to the applicant with this login."""
    account = Account.get(Account.login == login)
    person: Person = account.person
    applications = list(
        Application.select().where(Application.person == person).order_by(Application.year.desc())
    )
    binding = Binding.get_or_none(Binding.person == person)
    files = list(FileUse.select().where(FileUse.person == person))
    ids = [one.id for one in applications]
    rows = Row.select().where(Row.application << ids) if ids else []
    return Things(
        account=account.id,
        person=person.id,
        unit=binding.unit_id if binding else "",
        applications=tuple(ids),
        application=ids[0] if ids else "",
        records=tuple(r.id for r in Record.select().where(Record.person == person)),
        files=tuple(f.id for f in files if f.application_id),
        proofs=tuple(f.id for f in files if not f.application_id),
        rows=tuple((row.list, row.id) for row in rows),
        binding=binding.id if binding else "",
        kept=kept_forms.kept_by(account)[0].id,
    )


PLAN = "anhui/2026-bengbu-teachers"


def _is_number(rule: Rule, name: str) -> bool:
    return isinstance(rule._converters[name], IntegerConverter)


def values_of(rule: Rule, mine: Things, **other: Any) -> dict[str, Any]:
    """What stands in the placeholders of an address so that it leads to the things of `mine`."""
    place = str(rule.rule)
    list_, row = mine.rows[0] if mine.rows else ("education", "x")
    ids = {
        "/applications/": mine.application,
        "/archive/": mine.records[0] if mine.records else "x",
        "/verification/": mine.records[0] if mine.records else "x",
        "/reviews/": mine.application,
        "/files/": mine.files[0] if mine.files else mine.proofs[0] if mine.proofs else "x",
        "/kept/": mine.kept,
        "/profile/unit/bindings/": mine.binding,
        "/unit/bindings/": mine.binding,
        "/staff/units/": mine.unit,
        "/staff/registrations/": mine.account,
        "/staff/accounts/": mine.account,
        "/plans/": PLAN,
    }
    proof = "/archive" in place or "/verification" in place
    files = mine.proofs if proof else mine.files
    nothing = {name: 1 if _is_number(rule, name) else "x" for name in rule._converters}
    known: dict[str, Any] = {
        **nothing,
        "id": next((id for start, id in ids.items() if place.startswith(start)), nothing.get("id")),
        "file": files[0] if files else "x",
        "province": "anhui",
        "portal": "gov",
        "section": "personal",
        "field": "signature",
        "page": "basic",
        "list": list_,
        "row": row,
        "table": "anhui/review-form",
        "kind": "paper",
        "slot": "proof",
        "place": "pledge_scan",
        "path": "career.photo",
        "unit": mine.unit,
        "token": "x",
        "direction": "up",
        "round": 1,
        "number": 0,
        "filename": "site.css",
    }
    return {**{name: known[name] for name in rule._converters}, **other}


def address_of(app: Flask, rule: Rule, values: dict[str, Any]) -> str:
    """The path of a rule with these values."""
    found: str = app.url_map.bind("localhost").build(
        rule.endpoint, values, method=next(iter(rule.methods or ("GET",)))
    )
    return found


def rules_of(app: Flask, method: str) -> Iterator[Rule]:
    """Every address that takes a method, but for files of the site itself."""
    for rule in app.url_map.iter_rules():
        if method in (rule.methods or ()) and rule.endpoint != "static":
            yield rule
