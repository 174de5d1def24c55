"""The demonstration data: everything in it went through the site's own services."""

from __future__ import annotations

from datetime import datetime

import pytest

from web.clock import ZONE
from web.models import Account, Application, Expert, Person, Record, Snapshot, Unit, database
from web.services.demo import Demo, read_data
from web.services.draft import open_draft
from web.services.expert_reading import ExpertDesk, queue_of
from web.services.unit_desk import count_waiting
from web.services.voting import meetings_with
from web.site import Site


def person_of(login: str) -> Person:
    person: Person = Account.get(Account.login == login).person
    return person


def test_files_are_read_once_and_what_one_reader_changes_no_other_sees() -> None:
    changed = read_data()
    changed[0]["units"].clear()

    again = read_data()

    assert again[0]["units"]
    assert again[1]["province"] is changed[1]["province"], "a text of the same reading"


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


KINDS = {"committee", "issuer", "department", "unit"}


def test_every_desk_of_a_chain_has_something_to_do_at_first(site: Site) -> None:
    now = datetime.fromisoformat("2026-11-10T10:00:00").replace(tzinfo=ZONE)
    with database.connection_context():
        Demo(packs=site.packs, store=site.files, now=now).make(["shandong"])
        province = site.packs.province("shandong")
        found = {
            unit.kind: count_waiting(unit, province, now.date())
            for unit in Unit.select().where(Unit.province == "shandong", Unit.state == "active")
            if unit.operators.where(Account.login << WITH_WORK).exists()
        }

        assert found.keys() == KINDS
        assert all(one.applications for one in found.values())
        office = found["committee"]
        assert (office.batches, office.meetings, office.objections) == (3, 1, 1)
        assert found["issuer"].reissues == 1
        expert = Expert.get(Expert.name == "文涛")
        desk = ExpertDesk(expert=expert, account=expert.account, packs=site.packs, now=now)
        assert [one.state for one in queue_of(desk)] == ["assigned"]
        assert [one.meeting.state for one in meetings_with(expert)][:1] == ["open"]


WITH_WORK = [f"demo-shandong-{who}" for who in ("company", "department", "committee", "issuer")]


def stage_of(site: Site, login: str, now: datetime) -> tuple[str, int]:
    """The state of an applicant's application, and how many errors the check finds in it."""
    person = person_of(login)
    one = Application.get(Application.person == person)
    report = open_draft(site.packs, person, one.id, now=now).report
    return one.state, sum(finding.severity == "error" for finding in report.findings)
