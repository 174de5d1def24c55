"""The demonstration data: everything in it went through the site's own services."""

from __future__ import annotations

from datetime import datetime

import pytest

from web.clock import ZONE
from web.models import Application, Record, Snapshot, database
from web.services.demo import Demo
from web.site import Site


@pytest.mark.parametrize("day", ["2026-07-01", "2031-02-03"])
def test_demo_has_a_handed_in_and_an_open_application_whatever_the_day(
    site: Site, day: str
) -> None:
    now = datetime.fromisoformat(f"{day}T10:00:00").replace(tzinfo=ZONE)
    demo = Demo(packs=site.packs, store=site.files, now=now)

    with database.connection_context():
        assert (demo.make(), demo.make()) == (True, False)

        found = Application.select().order_by(Application.year)
        assert [(a.year, a.state) for a in found] == [(2022, "submitted"), (2026, "editing")]
        assert Snapshot.get().report["passed"] is True
        assert {record.status for record in Record.select()} == {
            "passed", "pending", "failed", "returned",
        }  # fmt: skip
