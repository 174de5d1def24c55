"""unopened-page: a page that waits for sections which can only be filled in behind it.

A page with `after` opens once those sections are saved and answered; where they stand on the page
itself, or on pages that wait for it, nobody can ever come to it.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.lint.subject import LintedPlan, problem
from engine.packs.model import Page, Standard
from engine.problems import Problem

CODE = "unopened-page"


def check_plan(subject: LintedPlan) -> Iterator[Problem]:
    """Open the pages one after the other, as an applicant would, and report what stays shut."""
    for standard in subject.plan.standards:
        reached = _reached(standard)
        for page in standard.pages:
            missing = [id for id in page.after if id not in reached]
            if missing:
                names = "、".join(f"“{standard.section_of[id].name}”" for id in missing)
                yield problem(
                    CODE,
                    page,
                    "after",
                    f"页面“{page.name}”要先完成{names}，而它不在能先打开的页面上",
                    hint="请把它放到前面的页面，或从 after 里去掉",
                )


def _reached(standard: Standard) -> set[str]:
    """The sections that can be come to; those of the account are there from the beginning."""
    reached = {section.id for section in standard.sections if section.fixed}
    waiting: list[Page] = list(standard.pages)
    while open_now := [page for page in waiting if reached.issuperset(page.after)]:
        reached.update(id for page in open_now for id in page.sections)
        waiting = [page for page in waiting if page not in open_now]
    return reached
