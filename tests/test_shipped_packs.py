"""Every shipped plan is loaded, filled by made-up applicants and checked, whole and broken."""

from functools import cache

import pytest

from engine.cases import run_cases
from engine.cases.coverage import breakable
from engine.checks import check
from engine.fill import fill, fill_facts
from engine.fill.breaking import find_target
from engine.packs.library import Library
from engine.share import share_folder


@cache
def library() -> Library:
    return Library(share_folder("config"))


def standards() -> list[tuple[str, str]]:
    """Every standard of every plan."""
    plans = [library().plan(id) for id in library().plan_ids()]
    return [(plan.id, standard.id) for plan in plans for standard in plan.standards]


def things() -> list[tuple[str, str]]:
    """Everything that a dossier of a shipped plan can fail and that can be aimed at."""
    plans = [library().plan(id) for id in library().plan_ids()]
    return [(plan.id, id) for plan in plans for id, _ in breakable(plan)]


def test_every_pack_can_be_read() -> None:
    assert library().problems == ()
    assert library().plan_ids()


@pytest.mark.parametrize(("plan_id", "standard"), standards())
def test_every_shipped_plan_has_applicants_that_pass(plan_id: str, standard: str) -> None:
    plan = library().plan(plan_id)

    reports = [check(plan, fill(plan, seed, standard), fill_facts(plan)) for seed in range(5)]

    assert [[one.message for one in report.problems if one.severity == "error"]
            for report in reports] == [[]] * 5  # fmt: skip


@pytest.mark.parametrize(("plan_id", "id"), things())
def test_everything_that_can_fail_fails_alone(plan_id: str, id: str) -> None:
    plan = library().plan(plan_id)

    report = check(plan, fill(plan, break_rule=id), fill_facts(plan))

    target = next(found for one in plan.standards if (found := find_target(one, id)))
    told = [one for one in report.problems if target.is_meant(one)]
    errors = [one for one in report.problems if one.severity == "error" and one not in told]
    assert told
    assert errors == []


def test_every_shipped_case_is_as_expected() -> None:
    results = run_cases(library())

    assert [(result.id, result.explanation) for result in results if not result.passed] == []
    assert results
