"""The check is total: any JSON gives a report, and malformed answers never reach a rule."""

import copy
import json
from functools import cache
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.checks import check
from engine.dossier import dossier_data, dossier_from, facts_from
from engine.fill import fill, fill_facts
from engine.packs.library import Library
from engine.packs.model import Plan
from engine.share import share_folder
from engine.tables.lay_out import lay_out

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4)
    ),
    max_leaves=12,
)
JUNK = [
    None, True, -1, 1.5, 10**30, 10**400, float("inf"), "", " ", "\x00", "\ud800", "🀄" * 9, "²",
    "9999-12-31", "2022-13-45", [], [1], {}, {"from": 1}, {"a": []}, {"id": []},
    {"from": "9999-12-31", "to": "0001-01-01"},
]  # fmt: skip


@cache
def plans() -> tuple[Plan, ...]:
    library = Library(share_folder("config"))
    return tuple(library.plan(id) for id in library.plan_ids())


@cache
def filled(index: int) -> dict[str, Any]:
    return dossier_data(fill(plans()[index]))


def places(data: Any) -> list[tuple[Any, Any]]:
    """Every (container, key) of JSON data."""
    found = []
    pairs = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in pairs:
        found.append((data, key))
        if isinstance(value, dict | list):
            found += places(value)
    return found


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=JSON, facts=JSON)
def test_any_json_gives_a_report(data: Any, facts: Any) -> None:
    for plan in plans():
        report = check(plan, dossier_from(data), facts_from(facts))

        assert not report.passed
        assert json.loads(json.dumps(report.plain()))["passed"] is False


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32), junk=JSON)
def test_damaged_dossiers_give_a_report(seed: int, junk: Any) -> None:
    random = Random(seed)
    index = random.randrange(len(plans()))
    data = copy.deepcopy(filled(index))
    for _ in range(random.choice((1, 1, 3, 12))):
        container, key = random.choice(places(data))
        container[key] = copy.deepcopy(random.choice([*JUNK, junk]))  # never inside itself

    report = check(plans()[index], dossier_from(data), fill_facts(plans()[index]))

    assert [finding.message for finding in report.findings if not finding.message] == []
    assert json.loads(json.dumps(report.plain()))["passed"] is report.passed


@pytest.mark.slow
@settings(max_examples=20_000, deadline=None)
@given(seed=st.integers(0, 2**32), junk=JSON)
def test_damaged_dossiers_give_a_report_soak(seed: int, junk: Any) -> None:
    test_damaged_dossiers_give_a_report.hypothesis.inner_test(seed, junk)  # type: ignore[attr-defined]


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_damaged_dossiers_are_printed(seed: int) -> None:
    random = Random(seed)
    plan, data = plans()[seed % len(plans())], copy.deepcopy(filled(seed % len(plans())))
    for _ in range(random.choice((1, 3, 12))):
        container, key = random.choice(places(data))
        container[key] = copy.deepcopy(random.choice(JUNK))
    dossier = dossier_from(data)

    report = check(plan, dossier, fill_facts(plan))
    layouts = [
        lay_out(table, plan, dossier, report)
        for table in plan.tables.values()
        if table.subject == "application"
    ]

    assert [bool(layout.blocks) for layout in layouts] == [True] * len(layouts)


def test_sizes_beyond_all_numbers_are_no_files() -> None:
    data = copy.deepcopy(filled(0))
    photo = next(
        answer for section in data["sections"].values() for answer in section.values()
        if isinstance(answer, dict) and "width" in answer
    )  # fmt: skip
    photo["bytes"] = photo["width"] = 10**400
    data["files"] = {"pledge_scan": [{**photo, "id": "f"}]}

    report = check(plans()[0], dossier_from(data), fill_facts(plans()[0]))

    assert not report.passed


def test_same_dossier_gives_the_same_report() -> None:
    plan, data = plans()[0], filled(0)

    first, second = (check(plan, dossier_from(copy.deepcopy(data))) for _ in range(2))

    assert first == second


def test_check_leaves_the_dossier_as_it_is() -> None:
    data = copy.deepcopy(filled(0))

    check(plans()[0], dossier_from(data), fill_facts(plans()[0]))

    assert data == filled(0)
