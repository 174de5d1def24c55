"""unreachable-section: something to be filled in that stands on no page."""

from __future__ import annotations

from collections.abc import Iterator

from engine.lint.subject import LintedPlan, problem
from engine.problems import Problem

CODE = "unreachable-section"


def check_plan(subject: LintedPlan) -> Iterator[Problem]:
    """Sections and categories that no page of the navigation shows."""
    for standard in subject.plan.standards:
        shown = {name for page in standard.pages for name in (*page.sections, *page.categories)}
        for declared in (*standard.sections, *standard.categories):
            if declared.id not in shown and not getattr(declared, "fixed", False):
                yield problem(
                    CODE,
                    declared,
                    "",
                    f"“{declared.name}”没有放在任何页面上，申报人无法填写",
                    hint="请在 pages 的某一页中加入它的编号",
                )
