"""Expressions in a table's texts: the names of one standard, compiled once and evaluated often."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from engine.packs.model import Standard
from engine.problems import Problem
from engine.rules.expression import Expression, ExpressionError, compile_expression
from engine.tables.bindings import applications_of, furniture_texts, texts_of
from engine.tables.model import Repeat, Table, Text
from engine.tables.text import is_name


@lru_cache(maxsize=512)
def compiled_text(text: str, standard: Standard) -> Expression:
    """The expression that a text of a table holds.

    :raises ExpressionError: it cannot be understood; `lint` finds that before anybody prints
    """
    return compile_expression(text, standard.scope)


def expression_problems(table: Table, standard: Standard) -> Iterator[Problem]:
    """Every expression of the table's texts that this standard's answers cannot evaluate.

    Paths of answers are none of it: `bindings` names them, and lint holds them against the
    questions.
    """
    for text, names in _texts(table):
        for part in text.parts:
            if not part.expression or names(part.expression) or _is_bound(part.expression):
                continue
            try:
                compile_expression(part.expression, standard.scope, text.position)
            except ExpressionError as error:
                yield error.problem(f"{{{part.expression}}}")


def _texts(table: Table) -> Iterator[tuple[Text, Callable[[str], bool]]]:
    """Every text with the test of the names that are no expressions in it."""
    if table.subject != "application":
        for repeat in applications_of(table):
            yield from ((column.text, _nothing) for column in repeat.columns if column.text)
        return
    for block in table.blocks:
        columns = {column.text for column in block.columns} if isinstance(block, Repeat) else set()
        for text in texts_of(block):
            yield text, (_is_field_of_row if text in columns else _nothing)
    running = [part for part in (table.header, table.footer) if part is not None]
    numbered = {text for part in running for text in (part.left, part.center, part.right)}
    for text in furniture_texts(table):
        yield text, (_is_page_number if text in numbered else _nothing)


def _is_bound(expression: str) -> bool:
    return is_name(expression) and expression.count(".") == 1


def _is_field_of_row(expression: str) -> bool:
    return is_name(expression) and "." not in expression


def _is_page_number(expression: str) -> bool:
    return expression in ("page", "pages")


def _nothing(expression: str) -> bool:
    return False
