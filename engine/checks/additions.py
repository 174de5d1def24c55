"""The smallest addition that brings a category to its minimum, worded for the applicant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.checks.run import Run
from engine.checks.wording import Wording
from engine.rules.addition import Need, category_addition
from engine.rules.assignment import CategoryBounds, ItemBounds

if TYPE_CHECKING:
    from engine.checks.categories import CategoryCheck


def bounds_of(check: CategoryCheck, run: Run) -> CategoryBounds:
    """The counts that a category asks of this applicant, over its visible items."""
    items = tuple(
        [
            ItemBounds(id=item.id, min=int(low), max=_whole(high), enough=max(int(low), 1))
            for item in check.items
            if item.id in run.filed
            for low, high in [item.bounds(run)]
        ]
    )
    low, high = check.bounds(run) if items else (0, None)
    return CategoryBounds(items=items, min=int(low), max=_whole(high), count=check.category.count)


def addition_fix(check: CategoryCheck, run: Run, short: float, wording: Wording) -> str:
    """What to add where `short` records or items are missing; "" if no addition helps.

    Items that are full are not named, nor those that need more records than others do.
    """
    category = check.category
    needs = category_addition(bounds_of(check, run), run.counts)
    if needs is None:
        return ""
    if category.count == "items":
        return wording("fix-add-items", n=short, names=wording("and").join(_named(check, needs)))
    total = sum([need.amount for need in needs])
    return wording("fix-add", n=total, unit="项", name=category.name)


def _named(check: CategoryCheck, needs: tuple[Need, ...]) -> list[str]:
    """The items to add to, with the number of records where one is not enough."""
    amounts = {id: need.amount for need in needs for id in need.items}
    return [
        f"“{item.item.name}”" + (f"（{amounts[item.id]} 项）" if amounts[item.id] > 1 else "")
        for item in check.items
        if item.id in amounts
    ]


def _whole(number: float | None) -> int | None:
    return None if number is None else int(number)
