"""When a picked record is stale: what it said or how it was verified is no longer so."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.archiving import change
from web.models import Application, Person, Record, Row, StoredBundle, database
from web.models.columns import digest_of
from web.services.archive import snapshot_of, stale_picks
from web.site import Site

PLAN = "anhui/2022-bengbu-teachers"


def picked(site: Site, person: Person, id: str) -> Row:
    """A pick of a record as it is now."""
    record = Record.get_by_id(id)
    bundle: StoredBundle = site.packs.pin(PLAN)
    now = site.clock.now()
    application = Application.create(
        person=person,
        plan=PLAN,
        province="anhui",
        year=2022,
        bundle=bundle,
        choice={},
        begun_at=now,
    )
    snapshot = snapshot_of(record)
    row: Row = Row.create(
        application=application,
        list="honor",
        position=1,
        record=id,
        snapshot=snapshot,
        digest=digest_of(snapshot),
    )
    return row


@pytest.mark.requirement("AH-87", "YN-20")
@pytest.mark.parametrize(
    ("before", "after", "is_stale"),
    [
        ({"status": "passed"}, {}, False),
        ({"status": "passed"}, {"status": "returned"}, True),
        ({"status": "passed"}, {"values": {"name": "改"}}, True),
        ({"status": "passed"}, {"files": {}}, True),
        ({"status": "passed"}, {"opinion": "再核实过"}, False),
        ({"status": "pending"}, {"status": "passed"}, False),
        ({"status": "pending"}, {"status": "failed"}, True),
        ({"status": "pending"}, {"status": "returned"}, True),
        ({"status": "pending"}, {"status": "passed", "values": {"name": "改"}}, True),
    ],
)
def test_pick_is_stale_when_the_record_or_its_verification_changed(
    site: Site,
    applicant: tuple[Person, dict[str, str]],
    before: dict[str, Any],
    after: dict[str, Any],
    is_stale: bool,
) -> None:
    person, records = applicant
    id = records["city_teacher"]
    change(id, **before)
    with database.connection_context():
        row = picked(site, person, id)
    if after:
        change(id, **after)

    with database.connection_context():
        assert stale_picks(person, [row]) == ((id,) if is_stale else ())


def test_deleted_record_makes_its_pick_stale(
    site: Site, applicant: tuple[Person, dict[str, str]]
) -> None:
    person, records = applicant
    id = records["city_teacher"]
    with database.connection_context():
        row = picked(site, person, id)
    change(id, deleted_at=site.clock.now())

    with database.connection_context():
        assert stale_picks(person, [row]) == (id,)
