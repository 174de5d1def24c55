"""An expression after the type check: every name resolved, every node with its type.

Closures, the browser form, constant folding and the working of computed values read this tree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from engine.rules.scope import ValueType
from engine.rules.syntax import ArithmeticOperator

Scalar = str | int | float | bool | None
Order = Literal["==", "!=", "<", "<=", ">", ">="]
Function = Literal[
    "whole_years", "whole_months", "year", "len", "round", "abs", "id_birth_date", "id_gender"
]
AggregateName = Literal["count", "sum", "any", "all", "min", "max", "first"]

BOOLEAN = ValueType("boolean")
NUMBER = ValueType("number")
DATE = ValueType("date")


@dataclass(frozen=True, slots=True)
class Constant:
    """A value written in the expression."""

    value: Scalar
    type: ValueType


@dataclass(frozen=True, slots=True)
class Answer:
    """A stored value: of the row, else of the document by a path of one or two keys."""

    path: tuple[str, ...]
    of_row: bool
    type: ValueType


@dataclass(frozen=True, slots=True)
class RangeEnd:
    """`from` or `to` of a range."""

    of: Tree
    key: str
    type: ValueType


@dataclass(frozen=True, slots=True)
class FirstDay:
    """A month read as its first day."""

    of: Tree
    type: ValueType = DATE


@dataclass(frozen=True, slots=True)
class Lookup:
    """The attribute of a code, e.g. `education.level.rank`."""

    of: Tree
    name: str
    values: Mapping[str, Scalar] = field(repr=False)
    type: ValueType


@dataclass(frozen=True, slots=True)
class IsTrue:
    """A yes/no answer used as a condition: an empty one is no."""

    of: Tree
    type: ValueType = BOOLEAN


@dataclass(frozen=True, slots=True)
class Not:
    """True where `of` is not."""

    of: Tree
    type: ValueType = BOOLEAN


@dataclass(frozen=True, slots=True)
class AllOf:
    """`and` of its terms."""

    terms: tuple[Tree, ...]
    type: ValueType = BOOLEAN


@dataclass(frozen=True, slots=True)
class AnyOf:
    """`or` of its terms."""

    terms: tuple[Tree, ...]
    type: ValueType = BOOLEAN


@dataclass(frozen=True, slots=True)
class Compare:
    """A comparison. Empty equals only empty and has no order.

    `rough`: a side was calculated, so that a difference below 1e-9 is none (0.1 + 0.2 >= 0.3).
    """

    operator: Order
    left: Tree
    right: Tree
    rough: bool = False
    type: ValueType = BOOLEAN


@dataclass(frozen=True, slots=True)
class OneOf:
    """`x in [a, b]`."""

    of: Tree
    values: tuple[Scalar, ...]
    type: ValueType = BOOLEAN


@dataclass(frozen=True, slots=True)
class Contains:
    """`x in field` where the field holds several choices."""

    many: Tree
    of: Tree
    type: ValueType = BOOLEAN


@dataclass(frozen=True, slots=True)
class Calculation:
    """`+ - * /` of numbers; empty if a side is, and where no exact result exists."""

    operator: ArithmeticOperator
    left: Tree
    right: Tree
    type: ValueType = NUMBER


@dataclass(frozen=True, slots=True)
class Shift:
    """A date moved by months and days."""

    of: Tree
    months: int
    days: int
    type: ValueType = DATE


@dataclass(frozen=True, slots=True)
class Call:
    """A function of values; empty if an argument is."""

    function: Function
    arguments: tuple[Tree, ...]
    type: ValueType = NUMBER


@dataclass(frozen=True, slots=True)
class Aggregate:
    """One pass over the rows of a list for which `where` holds."""

    function: AggregateName
    list: str
    value: Tree | None
    where: Tree | None
    type: ValueType


Tree = (
    Constant
    | Answer
    | RangeEnd
    | FirstDay
    | Lookup
    | IsTrue
    | Not
    | AllOf
    | AnyOf
    | Compare
    | OneOf
    | Contains
    | Calculation
    | Shift
    | Call
    | Aggregate
)


def children(tree: Tree) -> tuple[Tree, ...]:
    """The parts of a node, in the order written."""
    match tree:
        case AllOf(terms=terms) | AnyOf(terms=terms):
            return terms
        case Compare(left=left, right=right) | Calculation(left=left, right=right):
            return (left, right)
        case Contains(many=many, of=of):
            return (of, many)
        case Call(arguments=arguments):
            return arguments
        case Aggregate(value=value, where=where):
            return tuple(part for part in (value, where) if part is not None)
        case Constant() | Answer():
            return ()
        case _:
            return (tree.of,)
