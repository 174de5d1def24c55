"""The demonstration data: everybody whom the chains of the four provinces need is there."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from web.clock import ZONE
from web.models import Account, Publicity, Unit, database
from web.services.demo import Demo, read_data
from web.services.paths import upper_of
from web.site import Site

NOW = datetime(2026, 11, 10, 10, tzinfo=ZONE)
STEPS = {"anhui": 3, "yunnan": 2, "jilin": 1, "shandong": 2}
"""How many departments an application passes after its unit (the chains in province.yaml)."""


@pytest.mark.parametrize("province", sorted(STEPS))
def test_every_unit_of_an_applicant_can_report_as_far_as_its_chain_goes(
    site: Site, province: str
) -> None:
    with database.connection_context():
        units = make(site, province)
        bound = {
            binding["unit"]
            for file in read_data()
            if file["province"] == province
            for person in file.get("people", ())
            for binding in person.get("bindings", ())
            if binding["state"] == "bound"
        }

        for key in bound:
            unit: Unit | None = units[key]
            for _ in range(STEPS[province]):
                unit = upper_of(unit, "engineering", "副高级") if unit else None
                assert unit is not None, key
                assert (unit.kind, unit.operators.count()) == ("department", 1)


@pytest.mark.parametrize("province", sorted(STEPS))
def test_every_plan_has_its_committee_and_every_province_one_issuer(
    site: Site, province: str
) -> None:
    with database.connection_context():
        make(site, province)
        named = {plan.committee for plan in site.packs.plans() if plan.province == province}
        there = Unit.select().where(Unit.province == province, Unit.kind == "committee")

        assert {unit.name for unit in there} == named
        assert all(unit.operators.count() == 1 for unit in there)
        assert Unit.select().where(Unit.province == province, Unit.kind == "issuer").count() == 1
        duties = [a.duties for a in Account.select().where(Account.role == "staff") if a.duties]
        assert sorted(duties) == [["audit"], ["security"], ["system"]]


def test_what_was_shown_was_shown_for_all_of_its_days(site: Site) -> None:
    sunday = NOW.replace(day=8)
    demo = Demo(packs=site.packs, store=site.files, now=sunday)

    with database.connection_context():
        demo.make_applications("demo-shandong-passed")
        shown = Publicity.get()

    last = site.packs.calendar.add_working_days(date.fromisoformat(shown.starts_on), shown.days)
    assert (shown.ends_on, shown.ends_on < sunday.date().isoformat()) == (last.isoformat(), True)


def make(site: Site, province: str) -> dict[str, Unit]:
    """The units of a province's demonstration data by their keys."""
    demo = Demo(packs=site.packs, store=site.files, now=NOW)
    file = next(one for one in read_data() if one["province"] == province)
    return demo.make_units(file)
