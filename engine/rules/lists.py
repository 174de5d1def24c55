"""The type check of aggregates: which of them go with which fields of a list."""

from __future__ import annotations

from engine.rules.error import ExpressionError
from engine.rules.scope import TYPE_NAMES
from engine.rules.syntax import AggregateSyntax
from engine.rules.tree import BOOLEAN, NUMBER, Aggregate, AllOf, IsTrue, Tree


def aggregate_of(
    syntax: AggregateSyntax, list_id: str, value: Tree | None, where: Tree | None
) -> Tree:
    """The typed aggregate, given the trees of its field and of its condition."""
    name, at = syntax.function, syntax.list_at
    kind = value.type.type if value else None
    if name == "count":
        return Aggregate("count", list_id, value, where, NUMBER)
    if name in ("any", "all"):
        return _quantifier(syntax, list_id, value, where)
    if value is None:
        raise ExpressionError(f"{name} 需要一个字段，如 {name}({list_id}.字段)", at)
    if name == "first" and kind in ("number", "text", "boolean", "date"):
        return Aggregate("first", list_id, value, where, value.type)
    if name == "sum" and kind == "number":
        return Aggregate("sum", list_id, value, where, NUMBER)
    if name in ("min", "max") and kind in ("number", "date"):
        return Aggregate("min" if name == "min" else "max", list_id, value, where, value.type)
    message = f"{name} 不能用于 {TYPE_NAMES[value.type.type]}（{'.'.join(syntax.path)}）"
    hint = "代码表的字段可用它的属性，如 .rank" if value.type.attributes else ""
    raise ExpressionError(message, at, hint)


def _quantifier(
    syntax: AggregateSyntax, list_id: str, value: Tree | None, where: Tree | None
) -> Tree:
    """`any` keeps what must hold in `where`, `all` in `value`."""
    if value is not None and value.type.type != "boolean":
        message = f"{syntax.function} 需要 是/否 字段，{'.'.join(syntax.path)} 是"
        raise ExpressionError(f"{message} {TYPE_NAMES[value.type.type]}", syntax.list_at)
    flag = IsTrue(value) if value is not None else None
    if syntax.function == "any":
        terms = tuple(term for term in (where, flag) if term is not None)
        narrowed = AllOf(terms) if len(terms) == 2 else next(iter(terms), None)
        return Aggregate("any", list_id, None, narrowed, BOOLEAN)
    if flag is not None:
        return Aggregate("all", list_id, flag, where, BOOLEAN)
    if where is None:
        raise ExpressionError(f"all 需要条件，如 all({list_id} where …)", syntax.list_at)
    return Aggregate("all", list_id, where, None, BOOLEAN)
