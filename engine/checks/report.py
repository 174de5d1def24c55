"""What a check says: findings, the rows of the 检测 table that show them, and values with working.

Everything here is frozen, so that a passing statement can be built once per standard and shared by
every report. `plain()` gives dicts and lists ready for `json`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Literal, NamedTuple

Severity = Literal["ok", "note", "manual", "warning", "error"]
Scalar = str | int | float | bool | None
ASIDE = frozenset({"note", "manual"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A row that a rule counted: its id, how to call it, and how much it counted for."""

    row: str
    label: str
    amount: float = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Excluded:
    """A row that a rule looked at and did not count, and why."""

    row: str
    label: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that the check has to say.

    `section` is the section or category that it belongs to; `path` the place to jump to, made of
    ids: `personal.work_years`, `education.p1.level`, `pledge_scan`, `edu_award.p2`. `rule` is the
    id of the rule, item, category or eligibility table that spoke. `fix` is the smallest addition
    that would pass. `source` cites the manual or the regulation.
    """

    code: str
    severity: Severity
    message: str
    section: str = ""
    path: str = ""
    rule: str = ""
    expected: str = ""
    actual: str = ""
    counted: tuple[Counted, ...] = ()
    excluded: tuple[Excluded, ...] = ()
    fix: str = ""
    source: str = ""

    def plain(self) -> dict[str, Any]:
        """This finding as JSON data; what is empty is left out, so read keys with `get`."""
        plain: dict[str, Any] = {}
        for one in fields(self):
            value = getattr(self, one.name)
            if isinstance(value, tuple):
                value = [{f.name: getattr(part, f.name) for f in fields(part)} for part in value]
            if value not in ("", []):
                plain[one.name] = value
        return plain


class ReportRow(NamedTuple):
    """One row of the 检测 table: 申报项, 检测结果, 是否通过.

    A tuple, since every check makes a dozen and a frozen dataclass takes four times as long.
    """

    id: str
    name: str
    findings: tuple[Finding, ...]
    passed: bool

    @property
    def text(self) -> str:
        """检测结果: what is stated, wrong or doubtful, joined as the manual's figures join it.

        Notes and what is left to reviewers stand beside the table, not in it.
        """
        return ", ".join([one.message for one in self.findings if one.severity not in ASIDE])

    def plain(self) -> dict[str, Any]:
        """This row as JSON data, with its text."""
        return {
            "id": self.id,
            "name": self.name,
            "text": self.text,
            "passed": self.passed,
            "findings": [finding.plain() for finding in self.findings],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class ComputedValue:
    """A computed value as an applicant can follow it: the working and the result, both worded."""

    id: str
    name: str
    value: Scalar
    text: str
    working: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned:
    """A pick that the check counted under another item than the one it is filed under."""

    row: str
    label: str
    filed: str
    item: str


@dataclass(frozen=True, slots=True)
class CheckReport:
    """The result of `check`: everything that was found, in the order of the 检测 table."""

    rows: tuple[ReportRow, ...]
    passed: bool
    assignment: tuple[Assigned, ...] = ()
    show_computed: Callable[[], tuple[ComputedValue, ...]] = field(
        default=tuple, repr=False, compare=False
    )
    """Words the computed values; it costs more than the check, so it is called when asked."""
    values: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)
    """The visible and well-formed answers that the rules saw."""

    @property
    def computed(self) -> tuple[ComputedValue, ...]:
        """The computed values with their working."""
        return self.show_computed()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding, row after row."""
        return tuple([finding for row in self.rows for finding in row.findings])

    @property
    def problems(self) -> tuple[Finding, ...]:
        """The findings that are not mere statements: errors, warnings, notes, manual checks."""
        return tuple([finding for finding in self.findings if finding.severity != "ok"])

    def plain(self) -> dict[str, Any]:
        """This report as JSON data: rows, computed, assignment and whether it passed."""
        return {
            "passed": self.passed,
            "rows": [row.plain() for row in self.rows],
            "computed": [
                {f.name: getattr(value, f.name) for f in fields(value)} for value in self.computed
            ],
            "assignment": [
                {f.name: getattr(move, f.name) for f in fields(move)} for move in self.assignment
            ],
        }
