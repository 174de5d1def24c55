"""Which states may be picked, in a province that also takes what waits (云南手册 L55)."""

from __future__ import annotations

import pytest

from engine.packs.model import Plan
from web.site import Site


def plans_of(site: Site, province: str) -> list[Plan]:
    """The plans of a province."""
    return [plan for plan in site.packs.plans() if plan.province == province]


@pytest.mark.requirement("YN-33", "AMB-13")
def test_yunnan_takes_what_passed_or_waits(site: Site) -> None:
    standards = [s for plan in plans_of(site, "yunnan") for s in plan.standards]

    assert standards
    assert {frozenset(one.pickable) for one in standards} == {frozenset({"passed", "pending"})}


@pytest.mark.requirement("AH-52", "AMB-14")
def test_anhui_takes_only_what_passed(site: Site) -> None:
    standards = [s for plan in plans_of(site, "anhui") for s in plan.standards]

    assert standards
    assert {frozenset(one.pickable) for one in standards} == {frozenset({"passed"})}
