"""Filing achievements under items so that every count is met, where one could serve several.

The question is a flow: each record sends one unit to an item that accepts it, items pass theirs on
to their category, and minima and maxima bound the flow on the way. Of all assignments the one that
moves the fewest records is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import Literal

from engine.rules.flow import UNBOUNDED, Network

MAX_TRIES = 256
"""Combinations of items to meet that are tried where a flow alone cannot decide."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """A record, the item it is filed under and all items that accept it."""

    record: str
    item: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemBounds:
    """How many records an item must and may hold, and how many make it count as met."""

    id: str
    min: int = 0
    max: int | None = None
    enough: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryBounds:
    """How many records its items must and may hold together, or how many must be met."""

    items: tuple[ItemBounds, ...]
    min: int = 0
    max: int | None = None
    count: Literal["records", "items"] = "records"


Met = Mapping[str, bool]
"""For items that a flow alone cannot decide about: whether they are to be met."""


def find_assignment(
    filings: Sequence[Filing], categories: Sequence[CategoryBounds]
) -> dict[str, str] | None:
    """The records to file under another item, by record, so that all bounds hold.

    Empty if they hold already; None if no assignment exists. A record that no item accepts is left
    where it is and counts nowhere. Moves as few records as possible. Where items need several
    records to be met, at most 256 combinations of them are tried.
    """
    placed = [filing for filing in filings if filing.options]
    if _holds(placed, categories):
        return {}
    best: dict[str, str] | None = None
    for met in islice(_choices(categories), MAX_TRIES):
        changes = _flow(placed, categories, met)
        if changes is not None and (best is None or len(changes) < len(best)):
            best = changes
    return best


def _holds(filings: Sequence[Filing], categories: Sequence[CategoryBounds]) -> bool:
    """Whether the bounds hold as things are filed."""
    counts: dict[str, int] = {}
    for filing in filings:
        if filing.item not in filing.options:
            return False
        counts[filing.item] = counts.get(filing.item, 0) + 1
    return all(_category_holds(category, counts) for category in categories)


def _category_holds(category: CategoryBounds, counts: Mapping[str, int]) -> bool:
    held = {item.id: counts.get(item.id, 0) for item in category.items}
    for item in category.items:
        if not item.min <= held[item.id] <= _upper(item.max):
            return False
    if category.count == "records":
        total = sum(held.values())
    else:
        total = sum(held[item.id] >= item.enough for item in category.items)
    return category.min <= total <= _upper(category.max)


def _choices(categories: Sequence[CategoryBounds]) -> Iterator[Met]:
    """Every way to meet items that need several records or whose number is limited.

    An item that is met by one record needs no choice: of its flow one unit is counted.
    """
    undecided = [
        item.id
        for category in categories
        if category.count == "items"
        for item in category.items
        if item.enough > 1 or category.max is not None
    ]
    for answers in product((True, False), repeat=len(undecided)):
        yield dict(zip(undecided, answers, strict=True))


def _flow(
    filings: Sequence[Filing], categories: Sequence[CategoryBounds], met: Met
) -> dict[str, str] | None:
    """The moves of the cheapest flow, or None if there is none."""
    network = Network()
    nodes: dict[str, int] = {}
    for category in categories:
        if not _add_category(network, category, met, nodes):
            return None
    routes: list[tuple[list[str], dict[str, int], str]] = []
    for (filed, options), records in _alike(filings).items():
        group = network.node()
        network.edge(network.source, group, len(records), len(records))
        edges = {
            item: network.edge(group, nodes[item], 0, len(records), int(item != filed))
            for item in options
            if item in nodes
        }
        routes.append((records, edges, filed))
    if not network.solve():
        return None
    changes: dict[str, str] = {}
    for records, edges, filed in routes:
        changes.update(_moves(records, {k: network.flow(e) for k, e in edges.items()}, filed))
    return changes


def _alike(filings: Sequence[Filing]) -> dict[tuple[str, tuple[str, ...]], list[str]]:
    """Records filed under the same item and accepted by the same ones: a flow cannot tell them."""
    groups: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for filing in filings:
        key = (filing.item, tuple(sorted(filing.options)))
        groups.setdefault(key, []).append(filing.record)
    return groups


def _moves(records: list[str], shares: Mapping[str, int], filed: str) -> Iterator[tuple[str, str]]:
    """The first records filed stay, the last ones move."""
    moving = iter(records[shares.get(filed, 0) :])
    for item, share in shares.items():
        if item != filed:
            for record in islice(moving, share):
                yield record, item


def _add_category(
    network: Network, category: CategoryBounds, met: Met, nodes: dict[str, int]
) -> bool:
    """The nodes and edges of a category; False if its bounds contradict each other."""
    by_items = category.count == "items"
    decided = sum(met[item.id] for item in category.items if item.id in met) if by_items else 0
    if by_items and decided > _upper(category.max):
        return False
    total = network.node()
    low = max(category.min - decided, 0)
    high = _upper(None if by_items else category.max)
    if low > high:
        return False
    network.edge(total, network.sink, low, high)
    for item in category.items:
        least, most = _item_bounds(item, category, met)
        if least > most:
            return False
        nodes[item.id] = inside = network.node()
        if not by_items:
            network.edge(inside, total, least, most)
            continue
        outside = network.node()
        network.edge(inside, outside, least, most)
        network.edge(outside, network.sink, 0, UNBOUNDED)
        if item.id not in met:
            network.edge(outside, total, 0, 1)
    return True


def _item_bounds(item: ItemBounds, category: CategoryBounds, met: Met) -> tuple[int, int]:
    """An item's bounds, given whether it is to be met."""
    least, most = item.min, _upper(item.max)
    if category.count == "items" and item.id in met:
        if met[item.id]:
            least = max(least, item.enough)
        elif category.max is not None:
            most = min(most, item.enough - 1)
    return least, most


def _upper(limit: int | None) -> int:
    return UNBOUNDED if limit is None else limit
