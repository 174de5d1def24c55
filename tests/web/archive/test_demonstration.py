"""The demonstration archives: every state in every province, and none worse than it says."""

from __future__ import annotations

import pytest

from web.models import Account, Record, database
from web.services.demo import Demo
from web.services.record_check import check_record
from web.services.record_states import STATES
from web.site import Site

COMPLETE = {"pending", "passed", "failed", "returned"}


@pytest.mark.requirement("YN-14")
@pytest.mark.parametrize(
    ("province", "login"),
    [
        ("anhui", "demo"),
        ("yunnan", "demo-yunnan"),
        ("jilin", "demo-jilin"),
        ("shandong", "demo-shandong"),
    ],
)
def test_archive_has_a_record_in_every_state(site: Site, province: str, login: str) -> None:
    kinds = site.packs.province(province).kinds
    with database.connection_context():
        Demo(packs=site.packs, store=site.files, now=site.clock.now()).make_applicant(login)
        person = Account.get(Account.login == login).person
        records = list(Record.select().where(Record.person == person))

    assert {record.status for record in records} == set(STATES)
    wrong = {
        f"{record.kind}: {message}"
        for record in records
        if record.status in COMPLETE
        for message in check_record(
            kinds[record.kind], record.values, record.files, "2026-11-21"
        ).messages
    }
    assert wrong == set()
