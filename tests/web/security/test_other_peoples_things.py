"""Ids of others, of every kind, in every address and in forms: nothing is shown or changed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from tests.web.security.town import (
    Things,
    address_of,
    found_town,
    rules_of,
    signed_in,
    stop_clock,
    things_of,
    values_of,
)
from web.audience import APPLICANT, OPERATOR, SIGNED_IN, STAFF, audience_of
from web.models import (
    Account,
    Answers,
    Application,
    Binding,
    FileUse,
    KeptForm,
    Notice,
    Person,
    Record,
    Row,
    Unit,
    database,
)
from web.site import Site

VICTIM = "demo-returned"
STRANGERS = {
    APPLICANT: ("demo", "demo-waiting", "demo-yunnan-returned"),
    OPERATOR: ("demo-qingshan", "demo-institute"),
    STAFF: ("demo-yunnan-staff",),
    SIGNED_IN: ("demo", "demo-qingshan", "demo-anhui-staff", "demo-yunnan-staff"),
}
"""Who is signed in, by the role that an address asks for, and has nothing to do with the victim."""

OWN = (
    "/plans/", "/archive/import/", "/archive/new/", "/profile/photos/", "/profile/sections/",
    "/exports/",
)  # fmt: skip
"""Addresses whose placeholders name nothing of anybody."""

SHARED = ("/profile/unit/<unit>/request",)
"""Units may be asked for by everyone of their province."""

NOTHING_SENT = ("/archive/<id>/proofs/<slot>",)
"""Without a file, sends the browser on to a page that is closed."""


@pytest.fixture
def town(app: Flask, site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """Two provinces with people, units and staff."""
    stop_clock(monkeypatch, site)
    with database.connection_context():
        found_town(site)
    return site


def stored(things: Things) -> list[Any]:
    """Everything that the database holds of somebody."""
    mine = {
        Person: Person.id == things.person,
        Account: Account.id == things.account,
        Application: Application.person == things.person,
        Answers: Answers.application << things.applications,
        Row: Row.application << things.applications,
        FileUse: FileUse.person == things.person,
        Record: Record.person == things.person,
        Binding: Binding.person == things.person,
        KeptForm: KeptForm.account == things.account,
        Notice: (Notice.person == things.person) | (Notice.unit == things.unit),
        Unit: Unit.id == things.unit,
    }
    return [list(table.select().where(which).dicts()) for table, which in mine.items()]


def test_ids_of_others_lead_nowhere(app: Flask, town: Site) -> None:
    with database.connection_context():
        theirs = things_of(VICTIM)
        before = stored(theirs)
    entered = []
    for method in ("GET", "POST", "PATCH"):
        for rule in rules_of(app, method):
            place = str(rule.rule)
            asked = audience_of(app, rule.endpoint)
            if not rule._converters or place.startswith(OWN) or place in SHARED:
                continue
            address = address_of(app, rule, values_of(rule, theirs))
            for login in [one for role in asked for one in STRANGERS.get(role, ())]:
                answer = signed_in(app, login).client.open(
                    address,
                    method=method,
                    headers={"X-CSRF-Token": "known"},
                    data={"opinion": "x", "action": "approve", "blocked": "1", "kind": "paper"}
                    if method == "POST"
                    else None,
                )
                if answer.status_code not in (403, 404) and place not in NOTHING_SENT:
                    entered.append(f"{answer.status_code} {login} {method} {place}")
                answer.close()
    with database.connection_context():
        assert stored(theirs) == before
    assert entered == []


def test_parts_of_others_do_not_fit_into_what_is_mine(app: Flask, town: Site) -> None:
    """My application or record with somebody else's file, row, record or round."""
    with database.connection_context():
        theirs, mine = things_of(VICTIM), things_of("demo")
        before = stored(theirs)
    mixed = replace(mine, files=theirs.files, proofs=theirs.proofs, rows=theirs.rows)
    client = signed_in(app, "demo").client
    entered = []
    for method in ("GET", "POST"):
        for rule in rules_of(app, method):
            if not {"file", "row"} & set(rule._converters) or "/reviews" in str(rule.rule):
                continue
            if APPLICANT not in audience_of(app, rule.endpoint):
                continue
            for list_, row in (*theirs.rows[:3], ("education", theirs.records[0])):
                values = values_of(rule, mixed)
                values |= {k: v for k, v in (("list", list_), ("row", row)) if k in values}
                answer = client.open(
                    address_of(app, rule, values),
                    method=method,
                    headers={"X-CSRF-Token": "known"},
                    data={"name": "taken.pdf", "version": "1"} if method == "POST" else None,
                )
                gone = answer.status_code == 303 and str(rule.rule).endswith("/remove")
                if answer.status_code not in (403, 404) and not gone:
                    entered.append(f"{answer.status_code} {method} {rule.rule} {list_} {row}")
                answer.close()
    with database.connection_context():
        assert stored(theirs) == before
        assert not FileUse.select().where(FileUse.name == "taken.pdf").exists()
    assert entered == []


def test_records_of_others_are_neither_picked_nor_copied(app: Flask, town: Site) -> None:
    with database.connection_context():
        theirs, mine = things_of(VICTIM), things_of("demo")
        lists = {row.list for row in Row.select()}
    client = signed_in(app, "demo").client
    for list_ in sorted(lists | {"edu_award", "research"}):
        client.post(
            f"/applications/{mine.application}/picks/{list_}",
            data={"csrf_token": "known", "record": list(theirs.records)},
        ).close()
    copied = client.get(f"/archive/new/paper?origin={theirs.records[0]}")

    with database.connection_context():
        picked = Row.select().where(
            Row.application << mine.applications, Row.record << list(theirs.records)
        )
        assert not picked.exists()
    assert copied.status_code in (403, 404)


def test_operators_lose_sight_of_people_who_left(app: Flask, town: Site) -> None:
    with database.connection_context():
        theirs = things_of(VICTIM)
        Binding.update(state="ended").where(Binding.person == theirs.person).execute()
    client = signed_in(app, "demo-company").client

    for record in theirs.records:
        assert client.get(f"/verification/{record}").status_code in (403, 404)
    page = client.get(f"/unit/bindings/{theirs.binding}")
    with database.connection_context():
        number = Account.get_by_id(theirs.account).id_number
    assert number not in page.get_data(as_text=True)


def test_units_that_are_refused_do_nothing_any_more(app: Flask, town: Site) -> None:
    with database.connection_context():
        theirs = things_of(VICTIM)
        Unit.update(state="refused").where(Unit.id == theirs.unit).execute()
    client = signed_in(app, "demo-company").client
    for address in (
        f"/reviews/{theirs.application}",
        f"/reviews/{theirs.application}/files/{theirs.files[0] if theirs.files else 'x'}",
        "/reviews", "/verification", f"/verification/{theirs.records[0]}", "/unit/bindings",
        f"/unit/bindings/{theirs.binding}",
    ):  # fmt: skip
        assert client.get(address).status_code == 403, address
    sent = {
        "csrf_token": "known",
        "number": "G12345678",
        "login": "second",
        "operator": "某",
        "password": "Qingshan-2022",
    }
    assert client.post("/unit/operators", data={**sent, "again": sent["password"]}).status_code in (
        403,
        422,
    )


@pytest.mark.parametrize("state", ["pending", "refused", "incomplete", "blocked"])
def test_accounts_that_are_not_active_enter_no_page_of_their_role(
    app: Flask, town: Site, state: str
) -> None:
    with database.connection_context():
        mine = things_of("demo")
    browser = signed_in(app, "demo").client
    with database.connection_context():
        Account.update(state=state).where(Account.id == mine.account).execute()
    entered = []
    for rule in rules_of(app, "GET"):
        if APPLICANT in audience_of(app, rule.endpoint):
            answer = browser.get(address_of(app, rule, values_of(rule, mine)))
            if answer.status_code != 303:
                entered.append(f"{answer.status_code} {rule.rule}")
            answer.close()
    assert entered == []
