"""The marker `requirement("AH-65", …)`: which tests prove which requirement.

Ids must be listed in docs/requirements.csv, or collecting stops. With `--record-requirements=FILE`
a run writes what it saw as JSON, `{"passed": {test: [ids]}, "skipped": {test: [ids]}}`, from which
`python -m tests.coverage_page` writes docs/coverage.md. A parametrized test counts as one and
passes only if every set of its parameters does.
"""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass, field
from pathlib import Path

import pytest

CATALOGUE = Path(__file__).parents[1] / "docs" / "requirements.csv"
PROPERTY = "requirements"


def read_requirements() -> dict[str, dict[str, str]]:
    """The rows of docs/requirements.csv by id, in the order of the file."""
    with CATALOGUE.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


@dataclass(slots=True)
class Recorder:
    """Collects outcomes of marked tests. Under xdist only the controlling process has one."""

    path: Path
    outcomes: dict[str, set[str]] = field(default_factory=dict)
    ids: dict[str, list[str]] = field(default_factory=dict)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        marked = dict(report.user_properties).get(PROPERTY)
        if not marked:
            return
        test = report.nodeid.partition("[")[0]
        self.ids[test] = sorted({*self.ids.get(test, []), *str(marked).split()})
        outcomes = self.outcomes.setdefault(test, set())
        if report.when == "call" or report.outcome != "passed":
            outcomes.add(report.outcome)

    def pytest_sessionfinish(self) -> None:
        record = {
            outcome: {t: self.ids[t] for t in sorted(self.ids) if self.outcomes[t] == {outcome}}
            for outcome in ("passed", "skipped")
        }
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(json.dumps(record, indent=1, ensure_ascii=False), encoding="utf-8")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--record-requirements",
        metavar="FILE",
        help="write which tests proved which requirement as JSON",
    )


def pytest_configure(config: pytest.Config) -> None:
    path = config.getoption("--record-requirements")
    if path and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Recorder(Path(path)), "requirement-recorder")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    known = read_requirements()
    unknown = []
    for item in items:
        ids = [id for marker in item.iter_markers("requirement") for id in marker.args]
        unknown += [f"{item.nodeid}: {id}" for id in ids if id not in known]
        if ids:
            item.user_properties.append((PROPERTY, " ".join(map(str, ids))))
    if unknown:
        raise pytest.UsageError("unknown requirement ids:\n  " + "\n  ".join(unknown))
