"""Runs cases: the report of the check against what a case expects, with a readable difference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from engine.cases.case import Case, read_case
from engine.checks import CheckReport, Finding, check
from engine.packs.library import Library
from engine.packs.resolve import extended
from engine.problems import PackError

COMPARED = frozenset({"error", "warning"})


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseResult:
    """What became of a case; `differences` are Chinese sentences, none if it is as expected.

    `report` is None if the case or its plan could not be read.
    """

    id: str
    name: str
    plan: str
    differences: tuple[str, ...]
    report: CheckReport | None = None

    @property
    def passed(self) -> bool:
        """Whether the report is as expected."""
        return not self.differences

    @property
    def explanation(self) -> str:
        """The differences as text, one per line."""
        return "\n".join(self.differences)


def run_cases(library: Library, ids: Iterable[str] | None = None) -> tuple[CaseResult, ...]:
    """Run the cases with these ids, else all cases of the library.

    A case or plan that cannot be read is a result with its problems, not an exception.
    """
    return tuple([_run(library, id) for id in (library.ids("case") if ids is None else ids)])


def run_case(library: Library, case: Case) -> CaseResult:
    """Check the applicant of a case and compare the report.

    :raises PackError: the plan of the case cannot be used
    """
    report = check(library.plan(case.plan), case.dossier, case.facts)
    return CaseResult(
        id=case.id,
        name=case.name,
        plan=case.plan,
        differences=tuple(_differences(case, report)),
        report=report,
    )


def _run(library: Library, id: str) -> CaseResult:
    try:
        node = extended(library, "case", id)
        return run_case(library, read_case(id, node, library.find("case", id) or node))
    except PackError as error:
        problems = tuple([str(problem) for problem in error.problems])
        return CaseResult(id=id, name=id, plan="", differences=problems)


def _differences(case: Case, report: CheckReport) -> Iterator[str]:
    words = {True: "通过", False: "不通过"}
    if case.passed is not None and case.passed != report.passed:
        yield f"应为{words[case.passed]}，实际{words[report.passed]}"
        if case.passed and case.findings is None:
            yield from [f"  多出：{_shown(one)}" for one in report.problems if _is_compared(one)]
    if case.failed is not None:
        yield from _row_differences(set(case.failed), report)
    texts = {row.id: row.text for row in report.rows}
    for row, text in case.rows.items():
        if texts.get(row) != text:
            yield f"检测表 {row}：\n  应为：{text}\n  实际：{texts.get(row, '（没有这一行）')}"
    values = {value.id: value.value for value in report.computed}
    for id, value in case.computed.items():
        if values.get(id) != value:
            yield f"计算值 {id}：应为 {value}，实际为 {values.get(id)}"
    if case.findings is not None:
        yield from _finding_differences(case, report)


def _row_differences(expected: set[str], report: CheckReport) -> Iterator[str]:
    actual = {row.id for row in report.rows if not row.passed}
    for id in sorted(expected - actual):
        yield f"检测表 {id}：应为不通过，实际通过或没有这一行"
    for row in report.rows:
        if row.id in actual - expected:
            yield f"检测表 {row.id}：应为通过，实际不通过：{row.text}"


def _finding_differences(case: Case, report: CheckReport) -> Iterator[str]:
    """Every expected finding takes one of those that are there; the most particular go first."""
    left = list(report.problems)
    expected = sorted(
        case.findings or (), key=lambda one: -bool(one.path) - bool(one.rule) - bool(one.severity)
    )
    for one in expected:
        match = next((finding for finding in left if one.matches(finding)), None)
        if match is None:
            yield f"缺少：{one}"
        else:
            left.remove(match)
    yield from [f"多出：{_shown(finding)}" for finding in left if _is_compared(finding)]


def _is_compared(finding: Finding) -> bool:
    return finding.severity in COMPARED


def _shown(finding: Finding) -> str:
    place = f" {finding.path}" if finding.path else ""
    rule = f"（{finding.rule}）" if finding.rule else ""
    return f"{finding.severity} {finding.code}{place}{rule}：{finding.message}"
