"""What holds for every pack that ships: it lints clean, its cases hold, nothing is untried."""

from __future__ import annotations

import pytest

from engine.cases import CaseResult, uncovered_rules
from engine.lint import deadlines, lint
from engine.packs.library import Library
from engine.problems import Problem

UNTRIED = {"person.other_id_number"}
"""What one province's cases prove for both: the question comes from the common pack."""


def test_shipped_packs_lint_clean(library: Library) -> None:
    assert library.problems == ()
    assert [one for one in lint(library) if not _is_not_arranged_yet(one)] == []


def _is_not_arranged_yet(problem: Problem) -> bool:
    """The State Council arranges a year in the autumn before it."""
    return problem.code == deadlines.MISSING and "没有 2027 年" in problem.message


def test_shipped_cases_hold(results: dict[str, CaseResult]) -> None:
    wrong = {result.id: result.explanation for result in results.values() if not result.passed}

    assert wrong == {}


def test_shipped_rules_are_all_tried(library: Library, results: dict[str, CaseResult]) -> None:
    untried = {rule.id for rule in uncovered_rules(library, results.values())}

    assert untried <= UNTRIED


def test_shipped_cases_name_a_source(library: Library) -> None:
    bare = [s.id for s in library.sources if s.kind == "case" and s.root.get("source") is None]

    assert bare == []


@pytest.mark.requirement("AH-49")
def test_shipped_plans_show_different_categories(library: Library) -> None:
    categories = {
        id: [category.name for category in library.plan(id).standards[0].categories]
        for id in ("anhui/2022-bengbu-teachers", "yunnan/2026-laboratory")
    }

    assert categories == {
        "anhui/2022-bengbu-teachers": [
            "思想政治",
            "乡村任教或支教",
            "能力条件",
            "业绩条件",
            "教研科研条件",
        ],
        "yunnan/2026-laboratory": ["业绩成果", "论文"],
    }
