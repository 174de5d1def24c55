"""The smallest addition that makes a count pass: how many more records, and of what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from engine.packs.model import Count
from engine.rules.assignment import CategoryBounds, ItemBounds

_DUST = 1e-9


@dataclass(frozen=True, slots=True)
class Need:
    """`amount` more records under any of `items`; with several items the choice is free."""

    amount: int
    items: tuple[str, ...]


def category_addition(
    category: CategoryBounds, counts: Mapping[str, int]
) -> tuple[Need, ...] | None:
    """The fewest records to add so that a category and its items reach their minima.

    `counts` are the records under each item. Empty if nothing is missing; None where adding cannot
    help, since a maximum is passed or stands in the way.
    """
    if any(counts.get(item.id, 0) > _room(item) for item in category.items):
        return None
    needs = [
        Need(item.min - counts.get(item.id, 0), (item.id,))
        for item in category.items
        if counts.get(item.id, 0) < item.min
    ]
    after = {item.id: max(counts.get(item.id, 0), item.min) for item in category.items}
    more = _more_items if category.count == "items" else _more_records
    missing = more(category, after)
    return None if missing is None else (*needs, *missing)


def count_addition(count: Count, value: float, minimum: float) -> int | None:
    """How many more records, of those that add most, bring a count to its minimum.

    None if no number of records is sure to: where a field is added up, or with `best`.
    """
    short = minimum - value
    if short <= _DUST:
        return 0
    if count.sum or count.best is not None:
        return None
    largest = 1.0
    if count.weights is not None:
        largest = max([*count.weights.values.values(), count.weights.otherwise])
    return ceil(short / largest - _DUST) if largest > 0 else None


def _more_records(category: CategoryBounds, after: Mapping[str, int]) -> list[Need] | None:
    total = sum(after.values())
    if category.max is not None and total > category.max:
        return None
    short = category.min - total
    if short <= 0:
        return []
    with_room = tuple(item.id for item in category.items if after[item.id] < _room(item))
    room = sum(min(_room(item) - after[item.id], short) for item in category.items)
    return [Need(short, with_room)] if room >= short else None


def _more_items(category: CategoryBounds, after: Mapping[str, int]) -> list[Need] | None:
    met = sum(after[item.id] >= item.enough for item in category.items)
    if category.max is not None and met > category.max:
        return None
    open_items = sorted(
        (
            (item.enough - after[item.id], item.id)
            for item in category.items
            if after[item.id] < item.enough <= _room(item)
        ),
        key=lambda part: part[0],
    )
    short = category.min - met
    if short > len(open_items):
        return None
    return _cheapest(open_items, short)


def _cheapest(open_items: Sequence[tuple[int, str]], short: int) -> list[Need]:
    """`short` items to meet, those that need fewest records first; equals are offered together."""
    return [
        Need(amount, tuple(id for cost, id in open_items if cost == amount))
        for amount, _ in open_items[:short]
    ]


def _room(item: ItemBounds) -> int:
    return item.max if item.max is not None else 1 << 30
