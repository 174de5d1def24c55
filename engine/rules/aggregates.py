"""Aggregates of a list as closures: one pass over its rows, no other loops exist in expressions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from engine.rules.nested import rows_of as unfold
from engine.rules.numbers import within_limit
from engine.rules.tree import Aggregate

Values = Mapping[str, Any]
Row = Mapping[str, Any]
Run = Callable[[Values, Row | None], Any]


def compile_aggregate(tree: Aggregate, value: Run | None, where: Run | None) -> Run:
    """The closure of an aggregate, given those of its value and of its condition."""
    rows_of = tree.list
    run = _closure(tree, value, where)
    if "." not in rows_of:
        return run
    return lambda values, row: run({**values, rows_of: unfold(values, rows_of)}, row)


def _closure(tree: Aggregate, value: Run | None, where: Run | None) -> Run:
    rows_of = tree.list
    if tree.function == "count" and value is None:
        return _count(rows_of, where)
    if tree.function == "any":
        return _any(rows_of, where)
    assert value is not None  # the type check lets only count and any go without
    if tree.function == "all":
        return _all(rows_of, value, where)
    if tree.function == "first":
        return _first(rows_of, value, where)
    found = _filled(rows_of, value, where)
    if tree.function == "count":
        return lambda values, row: sum(1 for _ in found(values))
    if tree.function == "sum":
        return lambda values, row: _sum(found(values))
    extreme = min if tree.function == "min" else max
    return lambda values, row: extreme(found(values), default=None)


def _count(rows_of: str, where: Run | None) -> Run:
    if where is None:
        return lambda values, row: len(values.get(rows_of) or ())

    def count(values: Values, row: Row | None) -> int:
        counted = 0
        for member in values.get(rows_of) or ():
            if where(values, member):
                counted += 1
        return counted

    return count


def _any(rows_of: str, where: Run | None) -> Run:
    if where is None:
        return lambda values, row: bool(values.get(rows_of))

    def any_row(values: Values, row: Row | None) -> bool:
        for member in values.get(rows_of) or ():  # noqa: SIM110  # a generator is slower
            if where(values, member):
                return True
        return False

    return any_row


def _all(rows_of: str, holds: Run, where: Run | None) -> Run:
    def all_rows(values: Values, row: Row | None) -> bool:
        for member in values.get(rows_of) or ():
            if (where is None or where(values, member)) and not holds(values, member):
                return False
        return True

    return all_rows


def _first(rows_of: str, value: Run, where: Run | None) -> Run:
    def first(values: Values, row: Row | None) -> Any:
        for member in values.get(rows_of) or ():
            if where is None or where(values, member):
                return value(values, member)
        return None

    return first


def _filled(rows_of: str, value: Run, where: Run | None) -> Callable[[Values], Iterator[Any]]:
    """The values of the rows that count, but for empty ones."""

    def filled(values: Values) -> Iterator[Any]:
        for member in values.get(rows_of) or ():
            if where is None or where(values, member):
                found = value(values, member)
                if found is not None:
                    yield found

    return filled


def _sum(numbers: Iterator[float]) -> float | None:
    # plain addition in order, as a browser does it: sum() of newer Pythons compensates
    total: float = 0
    for number in numbers:
        total += number
    return within_limit(total)
