"""Conditions that are always true or always false, which an author cannot have meant.

What a condition compares with constants takes one value of every kind that makes a difference
(each choice, the numbers and days around each constant, empty); everything else is free to be true
or false. If the condition comes out the same for every combination, it is constant.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from itertools import pairwise, product
from math import prod
from typing import Any

from engine.rules import dates
from engine.rules.browser import tree_to_browser
from engine.rules.evaluate import compile_tree
from engine.rules.expression import Expression
from engine.rules.tree import (
    Aggregate,
    AllOf,
    Answer,
    AnyOf,
    Call,
    Compare,
    Constant,
    FirstDay,
    IsTrue,
    Not,
    OneOf,
    RangeEnd,
    Scalar,
    Tree,
    children,
)

MAX_COMBINATIONS = 20_000
MAX_CHOICES = 200
_NEVER_EMPTY = frozenset({"application", "plan", "files", "kind", "item", "category"})
_OTHER = "\0"
"""A text that no author compares with."""

Assignment = Sequence[Any]
Holds = Callable[[Assignment], bool]


def always(expression: Expression) -> bool | None:
    """True or False if a condition comes out so for every application, else None.

    Finds contradictions such as `mode == 'a' and mode == 'b'` and `x >= 5 and x < 3`. What it
    cannot try in 20,000 combinations counts as not constant.
    """
    if expression.type != "boolean":
        return None
    trial = _Trial()
    holds = trial.holds(expression.tree)
    domains = [atom.domain() for atom in trial.atoms]
    if prod(map(len, domains)) > MAX_COMBINATIONS:
        return None
    results: set[bool] = set()
    for assignment in product(*domains):
        results.add(holds(assignment))
        if len(results) == 2:
            return None
    return results.pop()


class _Atom:
    """A part that is not looked into, with the constants it is compared with."""

    def __init__(self, tree: Tree, index: int, *, free: bool) -> None:
        self.tree = tree
        self.index = index
        self.compared: set[Scalar] = set()
        self._free = free

    def domain(self) -> list[Scalar]:
        """One value of every kind that makes a difference."""
        if self._free:
            return [True, False]
        found = self._values()
        return found if self._is_filled() else [*found, None]

    def _values(self) -> list[Scalar]:
        compared = [value for value in self.compared if value is not None]
        kind = self.tree.type
        if kind.type == "boolean":
            return [True, False]
        if kind.type == "number":
            return self._numbers(sorted(v for v in compared if isinstance(v, int | float)))
        if kind.type == "date":
            days = {str(day) for day in compared}
            near = {dates.shift(day, 0, step) for day in days for step in (-1, 1)}
            return [*sorted(days | {day for day in near if day})] or ["2000-01-01"]
        if kind.choices is not None and len(kind.choices) <= MAX_CHOICES:
            others = [value for value in compared if kind.open and value not in kind.choices]
            return [*kind.choices, *others]
        return [*compared, _OTHER]

    def _numbers(self, compared: list[float]) -> list[Scalar]:
        between = [(low + high) / 2 for low, high in pairwise(compared)]
        points = {near for c in compared for near in (c - 1, c, c + 1)} | set(between) or {0}
        if _is_counted(self.tree):
            points = {point for point in points if point >= 0 and point == int(point)} or {0}
        return [*sorted(points)]

    def _is_filled(self) -> bool:
        tree = self.tree
        if isinstance(tree, FirstDay | RangeEnd):
            tree = tree.of
        return _is_counted(tree) or (isinstance(tree, Answer) and tree.path[0] in _NEVER_EMPTY)


class _Trial:
    """Turns a tree into a function of the values of its atoms."""

    def __init__(self) -> None:
        self.atoms: list[_Atom] = []
        self._known: dict[str, _Atom] = {}

    def holds(self, tree: Tree) -> Holds:
        """Whether a condition holds, as a function of an assignment to `atoms`."""
        if not _reads(tree):
            fixed = bool(compile_tree(tree)({}, {}))
            return lambda assignment: fixed
        match tree:
            case AllOf(terms=terms):
                parts = tuple(map(self.holds, terms))
                return lambda assignment: all(part(assignment) for part in parts)
            case AnyOf(terms=terms):
                parts = tuple(map(self.holds, terms))
                return lambda assignment: any(part(assignment) for part in parts)
            case Not(of=of):
                denied = self.holds(of)
                return lambda assignment: not denied(assignment)
            case IsTrue(of=of):
                flag = self._atom(of).index
                return lambda assignment: assignment[flag] is True
            case OneOf(of=of, values=members):
                member = self._atom(of, *members).index
                return lambda assignment: assignment[member] in members
            case Compare(left=left, right=Constant(value=value)):
                return self._compared(tree, left, value, swapped=False)
            case Compare(left=Constant(value=value), right=right):
                return self._compared(tree, right, value, swapped=True)
            case Answer():
                flag = self._atom(tree).index
                return lambda assignment: assignment[flag] is True
        free = self._atom(tree, free=True).index
        return lambda assignment: bool(assignment[free])

    def _compared(self, tree: Compare, of: Tree, value: Scalar, *, swapped: bool) -> Holds:
        index = self._atom(of, value).index
        side = Answer(("tried",), True, of.type)
        fixed = Constant(value, of.type)
        left, right = (fixed, side) if swapped else (side, fixed)
        run = compile_tree(Compare(tree.operator, left, right))
        return lambda assignment: bool(run({}, {"tried": assignment[index]}))

    def _atom(self, tree: Tree, *compared: Scalar, free: bool = False) -> _Atom:
        key = json.dumps([free, tree_to_browser(tree)])
        atom = self._known.get(key)
        if atom is None:
            atom = self._known[key] = _Atom(tree, len(self.atoms), free=free)
            self.atoms.append(atom)
        atom.compared.update(compared)
        return atom


def _reads(tree: Tree) -> bool:
    return isinstance(tree, Answer | Aggregate) or any(map(_reads, children(tree)))


def _is_counted(tree: Tree) -> bool:
    """Whether a number is a whole one from 0 that is never empty."""
    match tree:
        case Aggregate(function="count") | Call(function="len"):
            return True
        case Answer(path=("files", _)):
            return True
    return False
