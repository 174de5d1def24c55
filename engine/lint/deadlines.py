"""late-reminder, missing-calendar-year: deadlines that nobody is reminded of, or nobody can count.

Deadlines are working days as the State Council arranges them; a year that no calendar pack has
leaves them open, so it is said before the year begins. It is a note: the arrangement of a year is
published in the last weeks of the one before, and until then no author can write it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from engine.calendar import Calendar
from engine.lint.subject import LintedPlan, problem
from engine.packs.model import Plan
from engine.packs.province import Province
from engine.problems import Problem
from engine.workflow.model import ReviewNode, Workflow

LATE = "late-reminder"
MISSING = "missing-calendar-year"


def check_plan(subject: LintedPlan) -> Iterator[Problem]:
    """The chain of each standard, which the plan may have changed."""
    for standard in subject.plan.standards:
        yield from _check(standard.workflow)


def check_provinces(provinces: Iterable[Province]) -> Iterator[Problem]:
    """The chain of each province, even before it has a plan."""
    for province in provinces:
        yield from _check(province.workflow)


def _check(workflow: Workflow) -> Iterator[Problem]:
    for node in workflow.nodes:
        if node.days and node.remind_before >= node.days:
            yield problem(
                LATE,
                node,
                "remind_before",
                f"“{node.name}”只有 {node.days} 个工作日，"
                f"提前 {node.remind_before} 天提醒时还没有送到",
                hint="remind_before 应当小于 days",
                severity="warning",
            )


def check_calendar(subjects: Iterable[LintedPlan], calendar: Calendar) -> Iterator[Problem]:
    """Plans with deadlines in years that no pack arranges."""
    for subject in subjects:
        plan = subject.plan
        missing = calendar.missing_years(*_span(plan))
        if missing and any(_has_deadline(node) for node in _nodes(plan)):
            years = "、".join(str(year) for year in missing)
            yield problem(
                MISSING,
                plan,
                "window",
                f"审核期限以工作日计，工作日历里没有 {years} 年的放假安排",
                hint="国务院办公厅公布以后，请在 kind: calendar 的规则包里补上这一年",
                severity="note",
            )


def _span(plan: Plan) -> tuple[date, date]:
    return date.fromisoformat(plan.opens), date.fromisoformat(plan.closes)


def _nodes(plan: Plan) -> Iterator[ReviewNode]:
    for standard in plan.standards:
        yield from standard.workflow.nodes


def _has_deadline(node: ReviewNode) -> bool:
    return bool(node.days) or node.publicity is not None
