"""Typed trees into Python closures, compiled once per plan and called per application.

A closure is called with the values of a document and, in conditions about rows, one row. It trusts
the type of every value, since the field checks come first, and never raises for such values.
The browser runs the same tree (`web/static/js/expression.js`); a test holds the two together.
"""

from __future__ import annotations

import operator as operators
from collections.abc import Callable, Mapping
from typing import Any

from engine.rules import dates
from engine.rules.aggregates import compile_aggregate
from engine.rules.functions import FUNCTIONS
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
        case OneOf():
            return _one_of(tree)
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
        return lambda values, row: row.get(first)  # type: ignore[union-attr]  # has a row
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
    if len(terms) == 3:
        one, two, three = terms
        return lambda values, row: one(values, row) and two(values, row) and three(values, row)
    first, *others = terms

    def all_of(values: Values, row: Row | None) -> bool:
        if not first(values, row):
            return False
        for term in others:  # noqa: SIM110  # a generator costs three times as much
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


def _row_field(tree: Tree) -> str | None:
    """The field of a row that `tree` is: conditions about it skip a call, as they run per row."""
    return tree.path[0] if isinstance(tree, Answer) and tree.of_row else None


def _one_of(tree: OneOf) -> Run:
    legal = frozenset(tree.values)
    if (name := _row_field(tree.of)) is not None:
        return lambda values, row: row.get(name) in legal  # type: ignore[union-attr]  # has a row
    member = compile_tree(tree.of)
    return lambda values, row: member(values, row) in legal


def _compare(tree: Compare) -> Run:
    left, right = compile_tree(tree.left), compile_tree(tree.right)
    if tree.rough:
        return _rough(tree.operator, left, right)
    constant = tree.right if isinstance(tree.right, Constant) else None
    if tree.operator in ("==", "!="):
        denied = tree.operator == "!="
        if constant is None:
            return _equal(left, right, denied=denied)
        return _equals(tree.left, constant.value, denied=denied)
    order = _ORDER[tree.operator]
    if constant is not None:
        limit = constant.value
        return lambda values, row: (a := left(values, row)) is not None and order(a, limit)

    def compare(values: Values, row: Row | None) -> bool:
        a, b = left(values, row), right(values, row)
        return a is not None and b is not None and order(a, b)

    return compare


def _equal(left: Run, right: Run, *, denied: bool) -> Run:
    if denied:
        return lambda values, row: left(values, row) != right(values, row)
    return lambda values, row: left(values, row) == right(values, row)


def _equals(of: Tree, value: Any, *, denied: bool) -> Run:
    """Comparison with a constant, by far the most frequent."""
    name, left = _row_field(of), compile_tree(of)
    if denied:
        return lambda values, row: left(values, row) != value
    if name is not None:
        return lambda values, row: row.get(name) == value  # type: ignore[union-attr]  # has a row
    return lambda values, row: left(values, row) == value


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
    signature = FUNCTIONS[tree.function]
    function, of_empty = signature.apply, signature.of_empty
    arguments = tuple(map(compile_tree, tree.arguments))
    if len(arguments) == 1:
        (argument,) = arguments
        return lambda values, row: (
            of_empty if (found := argument(values, row)) is None else function(found)
        )
    first, second = arguments

    def call(values: Values, row: Row | None) -> Any:
        a, b = first(values, row), second(values, row)
        return of_empty if a is None or b is None else function(a, b)

    return call
