"""Of the records that fit a count, which ones add to it and how much.

The steps, in this order: amount (sum, weights) · highest of one achievement · distinct · best n.
Every step hands what it leaves out to `leave_out`, if anyone asks: wording it takes time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from engine.packs.model import Count, Highest
from engine.rules.labels import RowLabels
from engine.rules.numbers import write_number
from engine.rules.tally import ExclusionCode
from engine.rules.windows import day_of

Row = Mapping[str, Any]
Amounts = list[tuple[Row, float]]
LeaveOut = Callable[[Row, ExclusionCode, str], None]
Dated = Callable[[Row], Any]


def contribute(
    count: Count, rows: Sequence[Row], dated: Dated, labels: RowLabels, leave_out: LeaveOut | None
) -> Amounts:
    """The rows that add to `count` with their amounts, in the order given.

    `dated` gives the date of a row, `labels` word what is left out.
    """
    amounts = _amounts(count, rows, labels, leave_out)
    if count.highest is not None:
        amounts = _highest(count.highest, amounts, labels, leave_out)
    if count.distinct:
        amounts = _distinct(count.distinct, amounts, labels, leave_out)
    if count.best is not None:
        amounts = _best(count, count.best, amounts, dated, leave_out)
    return amounts


def year_of(day: object) -> int | None:
    """The calendar year of a date, a month or a range (of its end)."""
    found = day_of(day)
    return int(found[:4]) if found else None


def _amounts(
    count: Count, rows: Sequence[Row], labels: RowLabels, leave_out: LeaveOut | None
) -> Amounts:
    amounts: Amounts = []
    for row in rows:
        amount: float = 1
        if count.sum:
            found = row.get(count.sum)
            if found is None:
                if leave_out:
                    leave_out(row, "without-value", f"未填写{labels.name(row, count.sum)}")
                continue
            amount = found
        if count.weights is not None:
            value = row.get(count.weights.by)
            weight = count.weights.values.get(str(value), count.weights.otherwise)
            if not weight and leave_out:
                named = labels.named_value(row, count.weights.by)
                leave_out(row, "weighs-nothing", f"{named} 不计数")
            if not weight:
                continue
            amount *= weight
        amounts.append((row, amount))
    return amounts


def _highest(
    highest: Highest, amounts: Amounts, labels: RowLabels, leave_out: LeaveOut | None
) -> Amounts:
    """Of rows with the same `of`, the one whose `by` comes first in the order."""

    def place(row: Row) -> int:
        value = row.get(highest.by)
        return highest.order.index(value) if value in highest.order else len(highest.order)

    top: dict[object, Row] = {}
    for row, _ in amounts:
        key = _same(row.get(highest.of))
        if key is not None and (key not in top or place(row) < place(top[key])):
            top[key] = row
    kept: Amounts = []
    for row, amount in amounts:
        best = top.get(_same(row.get(highest.of)), row)
        if best is row:
            kept.append((row, amount))
        elif leave_out:
            shared, level = labels.name(row, highest.of), labels.value(best, highest.by)
            text = f"与另一条的{shared}相同，只计最高的一项（{level or '未填写'}）"
            leave_out(row, "lower-award", text)
    return kept


def _distinct(
    field: str, amounts: Amounts, labels: RowLabels, leave_out: LeaveOut | None
) -> Amounts:
    """One row for every value of the field: the one that adds most."""
    keys = [_same(row.get(field)) for row, _ in amounts]
    largest: dict[object, int] = {}
    for index, key in enumerate(keys):
        if key not in largest or amounts[index][1] > amounts[largest[key]][1]:
            largest[key] = index
    kept: Amounts = []
    for index, (key, pair) in enumerate(zip(keys, amounts, strict=True)):
        if key is not None and largest[key] == index:
            kept.append(pair)
        elif leave_out:
            name = labels.name(pair[0], field)
            if key is None:
                leave_out(pair[0], "without-value", f"未填写{name}")
            else:
                leave_out(pair[0], "duplicate", f"{name} 与另一条相同，不重复计数")
    return kept


def _best(
    count: Count, limit: int, amounts: Amounts, dated: Dated, leave_out: LeaveOut | None
) -> Amounts:
    """The `limit` largest (of each year if the count is per year); of equals the first filed."""
    by_size = sorted(range(len(amounts)), key=lambda index: -amounts[index][1])
    taken: dict[object, int] = {}
    kept: set[int] = set()
    for index in by_size:
        group = year_of(dated(amounts[index][0])) if count.per else None
        taken[group] = taken.get(group, 0) + 1
        if taken[group] <= limit:
            kept.add(index)
    each = "每年" if count.per else ""
    for index, (row, amount) in enumerate(amounts):
        if leave_out and index not in kept:
            worth = f"，此项为 {write_number(amount)}" if count.sum or count.weights else ""
            leave_out(row, "beyond-best", f"{each}只计最多的 {limit} 项{worth}")
    return [amounts[index] for index in sorted(kept)]


def _same(value: object) -> object:
    """What makes two values the same: texts without spaces and regardless of case."""
    if type(value) is str:
        return "".join(value.casefold().split()) or None
    return None if isinstance(value, list | dict) else value
