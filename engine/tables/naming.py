"""The names that a table of another subject than an application speaks of: are they known?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.packs.suggest import nearest
from engine.problems import Position, Problem
from engine.tables.bindings import furniture_texts, texts_of
from engine.tables.model import Block, Cell, Cover, Grid, LongText, Repeat, Table, Text
from engine.tables.subjects import COMMON, SUBJECTS

Name = tuple[str, Position]
_FOLIOS = {"page": "第几页", "pages": "共几页"}


def subject_problems(table: Table) -> Iterator[Problem]:
    """Every name, list and picture that the table's subject does not have.

    The columns of a list of applications may say whatever applications answer: lint holds those
    against the standards that use the table.
    """
    subject = SUBJECTS[table.subject]
    repeats = [block for block in table.blocks if isinstance(block, Repeat)]
    if table.subject == "application":
        for repeat in repeats:
            if repeat.source == "list":
                yield _unknown(("list", repeat.position), {}, "一份申报没有列表")
        return
    names = {**subject.names, **COMMON}
    for name in _names(table):
        if name[0] not in names:
            yield _unknown(name, names)
    for text in furniture_texts(table):
        yield from (_unknown(name, names) for name in _said(text) if name[0] not in names | _FOLIOS)
    for name in _pictures(table):
        if name[0] not in subject.pictures:
            yield _unknown(name, subject.pictures)
    for repeat in repeats:
        if repeat.source != "list" or repeat.of not in subject.lists:
            yield _unknown((repeat.of or repeat.source, repeat.position), subject.lists)
        elif not (subject.of_applications and repeat.of == "rows"):
            known = subject.lists[repeat.of]
            yield from (_unknown(name, known) for name in _columns(repeat) if name[0] not in known)


def _unknown(name: Name, known: Mapping[str, object], why: str = "") -> Problem:
    meant = nearest(name[0], sorted(known))
    return Problem(
        position=name[1],
        code="unknown-name",
        path=name[0],
        message=why or f"这种表格没有“{name[0]}”",
        hint=f"是不是想写 “{meant}”？" if meant else f"可用的：{'、'.join(known) or '没有'}",
    )


def _names(table: Table) -> Iterator[Name]:
    for block in table.blocks:
        columns = {c.text for c in block.columns} if isinstance(block, Repeat) else set()
        for text in texts_of(block):
            if text not in columns:
                yield from _said(text)
        if isinstance(block, LongText):
            yield block.path, block.position
        for cell in _cells(block):
            if cell.role == "field":
                yield cell.path, cell.position


def _pictures(table: Table) -> Iterator[Name]:
    for block in table.blocks:
        for cell in _cells(block):
            if cell.role == "photo":
                yield cell.path, cell.position


def _columns(repeat: Repeat) -> Iterator[Name]:
    for column in repeat.columns:
        if column.path:
            yield column.path, column.position
        if column.text is not None:
            yield from _said(column.text)


def _said(text: Text) -> Iterator[Name]:
    for part in text.parts:
        if part.expression:
            yield part.expression, text.position


def _cells(block: Block) -> Iterator[Cell]:
    if isinstance(block, Grid):
        yield from (cell for row in block.rows for cell in row)
    elif isinstance(block, Cover):
        yield from (line.value for line in block.lines)
