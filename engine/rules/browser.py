"""Typed trees as JSON for the browser, where `web/static/js/expression.js` runs them without eval.

A node is `[word, part, …]`; only what a condition needs is sent: of a code table the attribute in
question for the codes that may occur.
"""

from __future__ import annotations

from typing import Any

from engine.rules.expression import Expression
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

Json = Any
"""Lists, texts, numbers, true, false and null."""


def to_browser(expression: Expression) -> Json:
    """The JSON tree of an expression, for `compile(tree)` of `expression.js`."""
    return tree_to_browser(expression.tree)


def tree_to_browser(tree: Tree) -> Json:
    """The JSON form of one node with its parts."""
    match tree:
        case Constant(value=value):
            return ["value", value]
        case Answer(path=path, of_row=of_row):
            return ["row" if of_row else "get", *path]
        case RangeEnd(of=of, key=key):
            return ["end", tree_to_browser(of), key]
        case FirstDay(of=of):
            return ["month", tree_to_browser(of)]
        case Lookup(of=of, values=values):
            choices = of.type.choices
            known = {k: v for k, v in values.items() if choices is None or k in choices}
            return ["lookup", tree_to_browser(of), known]
        case IsTrue(of=of):
            return ["true", tree_to_browser(of)]
        case Not(of=of):
            return ["not", tree_to_browser(of)]
        case AllOf(terms=terms):
            return ["and", *map(tree_to_browser, terms)]
        case AnyOf(terms=terms):
            return ["or", *map(tree_to_browser, terms)]
        case Compare(operator, left, right, rough):
            word = f"~{operator}" if rough else operator
            return [word, tree_to_browser(left), tree_to_browser(right)]
        case OneOf(of=of, values=members):
            return ["in", tree_to_browser(of), list(members)]
        case Contains(many=many, of=of):
            return ["has", tree_to_browser(many), tree_to_browser(of)]
        case Calculation(operator, left, right):
            return [operator, tree_to_browser(left), tree_to_browser(right)]
        case Shift(of, months, days):
            return ["shift", tree_to_browser(of), months, days]
        case Call(function, arguments):
            return [function, *map(tree_to_browser, arguments)]
        case Aggregate(function, rows_of, value, where):
            parts = (None if part is None else tree_to_browser(part) for part in (value, where))
            return [function, rows_of, *parts]
