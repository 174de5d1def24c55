"""Typed trees into Python closures, compiled once per plan and called per application.

A closure is called with the values of a document and, in conditions about rows, one row. It trusts
the type of every value, since the field checks come first, and never raises for such values.
The browser runs the same tree (`web/static/js/expression.js`); a test holds the two together.
"""

from __future__ import annotations

import operator as operators
from collections.abc import Callable, Mapping
from math import floor
from typing import Any

from engine.rules import dates, identity
from engine.rules.aggregates import compile_aggregate
from engine.rules.numbers import TOLERANCE, within_limit
from engine.rules.tree import (
    Aggregate,
    AllOf,
    Answer,
    AnyOf,
    Calculation,
    Call,
    Compare,
    Constant,
    Contains,
    FirstDay,
    IsTrue,
    Lookup,
    Not,
    OneOf,
    RangeEnd,
    Shift,
    Tree,
)

Values = Mapping[str, Any]
Row = Mapping[str, Any]
Run = Callable[[Values, Row | None], Any]

_ORDER: Mapping[str, Callable[[Any, Any], bool]] = {
    "<": operators.lt,
    "<=": operators.le,
    ">": operators.gt,
    ">=": operators.ge,
}
_ROUGH: Mapping[str, Callable[[float], bool]] = {
    "==": lambda difference: abs(difference) <= TOLERANCE,
    "!=": lambda difference: abs(difference) > TOLERANCE,
    "<": lambda difference: difference < -TOLERANCE,
    "<=": lambda difference: difference <= TOLERANCE,
    ">": lambda difference: difference > TOLERANCE,
    ">=": lambda difference: difference >= -TOLERANCE,
}
_CALCULATE: Mapping[str, Callable[[float, float], float | None]] = {
    "+": operators.add,
    "-": operators.sub,
    "*": operators.mul,
    "/": lambda left, right: left / right if right else None,
}


def compile_tree(tree: Tree) -> Run:
    """The closure that evaluates `tree`; conditions give True or False, values may give None."""
    match tree:
        case Constant(value=value):
            return lambda values, row: value
        case Answer():
            return _answer(tree)
        case RangeEnd(of=of, key=key):
            whole = compile_tree(of)
            return lambda values, row: found.get(key) if (found := whole(values, row)) else None
        case FirstDay(of=of):
            month = compile_tree(of)
            return lambda values, row: (
                dates.first_day(found) if (found := month(values, row)) else None
            )
        case Lookup(of=of, values=table):
            code, attribute = compile_tree(of), table.get
            return lambda values, row: attribute(code(values, row))
        case IsTrue(of=of):
            flag = compile_tree(of)
            return lambda values, row: flag(values, row) is True
        case Not(of=of):
            denied = compile_tree(of)
            return lambda values, row: not denied(values, row)
        case AllOf(terms=terms):
            return _all_of(tuple(map(compile_tree, terms)))
        case AnyOf(terms=terms):
            return _any_of(tuple(map(compile_tree, terms)))
        case Compare():
            return _compare(tree)
        case OneOf(of=of, values=members):
            member, legal = compile_tree(of), frozenset(members)
            return lambda values, row: member(values, row) in legal
        case Contains(many=many, of=of):
            chosen, choice = compile_tree(many), compile_tree(of)
            return lambda values, row: choice(values, row) in (chosen(values, row) or ())
        case Calculation():
            return _calculation(tree)
        case Shift(of=of, months=months, days=days):
            day = compile_tree(of)
            return lambda values, row: (
                dates.shift(found, months, days) if (found := day(values, row)) else None
            )
        case Call():
            return _call(tree)
        case Aggregate(value=value, where=where):
            return compile_aggregate(
                tree,
                None if value is None else compile_tree(value),
                None if where is None else compile_tree(where),
            )


def _answer(tree: Answer) -> Run:
    first = tree.path[0]
    if tree.of_row:
        return lambda values, row: row.get(first)  # type: ignore[union-attr]  # rows have a row
    if len(tree.path) == 1:
        return lambda values, row: values.get(first)
    second = tree.path[1]

    def answer(values: Values, row: Row | None) -> Any:
        section = values.get(first)
        return section.get(second) if section else None

    return answer


def _all_of(terms: tuple[Run, ...]) -> Run:
    if len(terms) == 2:
        one, two = terms
        return lambda values, row: one(values, row) and two(values, row)

    def all_of(values: Values, row: Row | None) -> bool:
        for term in terms:  # noqa: SIM110  # a generator costs three times as much
            if not term(values, row):
                return False
        return True

    return all_of


def _any_of(terms: tuple[Run, ...]) -> Run:
    if len(terms) == 2:
        one, two = terms
        return lambda values, row: one(values, row) or two(values, row)

    def any_of(values: Values, row: Row | None) -> bool:
        for term in terms:  # noqa: SIM110  # a generator costs three times as much
            if term(values, row):
                return True
        return False

    return any_of


def _compare(tree: Compare) -> Run:
    left, right = compile_tree(tree.left), compile_tree(tree.right)
    if tree.rough:
        return _rough(tree.operator, left, right)
    constant = tree.right if isinstance(tree.right, Constant) else None
    if tree.operator in ("==", "!="):
        return _equal(left, right, constant, denied=tree.operator == "!=")
    order = _ORDER[tree.operator]
    if constant is not None:
        limit = constant.value
        return lambda values, row: (a := left(values, row)) is not None and order(a, limit)

    def compare(values: Values, row: Row | None) -> bool:
        a, b = left(values, row), right(values, row)
        return a is not None and b is not None and order(a, b)

    return compare


def _equal(left: Run, right: Run, constant: Constant | None, *, denied: bool) -> Run:
    if constant is not None:
        value = constant.value
        if denied:
            return lambda values, row: left(values, row) != value
        return lambda values, row: left(values, row) == value
    if denied:
        return lambda values, row: left(values, row) != right(values, row)
    return lambda values, row: left(values, row) == right(values, row)


def _rough(operator: str, left: Run, right: Run) -> Run:
    holds = _ROUGH[operator]

    def rough(values: Values, row: Row | None) -> bool:
        a, b = left(values, row), right(values, row)
        if a is None or b is None:
            return (operator == "==" and a is b) or (operator == "!=" and a is not b)
        return holds(a - b)

    return rough


def _calculation(tree: Calculation) -> Run:
    left, right = compile_tree(tree.left), compile_tree(tree.right)
    calculate = _CALCULATE[tree.operator]

    def calculation(values: Values, row: Row | None) -> float | None:
        a, b = left(values, row), right(values, row)
        return None if a is None or b is None else within_limit(calculate(a, b))

    return calculation


def _call(tree: Call) -> Run:
    arguments = tuple(map(compile_tree, tree.arguments))
    if len(arguments) == 1:
        (argument,) = arguments
        if tree.function == "len":
            return lambda values, row: len(argument(values, row) or ())
        function = _ONE_ARGUMENT[tree.function]
        return lambda values, row: (
            None if (found := argument(values, row)) is None else function(found)
        )
    from_day, to_day = arguments
    span = dates.whole_years if tree.function == "whole_years" else dates.whole_months

    def between(values: Values, row: Row | None) -> int | None:
        a, b = from_day(values, row), to_day(values, row)
        return None if a is None or b is None else span(a, b)

    return between


def _round(number: float) -> int:
    """To the nearest whole number, halves away from zero (四舍五入)."""
    size = floor(abs(number) + 0.5)
    return size if number >= 0 else -size


_ONE_ARGUMENT: Mapping[str, Callable[[Any], Any]] = {
    "year": lambda day: int(day[:4]),
    "round": _round,
    "abs": abs,
    "id_birth_date": identity.birth_date,
    "id_gender": identity.gender,
}
