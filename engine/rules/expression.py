"""The expression language of packs: compiled once with its types, evaluated per application.

text or map -> syntax tree (`parse`, `condition`) -> typed tree (`typecheck`)
            -> Python closure (`evaluate`) or JSON for the browser (`browser`)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.packs.node import Node
from engine.problems import Position
from engine.rules.condition import node_of, read_condition
from engine.rules.error import ExpressionError, suggest
from engine.rules.evaluate import Row, Run, Values, compile_tree
from engine.rules.parse import parse
from engine.rules.scope import CodeAttribute, Scope, TypeName, ValueType
from engine.rules.syntax import LiteralSyntax, Syntax, write
from engine.rules.template import Placeholder, Template, split
from engine.rules.tree import Tree
from engine.rules.typecheck import TypeCheck

__all__ = [
    "CodeAttribute",
    "Expression",
    "ExpressionError",
    "Scope",
    "Template",
    "TypeName",
    "ValueType",
    "compile_condition",
    "compile_expression",
    "compile_template",
    "suggest",
]

Source = str | bool | int | float | None | Mapping[str, Any] | Node
"""An expression as packs hold it: text, a condition map or a bare value, with its place or not."""

_NOWHERE = Position("", 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """A compiled expression.

    `text` is as written (of a map: the text it stands for). `reads` are the scalars, lists and
    `list.field`s it uses, `row_reads` the fields of the row it is about. `position` is its place.
    """

    text: str
    tree: Tree
    reads: frozenset[str]
    row_reads: frozenset[str] = frozenset()
    position: Position | None = field(default=None, compare=False)
    run: Run = field(repr=False, compare=False)

    @property
    def type(self) -> TypeName:
        """The type of its value."""
        return self.tree.type.type

    @property
    def value_type(self) -> ValueType:
        """What its value holds, with the choices and the code table of a field it passes on."""
        return self.tree.type

    def evaluate(self, values: Values, row: Row | None = None) -> Any:
        """The value for a document, of which only values that passed the field checks are given.

        `values` holds sections by id, lists of rows by id, `computed`, `application`, `plan` and
        `files`. A condition gives True or False, any other expression may give None (empty).
        """
        return self.run(values, row)


def compile_expression(
    source: Source, scope: Scope, position: Position | None = None
) -> Expression:
    """Compile a text, a condition map or a bare value; `position` is where its text begins.

    :raises ExpressionError: with column, place and hint
    """
    return _compile(source, scope, position, TypeCheck.tree)


def compile_condition(source: Source, scope: Scope, position: Position | None = None) -> Expression:
    """Compile an expression that must be a yes or no; an empty one is no.

    :raises ExpressionError: with column, place and hint
    """
    return _compile(source, scope, position, TypeCheck.condition)


def compile_template(
    source: str | Node, scope: Scope, position: Position | None = None
) -> Template:
    """Compile a text with `{expression}` in it.

    :raises ExpressionError: the first mistake of any of its expressions, with its column
    """
    text = str(source.value) if isinstance(source, Node) else source
    position = position or (source.position if isinstance(source, Node) else None)
    parts: list[str | Placeholder] = []
    reads: frozenset[str] = frozenset()
    try:
        for piece, column in split(text):
            if column is None:
                parts.append(piece)
                continue
            expression = _placeholder(piece, column, scope)
            parts.append(Placeholder(expression.run, expression.value_type))
            reads |= expression.reads
    except ExpressionError as error:
        error.locate(position)
        raise
    return Template(text=text, parts=tuple(parts), reads=reads)


def _compile(
    source: Source,
    scope: Scope,
    position: Position | None,
    typed: Callable[[TypeCheck, Syntax], Tree],
) -> Expression:
    node = source if isinstance(source, Node) else None
    position = position or (node.position if node else None)
    check = TypeCheck(scope)
    try:
        syntax = _read(source, scope, position)
        tree = typed(check, syntax)
    except ExpressionError as error:
        error.locate(position)
        raise
    return _expression(source, syntax, tree, check, position)


def _placeholder(piece: str, column: int, scope: Scope) -> Expression:
    try:
        return compile_expression(piece, scope)
    except ExpressionError as error:
        at = column + error.column - 1
        raise ExpressionError(error.message, at, error.hint, error.code, name=error.name) from None


def _read(source: Source, scope: Scope, position: Position | None) -> Syntax:
    node = source if isinstance(source, Node) else node_of(source, position or _NOWHERE)
    if isinstance(node.value, str):
        return parse(node.value)
    if isinstance(node.value, dict):
        return read_condition(node, scope)
    if isinstance(node.value, list):
        raise ExpressionError("此处应为表达式或条件，不能是列表", node.position)
    return LiteralSyntax(node.value, node.position)


def _expression(
    source: Source, syntax: Syntax, tree: Tree, check: TypeCheck, position: Position | None
) -> Expression:
    value = source.value if isinstance(source, Node) else source
    return Expression(
        text=value if isinstance(value, str) else write(syntax),
        tree=tree,
        reads=frozenset(check.names.reads),
        row_reads=frozenset(check.names.row_reads),
        position=position,
        run=compile_tree(tree),
    )
