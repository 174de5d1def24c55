"""Conditions written as maps (`when: {unit.nature: ['21', '22']}`) into syntax trees."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.packs.node import Node
from engine.problems import Position
from engine.rules.error import ExpressionError
from engine.rules.numbers import within_limit
from engine.rules.scope import Scope
from engine.rules.syntax import (
    CompareOperator,
    CompareSyntax,
    ListSyntax,
    LiteralSyntax,
    LogicSyntax,
    NameSyntax,
    NotSyntax,
    Syntax,
)

MAX_ENTRIES = 100
_KEYS = "min、max、not、filled"


def read_condition(condition: Node, scope: Scope) -> Syntax:
    """The syntax tree of a condition map: all of its entries must hold.

    :raises ExpressionError: an entry that is none of the forms of docs/architecture.md
    """
    assert isinstance(condition.value, dict)
    entries = condition.value
    if len(entries) > MAX_ENTRIES:
        message = f"条件多于 {MAX_ENTRIES} 项"
        raise ExpressionError(message, condition.position, code="expression-limit")
    parts = [part for path, node in entries.items() for part in _entry(path, node, scope)]
    if not parts:
        return LiteralSyntax(True, condition.position)
    return parts[0] if len(parts) == 1 else LogicSyntax("and", tuple(parts), condition.position)


def node_of(value: Any, position: Position) -> Node:
    """A plain value as a node, all of whose parts stand at `position`."""
    if isinstance(value, Mapping):
        children = {str(key): node_of(child, position) for key, child in value.items()}
        return Node(children, position, position)
    if isinstance(value, list | tuple):
        return Node([node_of(child, position) for child in value], position, position)
    return Node(value, position, position)


def _entry(path: str, node: Node, scope: Scope) -> list[Syntax]:
    """What one `path: value` asks for."""
    name = NameSyntax(tuple(path.split(".")), node.key_position)
    if not isinstance(node.value, dict):
        return [_matches(name, node, scope)]
    parts: list[Syntax] = []
    for key, limit in node.value.items():
        if key in ("min", "max"):
            parts.append(_compare(">=" if key == "min" else "<=", name, limit))
        elif key == "not":
            parts.append(NotSyntax(_matches(name, limit, scope), limit.key_position))
        elif key == "filled" and isinstance(limit.value, bool):
            operator: CompareOperator = "!=" if limit.value else "=="
            empty = LiteralSyntax(None, limit.position)
            parts.append(CompareSyntax(operator, name, empty, limit.key_position))
        elif key == "filled":
            raise ExpressionError("filled 只能是 true 或 false", limit.position)
        else:
            hint = f"可用：{_KEYS}"
            raise ExpressionError(f"条件里没有 “{key}” 这个键", limit.key_position, hint)
    if not parts:
        raise ExpressionError("条件是空的", node.position, f"可用：{_KEYS}")
    return parts


def _matches(name: NameSyntax, node: Node, scope: Scope) -> Syntax:
    """`name` is the value, or one of the values; of several choices, one of them is chosen."""
    if _holds_many(name, scope):
        wanted = list(node.items()) if isinstance(node.value, list) else [node]
        if any(part.value is not None for part in wanted):
            return _any_chosen(name, wanted, node.position)
    if isinstance(node.value, list):
        items = ListSyntax(tuple(map(_literal, node.items())), node.position)
        return CompareSyntax("in", name, items, node.key_position)
    return _compare("==", name, node)


def _any_chosen(name: NameSyntax, wanted: list[Node], at: Position) -> Syntax:
    parts = tuple(CompareSyntax("in", _literal(part), name, part.position) for part in wanted)
    return parts[0] if len(parts) == 1 else LogicSyntax("or", parts, at)


def _holds_many(name: NameSyntax, scope: Scope) -> bool:
    row = scope.row or {}
    found = row.get(name.path[0]) if len(name.path) == 1 else None
    found = found or scope.scalars.get(".".join(name.path))
    return found is not None and found.type == "list"


def _compare(operator: CompareOperator, name: NameSyntax, node: Node) -> Syntax:
    return CompareSyntax(operator, name, _literal(node), node.key_position)


def _literal(node: Node) -> LiteralSyntax:
    if isinstance(node.value, dict | list):
        raise ExpressionError("此处应为一个值", node.position, "列表里不能再写列表或映射")
    if isinstance(node.value, int | float) and within_limit(node.value) is None:
        raise ExpressionError("数字太大", node.position, code="expression-limit")
    return LiteralSyntax(node.value, node.position)
