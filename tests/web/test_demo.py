"""The demonstration data: everything in it went through the site's own services."""

from __future__ import annotations

from datetime import datetime

import pytest

from web.clock import ZONE
from web.models import Account, Application, Person, Record, Snapshot, database
from web.services.demo import Demo
from web.services.draft import open_draft
from web.site import Site


def person_of(login: str) -> Person:
    person: Person = Account.get(Account.login == login).person
    return person


@pytest.mark.parametrize("day", ["2026-07-01", "2031-02-03"])
def test_demo_has_a_handed_in_and_an_open_application_whatever_the_day(
    site: Site, day: str
) -> None:
    now = datetime.fromisoformat(f"{day}T10:00:00").replace(tzinfo=ZONE)
    demo = Demo(packs=site.packs, store=site.files, now=now)

    with database.connection_context():
        assert (demo.make(), demo.make()) == (True, False)

        mine = Application.select().where(Application.person == person_of("demo"))
        found = [(a.year, a.state) for a in mine.order_by(Application.year)]
        assert found == [(2022, "submitted"), (2026, "editing")]
        assert all(snapshot.report["passed"] for snapshot in Snapshot.select())
        assert {record.status for record in Record.select()} == {
            "passed", "pending", "unreviewed", "failed", "returned",
        }  # fmt: skip


@pytest.mark.parametrize("province", ["jilin", "shandong", "yunnan"])
def test_demo_shows_applications_of_every_province_in_every_stage(
    site: Site, province: str
) -> None:
    now = datetime.fromisoformat("2026-11-10T10:00:00").replace(tzinfo=ZONE)
    with database.connection_context():
        Demo(packs=site.packs, store=site.files, now=now).make()

        stages = {}
        for stage in ("", "-early", "-done"):
            person = person_of(f"demo-{province}{stage}")
            one = Application.get(Application.person == person)
            report = open_draft(site.packs, person, one.id, now=now).report
            wrong = sum(finding.severity == "error" for finding in report.findings)
            stages[stage] = (one.state, wrong)

    assert stages["-done"] == ("submitted", 0)
    assert (stages[""][0], stages["-early"][0]) == ("editing", "editing")
    assert 0 < stages[""][1] < stages["-early"][1]
