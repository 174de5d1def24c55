"""min-over-items: a category asks for more than its items can give together."""

from __future__ import annotations

from collections.abc import Iterator

from engine.lint.subject import LintedPlan, problem
from engine.packs.model import Category, Item
from engine.problems import Problem

CODE = "min-over-items"


def check_plan(subject: LintedPlan) -> Iterator[Problem]:
    """Compare each category's least with the most that its items allow."""
    for standard in subject.plan.standards:
        for category in standard.categories:
            most = _most(category)
            least = category.min.value if category.min else None
            if least is not None and most is not None and least > most:
                unit = "个项目" if category.count == "items" else "项记录"
                yield problem(
                    CODE,
                    category,
                    "min",
                    f"要求至少 {least:g} 项，但各项目合计最多只能提供 {most:g} {unit}",
                    hint="请改小 min，增加项目，或放宽项目的 max",
                )


def _most(category: Category) -> float | None:
    """The largest count that the items allow; None = no limit."""
    if category.count == "items":
        return sum(1 for item in category.items if _limit(item) != 0)
    limits = [_limit(item) for item in category.items]
    return None if None in limits else sum(limit or 0 for limit in limits)


def _limit(item: Item) -> float | None:
    """The item's largest number of records over all its cases; None = no limit."""
    if item.max is None:
        return None
    values = [value for _, value in item.max.cases]
    if item.max.value is None:
        return None
    return max([item.max.value, *values])
