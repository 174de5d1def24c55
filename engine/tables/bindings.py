"""Which answers a table prints: for lint, and for the page that shows a cell's field on a click."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from engine.problems import Position
from engine.tables.model import Block, Cell, Cover, Grid, LongText, Repeat, Table, Text
from engine.tables.subjects import SUBJECTS

_NAME = re.compile(r"(?<![\w'\".])[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+")
_OWN_NAMES = ("table", "dossier", "page", "pages", "row")


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """A printed answer: `section.field`, or the id of a section, item or category whose rows
    are printed, or `<that id>.<field>` for one of their columns; and where the table says so."""

    path: str
    position: Position


def bindings(table: Table) -> tuple[Binding, ...]:
    """Everything that `table` prints of an application, in the order of printing.

    `categories: true` binds the path `categories`, `slots: true` the path `slots`. A table of
    another subject prints none, but for the columns of a list of applications.
    """
    if table.subject != "application":
        return tuple(_of_lists(table))
    found = [binding for block in table.blocks for binding in _of_block(block)]
    return (*found, *_of_texts(furniture_texts(table)))


def applications_of(table: Table) -> Iterator[Repeat]:
    """The lists of a table whose columns say what applications answer."""
    if SUBJECTS[table.subject].of_applications:
        for block in table.blocks:
            if isinstance(block, Repeat) and block.source == "list" and block.of == "rows":
                yield block


def furniture_texts(table: Table) -> Iterator[Text]:
    """The texts of the header, the footer and the QR code."""
    for running in (table.header, table.footer):
        if running is not None:
            yield from (running.left, running.center, running.right)
    if table.code is not None:
        yield table.code.text


def texts_of(block: Block) -> Iterator[Text]:
    """Every text of a block that may hold expressions, those of its cells and columns included."""
    for name in ("title", "subtitle", "text", "statement", "label", "note"):
        text = getattr(block, name, None)
        if isinstance(text, Text):
            yield text
    yield from getattr(block, "texts", ())
    yield from getattr(block, "foot", ())
    if isinstance(block, Grid):
        yield from (cell.text for row in block.rows for cell in row)
    elif isinstance(block, Cover):
        yield from (line.value.text for line in block.lines)
    elif isinstance(block, Repeat):
        yield from (column.text for column in block.columns if column.text is not None)


def _of_lists(table: Table) -> Iterator[Binding]:
    for repeat in applications_of(table):
        for column in repeat.columns:
            if column.path and not column.path.startswith("row."):
                yield Binding(path=column.path, position=column.position)
            if column.text is not None:
                yield from _of_texts((column.text,))


def _of_block(block: Block) -> Iterator[Binding]:
    if isinstance(block, Grid):
        yield from _of_cells(cell for row in block.rows for cell in row)
    elif isinstance(block, Cover):
        yield from _of_cells(line.value for line in block.lines)
    elif isinstance(block, LongText):
        yield Binding(path=block.path, position=block.position)
    elif isinstance(block, Repeat):
        yield from _of_repeat(block)
    yield from _of_texts(texts_of(block))


def _of_cells(cells: Iterable[Cell]) -> Iterator[Binding]:
    for cell in cells:
        if cell.path:
            yield Binding(path=cell.path, position=cell.position)


def _of_repeat(repeat: Repeat) -> Iterator[Binding]:
    rows = repeat.of or repeat.source
    yield Binding(path=rows, position=repeat.position)
    if not repeat.of:
        return
    for column in repeat.columns:
        for field in filter(None, (column.path, column.until)):
            yield Binding(path=f"{rows}.{field}", position=column.position)
        for part in column.text.parts if column.text is not None else ():
            if re.fullmatch(r"[a-z][a-z0-9_]*", part.expression):
                yield Binding(path=f"{rows}.{part.expression}", position=column.position)


def _of_texts(texts: Iterable[Text]) -> Iterator[Binding]:
    for text in texts:
        for part in text.parts:
            for name in _NAME.findall(part.expression):
                head, field, *_ = name.split(".")  # behind them: an end of a range, an attribute
                if head not in _OWN_NAMES:
                    yield Binding(path=f"{head}.{field}", position=text.position)
