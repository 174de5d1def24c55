"""unsatisfiable-category: a category that no application can satisfy, whatever it contains.

Its items demand more than the category allows, or it demands records while no item takes any.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.lint.subject import LintedPlan, problem
from engine.packs.model import Category, Item
from engine.problems import Problem

CODE = "unsatisfiable-category"


def check_plan(subject: LintedPlan) -> Iterator[Problem]:
    """Look for categories whose own limits contradict those of their items."""
    for standard in subject.plan.standards:
        for category in standard.categories:
            yield from _contradictions(category)


def _contradictions(category: Category) -> Iterator[Problem]:
    always_asked = [item for item in category.items if item.when is None]
    demanded = sum(_demand(item, category) for item in always_asked)
    most = category.max.value if category.max and not category.max.cases else None
    if most is not None and demanded > most:
        yield problem(
            CODE,
            category,
            "max",
            f"各项目的最少数合计 {demanded:g} 项，超过本类别的上限 {most:g} 项，永远无法满足",
            hint="请改大本类别的 max，或改小项目的 min",
        )
    for item in category.items:
        if _demand(item, category) > 0 and not item.accepts:
            yield problem(
                CODE,
                item,
                "accepts",
                f"“{item.name}”要求有记录，但没有接受任何业绩类型，永远无法满足",
                hint="请在 accepts 中写明接受的业绩类型",
            )


def _demand(item: Item, category: Category) -> float:
    least = item.min.value if item.min and not item.min.cases else None
    if not least:
        return 0
    return 1 if category.count == "items" else least
