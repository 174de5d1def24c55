"""Reads a report back from the JSON data that was kept of it.

What was said when an application was handed in stays what was said: the day, the rules and the
wording may be others by now.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.checks.report import (
    Assigned,
    CheckReport,
    ComputedValue,
    Counted,
    Excluded,
    Finding,
    ReportRow,
)


def report_from(plain: Mapping[str, Any], values: Mapping[str, Any]) -> CheckReport:
    """The report that `CheckReport.plain()` was made of.

    `values` are the answers that its rules saw, which the JSON data leaves out.
    """
    computed = tuple(ComputedValue(**value) for value in plain["computed"])
    return CheckReport(
        rows=tuple(_row(row) for row in plain["rows"]),
        passed=plain["passed"],
        assignment=tuple(Assigned(**move) for move in plain["assignment"]),
        show_computed=lambda: computed,
        values=values,
    )


def _row(plain: Mapping[str, Any]) -> ReportRow:
    return ReportRow(
        id=plain["id"],
        name=plain["name"],
        findings=tuple(_finding(finding) for finding in plain["findings"]),
        passed=plain["passed"],
    )


def _finding(plain: Mapping[str, Any]) -> Finding:
    counted = tuple(Counted(**one) for one in plain.get("counted", ()))
    excluded = tuple(Excluded(**one) for one in plain.get("excluded", ()))
    return Finding(**{**plain, "counted": counted, "excluded": excluded})
