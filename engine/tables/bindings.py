"""Which answers a table prints: for lint, and for the page that shows a cell's field on a click."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from engine.problems import Position
from engine.tables.model import Block, Cell, Cover, Grid, LongText, Repeat, Running, Table, Text

_NAME = re.compile(r"(?<![\w'\".])[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+")
_OWN_NAMES = ("table", "dossier", "page", "pages")


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """A printed answer: `section.field`, or the id of a section, item or category whose rows
    are printed, or `<that id>.<field>` for one of their columns; and where the table says so."""

    path: str
    position: Position


def bindings(table: Table) -> tuple[Binding, ...]:
    """Everything that `table` prints of an application, in the order of printing.

    `categories: true` binds the path `categories`, `slots: true` the path `slots`.
    """
    found = [binding for block in table.blocks for binding in _of_block(block)]
    for running in (table.header, table.footer):
        if isinstance(running, Running):
            found += _of_texts((running.left, running.center, running.right))
    if table.code is not None:
        found += _of_text(table.code.text)
    return tuple(found)


def text_paths(text: Text) -> tuple[str, ...]:
    """The dotted names in the expressions of a text, without those of the table itself."""
    return tuple(binding.path for binding in _of_text(text))


def _of_block(block: Block) -> Iterator[Binding]:
    if isinstance(block, Grid):
        for row in block.rows:
            for cell in row:
                yield from _of_cell(cell)
    elif isinstance(block, Cover):
        for line in block.lines:
            yield from _of_cell(line.value)
    elif isinstance(block, LongText):
        yield Binding(path=block.path, position=block.position)
    elif isinstance(block, Repeat):
        yield from _of_repeat(block)
    yield from _of_texts(_own_texts(block))


def _own_texts(block: Block) -> tuple[Text, ...]:
    texts = [
        getattr(block, name, None) for name in ("title", "subtitle", "text", "statement", "note")
    ]
    more = getattr(block, "texts", ()) + getattr(block, "foot", ())
    return tuple(text for text in (*texts, *more) if isinstance(text, Text))


def _of_cell(cell: Cell) -> Iterator[Binding]:
    if cell.path:
        yield Binding(path=cell.path, position=cell.position)
    yield from _of_text(cell.text)


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


def _of_texts(texts: tuple[Text, ...]) -> Iterator[Binding]:
    for text in texts:
        yield from _of_text(text)


def _of_text(text: Text) -> Iterator[Binding]:
    for part in text.parts:
        for name in _NAME.findall(part.expression):
            if name.split(".")[0] not in _OWN_NAMES:
                yield Binding(path=name, position=text.position)
