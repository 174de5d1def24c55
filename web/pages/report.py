"""The 检测 table with, for every finding, where to go to cure it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.checks import CheckReport
from engine.checks.report import Finding
from web.pages.places import Places
from web.services.draft import Draft

TONES = {"ok": "good", "note": "info", "manual": "info", "warning": "warn", "error": "bad"}
WORDS = {"ok": "符合", "note": "说明", "manual": "人工核对", "warning": "提醒", "error": "不符合"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingPart:
    """A finding and the address of the place that it is about ("" for none)."""

    finding: Finding
    url: str
    place: str

    @property
    def tone(self) -> str:
        """How the finding looks."""
        return TONES[self.finding.severity]

    @property
    def word(self) -> str:
        """Its severity as people say it."""
        return WORDS[self.finding.severity]

    @property
    def has_more(self) -> bool:
        """Whether there is something to unfold."""
        finding = self.finding
        return bool(finding.counted or finding.excluded or finding.expected or finding.source)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowPart:
    """A row of the table: its number, its sentence, what stands behind it."""

    number: int
    name: str
    text: str
    passed: bool
    problems: tuple[FindingPart, ...]
    statements: tuple[FindingPart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPart:
    """The whole table."""

    rows: tuple[RowPart, ...]
    report: CheckReport
    names: Mapping[str, str]
    """Names of items by id, for saying where a record was counted."""

    @property
    def failed(self) -> int:
        """How many rows did not pass."""
        return sum(not row.passed for row in self.rows)

    @property
    def errors(self) -> int:
        """How many findings must be cured."""
        return sum(finding.severity == "error" for finding in self.report.findings)


def build_report(draft: Draft) -> ReportPart:
    """The report of an application as its 检测 page shows it."""
    places = Places(draft)
    rows = []
    for number, row in enumerate(draft.report.rows, 1):
        parts = [_part(finding, places) for finding in row.findings]
        rows.append(
            RowPart(
                number=number,
                name=row.name,
                text=row.text,
                passed=row.passed,
                problems=tuple(part for part in parts if part.finding.severity != "ok"),
                statements=tuple(
                    part for part in parts if part.finding.severity == "ok" and part.has_more
                ),
            )
        )
    names = {item.id: item.name for c in draft.standard.categories for item in c.items}
    return ReportPart(rows=tuple(rows), report=draft.report, names=names)


def _part(finding: Finding, places: Places) -> FindingPart:
    page = places.page_of(finding.path.partition(".")[0]) or places.page_of(finding.section)
    return FindingPart(
        finding=finding,
        url=places.url(finding.path, finding.section) if finding.path or finding.section else "",
        place=page.name if page else "",
    )
