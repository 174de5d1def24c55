"""The packs that ship, read once, and the reports of their cases."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engine.cases import CaseResult, run_cases
from engine.checks import CheckReport
from engine.packs.library import Library
from engine.packs.model import Plan, Standard
from engine.share import share_folder


@pytest.fixture(scope="session")
def library() -> Library:
    """Every pack of config/."""
    return Library(share_folder("config"))


@pytest.fixture(scope="session")
def results(library: Library) -> dict[str, CaseResult]:
    """The results of all cases by their id."""
    ids = [source.id for source in library.sources if source.kind == "case"]
    return {result.id: result for result in run_cases(library, ids)}


@pytest.fixture(scope="session")
def report_of(results: dict[str, CaseResult]) -> Callable[[str], CheckReport]:
    """The report of a case that gave what it expects, by its id."""

    def report(id: str) -> CheckReport:
        result = results[id]
        assert result.passed, result.explanation
        assert result.report is not None
        return result.report

    return report


@pytest.fixture(scope="session")
def anhui(library: Library) -> Plan:
    """The Bengbu teachers' plan of the manual."""
    return library.plan("anhui/2022-bengbu-teachers")


@pytest.fixture(scope="session")
def teachers(anhui: Plan) -> Standard:
    """Its one standard."""
    return anhui.standards[0]


@pytest.fixture(scope="session")
def yunnan(library: Library) -> Plan:
    """The laboratory plan of the Yunnan manual."""
    return library.plan("yunnan/2026-laboratory")


@pytest.fixture(scope="session")
def laboratory(yunnan: Plan) -> Standard:
    """Its one standard."""
    return yunnan.standards[0]
