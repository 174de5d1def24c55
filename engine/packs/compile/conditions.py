"""Expressions, conditions, templates and thresholds of a pack, compiled in a scope."""

from __future__ import annotations

from engine.packs.compile.reader import Reader
from engine.packs.model import Threshold
from engine.rules.expression import (
    Expression,
    ExpressionError,
    Scope,
    Template,
    compile_condition,
    compile_expression,
    compile_template,
)


def read_condition(reader: Reader, key: str, scope: Scope) -> Expression | None:
    """The condition at `key`, a map or an expression that is true or false."""
    node = reader.get(key)
    if node is None:
        return None
    try:
        return compile_condition(node, scope)
    except ExpressionError as error:
        _note(reader, key, error)
        return None


def read_required(reader: Reader, key: str, scope: Scope) -> bool | Expression:
    """A plain yes or no, or a condition."""
    node = reader.get(key)
    if node is None or isinstance(node.value, bool):
        return bool(node and node.value)
    return read_condition(reader, key, scope) or False


def read_expression(
    reader: Reader, key: str, scope: Scope, *types: str, expected: str = ""
) -> Expression | None:
    """The expression at `key`; `types` are those it may have, `expected` says so in Chinese."""
    node = reader.get(key)
    if node is None:
        return None
    try:
        expression = compile_expression(node, scope)
    except ExpressionError as error:
        _note(reader, key, error)
        return None
    if types and expression.type not in (*types, "null"):
        reader.problem("expression-type", f"这里应当得出{expected}", key=key, node=node)
        return None
    return expression


def read_template(reader: Reader, key: str, scope: Scope) -> Template | None:
    """The text with `{expression}` at `key`."""
    node = reader.get(key)
    if node is None:
        return None
    try:
        return compile_template(node, scope)
    except ExpressionError as error:
        _note(reader, key, error)
        return None


def read_threshold(reader: Reader, key: str, scope: Scope) -> Threshold | None:
    """A number, or cases of which the first that holds decides."""
    node = reader.get(key)
    if node is None:
        return None
    if not isinstance(node.value, list):
        value = reader.limit(key)
        return None if value is None else Threshold(value=value)
    cases: list[tuple[Expression, float]] = []
    default: float | None = None
    for case in reader.members(key, "threshold_case"):
        if default is not None:
            reader.problem(
                "unreachable-case",
                "前面已有不带 when 的一项，这一项不会用到",
                key=key,
                node=case.node,
                hint="不带 when 的一项写在最后。",
            )
        value = case.number("value", 0)
        if not case.has("when"):
            default = value
        elif (when := read_condition(case, "when", scope)) is not None:
            cases.append((when, value))
    return Threshold(value=default, cases=tuple(cases))


def _note(reader: Reader, key: str, error: ExpressionError) -> None:
    """Turn an error into a problem, unless it only echoes something that is broken itself."""
    if any(error.name == name or error.name.startswith(f"{name}.") for name in reader.notes.broken):
        return
    path = f"{reader.path}.{key}" if reader.path else key
    reader.notes.problems.append(error.problem(path))
