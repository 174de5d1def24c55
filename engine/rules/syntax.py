"""An expression as it was written: what the parser and the condition maps build."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from engine.rules.error import Place

LogicOperator = Literal["and", "or"]
CompareOperator = Literal["==", "!=", "<", "<=", ">", ">=", "in", "not in"]
ArithmeticOperator = Literal["+", "-", "*", "/"]


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time such as `18m`; months and days are never mixed."""

    months: int
    days: int


@dataclass(frozen=True, slots=True)
class LiteralSyntax:
    """A number, a text, true, false, null or a duration."""

    value: str | int | float | bool | Duration | None
    at: Place


@dataclass(frozen=True, slots=True)
class NameSyntax:
    """A dotted name."""

    path: tuple[str, ...]
    at: Place


@dataclass(frozen=True, slots=True)
class ListSyntax:
    """A list of values in brackets."""

    items: tuple[Syntax, ...]
    at: Place


@dataclass(frozen=True, slots=True)
class NotSyntax:
    """`not x`."""

    operand: Syntax
    at: Place


@dataclass(frozen=True, slots=True)
class LogicSyntax:
    """`a and b and c`: all operands of one operator in a row."""

    operator: LogicOperator
    operands: tuple[Syntax, ...]
    at: Place


@dataclass(frozen=True, slots=True)
class CompareSyntax:
    """A comparison; `at` is the operator."""

    operator: CompareOperator
    left: Syntax
    right: Syntax
    at: Place


@dataclass(frozen=True, slots=True)
class ArithmeticSyntax:
    """A calculation; `at` is the operator."""

    operator: ArithmeticOperator
    left: Syntax
    right: Syntax
    at: Place


@dataclass(frozen=True, slots=True)
class CallSyntax:
    """A function of single values."""

    function: str
    arguments: tuple[Syntax, ...]
    at: Place


@dataclass(frozen=True, slots=True)
class AggregateSyntax:
    """`count(list.field where …)`; `list_at` is where the list's name stands."""

    function: str
    path: tuple[str, ...]
    where: Syntax | None
    at: Place
    list_at: Place


Syntax = (
    LiteralSyntax
    | NameSyntax
    | ListSyntax
    | NotSyntax
    | LogicSyntax
    | CompareSyntax
    | ArithmeticSyntax
    | CallSyntax
    | AggregateSyntax
)


def write(syntax: Syntax) -> str:
    """The text of an expression, for conditions that were written as maps."""
    match syntax:
        case LiteralSyntax(value=value):
            return _write_literal(value)
        case NameSyntax(path=path):
            return ".".join(path)
        case ListSyntax(items=items):
            return f"[{', '.join(map(write, items))}]"
        case NotSyntax(operand=operand):
            return f"not ({write(operand)})"
        case LogicSyntax(operator=operator, operands=operands):
            return f" {operator} ".join(
                f"({write(part)})" if isinstance(part, LogicSyntax) else write(part)
                for part in operands
            )
        case CompareSyntax(operator, left, right) | ArithmeticSyntax(operator, left, right):
            return f"{write(left)} {operator} {write(right)}"
        case CallSyntax(function=function, arguments=arguments):
            return f"{function}({', '.join(map(write, arguments))})"
        case AggregateSyntax(function=function, path=path, where=where):
            narrowed = f" where {write(where)}" if where else ""
            return f"{function}({'.'.join(path)}{narrowed})"


def _write_literal(value: str | int | float | bool | Duration | None) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace("'", "\\'")
        return f"'{escaped}'"
    if isinstance(value, Duration):
        return f"{value.days}d" if value.days else f"{value.months}m"
    return str(value)
