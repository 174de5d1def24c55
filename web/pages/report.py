"""The 检测 table with, for every finding, where to go to cure it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.checks import CheckReport
from engine.checks.report import ASIDE, Finding
from web.pages.grounds import said_grounds
from web.pages.places import Places
from web.services.draft import Draft

TONES = {"ok": "good", "note": "info", "manual": "info", "warning": "warn", "error": "bad"}
LOUD = frozenset({"ok", "error"})
"""What the table itself says; the rest stands below its sentence with a word of its own."""
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
    def is_said(self) -> bool:
        """Whether the row's sentence holds it."""
        return self.finding.severity not in ASIDE

    @property
    def fix(self) -> str:
        """The smallest addition that passes; of a question that is empty the sentence says it."""
        return "" if self.finding.code == "required-missing" else self.finding.fix

    @property
    def has_more(self) -> bool:
        """Whether there is something to unfold."""
        finding = self.finding
        return bool(finding.counted or finding.excluded or finding.expected or self.source)

    @property
    def source(self) -> str:
        """The documents that ask for it."""
        return said_grounds(self.finding.source)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowPart:
    """A row of the table: its number, the parts of its sentence, what stands behind it.

    `errors` are those that have more to say, `asides` warnings, notes and what people must look at,
    `statements` what was met and can show what counted.
    """

    number: int
    name: str
    passed: bool
    said: tuple[FindingPart, ...]
    errors: tuple[FindingPart, ...]
    asides: tuple[FindingPart, ...]
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


def build_report(draft: Draft, *, linked: bool = True) -> ReportPart:
    """The report of an application as its 检测 page shows it; `linked` with the ways to where its
    applicant can cure what it says."""
    places = Places(draft)
    rows = []
    for number, row in enumerate(draft.report.rows, 1):
        parts = [_part(finding, places, linked) for finding in row.findings]
        more = [part for part in parts if part.has_more or part.fix]
        rows.append(
            RowPart(
                number=number,
                name=row.name,
                passed=row.passed,
                said=tuple(part for part in parts if part.is_said),
                errors=tuple(part for part in more if part.finding.severity == "error"),
                asides=tuple(part for part in parts if part.finding.severity not in LOUD),
                statements=tuple(part for part in more if part.finding.severity == "ok"),
            )
        )
    names = {item.id: item.name for c in draft.standard.categories for item in c.items}
    return ReportPart(rows=tuple(rows), report=draft.report, names=names)


def _part(finding: Finding, places: Places, linked: bool) -> FindingPart:
    page = places.page_of(finding.path.partition(".")[0]) or places.page_of(finding.section)
    return FindingPart(
        finding=finding,
        url=places.url(finding.path, finding.section)
        if linked and (finding.path or finding.section)
        else "",
        place=page.name if page else "",
    )
