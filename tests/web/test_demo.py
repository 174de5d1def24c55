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


def test_demo_shows_applications_of_every_province_in_every_stage(site: Site) -> None:
    now = datetime.fromisoformat("2026-11-10T10:00:00").replace(tzinfo=ZONE)
    with database.connection_context():
        Demo(packs=site.packs, store=site.files, now=now).make()

        for province in ("jilin", "shandong", "yunnan"):
            state, almost = stage_of(site, f"demo-{province}", now)
            assert (state, stage_of(site, f"demo-{province}-done", now)) == (
                "editing",
                ("submitted", 0),
            )
            early = stage_of(site, f"demo-{province}-early", now)
            assert early[0] == "editing"
            assert 0 < almost < early[1]


def stage_of(site: Site, login: str, now: datetime) -> tuple[str, int]:
    """The state of an applicant's application, and how many errors the check finds in it."""
    person = person_of(login)
    one = Application.get(Application.person == person)
    report = open_draft(site.packs, person, one.id, now=now).report
    return one.state, sum(finding.severity == "error" for finding in report.findings)
