"""Who sees an application: its unit, whoever had it along its path, and nobody else."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.web.after.conftest import Arrange, Case
from tests.web.after.steps import decide
from tests.web.visitor import Visitor
from web.audience import APPLICANT, EVERYONE, SIGNED_IN, audience_of
from web.models import Account, Event, FileUse, Task, database
from web.services.demo import Demo, read_data
from web.services.handed_in import files_in, last_snapshot
from web.site import Site

OWN = ("demo-shandong-done", "demo-shandong-company")


@pytest.fixture
def case(arrange: Arrange, site: Site) -> Case:
    """A handed-in application, and everybody of the demonstration of all provinces."""
    made = arrange(*OWN)
    with database.connection_context():
        demo = Demo(packs=site.packs, store=site.files, now=site.clock.now())
        for file in read_data():
            if file["province"] != "shandong":
                demo.make_units(file)
    return made


def everybody(but: set[str]) -> list[str]:
    """The logins of all who are no applicants; not of staff who wait to be confirmed, who are led
    to their own standing wherever they go."""
    with database.connection_context():
        found = Account.select(Account.login).where(
            Account.role != "applicant", Account.state == "active"
        )
        return [login for (login,) in found.tuples() if login not in but]


def addresses(app: Flask, case: Case) -> list[tuple[str, str]]:
    """Every address of those who work here that leads to the application or a file of it."""
    with database.connection_context():
        snapshot = last_snapshot(case.stored)
        assert snapshot is not None
        file = next(iter(files_in(snapshot.dossier)), {"id": "x"})["id"]
        assert FileUse.select().exists()
    found = []
    for rule in app.url_map.iter_rules():
        asked = audience_of(app, rule.endpoint)
        if asked & {APPLICANT, EVERYONE, SIGNED_IN} or "id" not in rule._converters:
            continue
        known = {"id": case.id, "file": file, "round": 1, "table": "shandong/review-form"}
        if set(rule._converters) <= known.keys():
            values = {name: known[name] for name in rule._converters}
            for method in (rule.methods or set()) & {"GET", "POST"}:
                if "int" in str(rule._converters["id"]).lower():
                    continue
                adapter = app.url_map.bind("localhost")
                found.append((method, adapter.build(rule.endpoint, values, method=method)))
    return found


def entered(app: Flask, case: Case, logins: list[str]) -> list[str]:
    """What others came into, as "status login method address"."""
    found = []
    places = addresses(app, case)
    assert any(place.startswith("/reviews/") for _, place in places)
    for login in logins:
        visitor = Visitor(app.test_client()).sign_in_as(login)
        with visitor.client.session_transaction() as session:
            session["csrf"] = "known"
        for method, place in places:
            sent = {"purpose": "看一看", "action": "pass", "opinion": "x", "post": "none"}
            answer = visitor.client.open(
                place,
                method=method,
                headers={"X-CSRF-Token": "known"},
                data=sent if method == "POST" else None,
            )
            if answer.status_code not in (403, 404):
                found.append(f"{answer.status_code} {login} {method} {place}")
            answer.close()
    return found


@pytest.mark.requirement("SD-42")
def test_others_are_turned_away_from_an_application(app: Flask, case: Case) -> None:
    with database.connection_context():
        before = Event.select().where(Event.subject == f"application:{case.id}").count()

    came_in = entered(app, case, everybody({OWN[1]}))

    assert "\n".join(came_in) == ""
    assert case.stored.state == "submitted"
    with database.connection_context():
        after = Event.select().where(Event.subject == f"application:{case.id}").count()
    assert after == before


def test_who_had_it_may_go_on_looking(app: Flask, case: Case) -> None:
    decide(case, "pass")
    with database.connection_context():
        holders = {task.unit_id for task in Task.select().where(Task.application == case.id)}
        theirs = {
            login
            for (login,) in Account.select(Account.login).where(Account.unit << holders).tuples()
        }

    assert case.operator.open(case.desk).status == 200
    others = everybody(theirs | {OWN[1]})
    assert entered(app, case, others[:12]) == []
