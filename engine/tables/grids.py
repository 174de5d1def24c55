"""Grids and repeats of a table, laid out: every cell with its final words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from engine.packs.model import Category
from engine.tables.boxes import paragraphs
from engine.tables.columns import column_path
from engine.tables.layout import CellLayout, GridLayout, Line, ParagraphLayout, Role, Row
from engine.tables.model import Cell, CellRole, Column, Grid, LongText, Repeat, Text
from engine.tables.said import PrintedRow, Said

_LABEL_SHARE = 0.09
_HEAD_HEIGHT = 8.0
_TITLE_HEIGHT = 9.0
_CODE_SIZE = 24.0


def lay_out_grid(block: Grid, answers: Said) -> GridLayout:
    """A grid of declared cells."""
    total = sum(block.columns)
    widths = tuple(100 * width / total for width in block.columns)
    rows = tuple(tuple(lay_out_cell(cell, answers) for cell in row) for row in block.rows)
    return GridLayout(
        widths=widths,
        rows=rows,
        head=title_rows(block.title, len(widths), answers),
        keep=block.keep,
        ruled=block.ruled,
    )


def lay_out_cell(cell: Cell, answers: Said) -> CellLayout:
    """One declared cell with what it says for this application."""
    photo = answers.photo(cell.path, cell.size) if cell.role == "photo" else None
    said = "" if photo is not None else cell_text(cell, answers)
    is_code = cell.role == "code"
    return CellLayout(
        role=_ROLES[cell.role],
        lines=() if is_code else _lines(cell, said),
        code=said if is_code else "",
        code_size=(cell.size or _CODE_SIZE) if is_code else 0,
        colspan=cell.colspan,
        rowspan=cell.rowspan,
        align=cell.align,
        valign=cell.valign,
        height=cell.height,
        bold=cell.bold,
        flow=cell.flow,
        path=cell.path,
        photo=photo,
    )


def cell_text(cell: Cell, answers: Said) -> str:
    """What a cell says; in a filled form a missing answer is said by `empty`."""
    if cell.role == "photo":
        return "照\n片" if answers.is_portrait(cell.path) else ""
    if cell.role != "field":
        said = answers.text(cell.text)
        stands_in = cell.empty if cell.empty is not None else ""
        return said or (stands_in if answers.is_filled else "")
    return answers.show(cell.path, cell.format) or missing(cell.empty, answers)


def missing(empty: str | None, answers: Said) -> str:
    """What is printed in place of an answer that was not given."""
    if not answers.is_filled:
        return ""
    return answers.table.empty if empty is None else empty


def lay_out_long_text(block: LongText, answers: Said) -> GridLayout:
    """A box of its own for a long answer, which goes on over as many pages as it needs."""
    said = answers.show(block.path, "paragraphs") or missing(block.empty, answers)
    cell = CellLayout(
        role="value",
        lines=paragraphs(said),
        align="justify",
        valign="top",
        height=block.height,
        flow=True,
        path=block.path,
    )
    return GridLayout(
        widths=(100.0,), rows=((cell,),), head=title_rows(block.title, 1, answers, ruled=True)
    )


def lay_out_repeat(block: Repeat, answers: Said) -> Iterator[GridLayout | ParagraphLayout]:
    """One grid, or one for each category (the first below the title of all), and the note below."""
    if block.source == "categories":
        title = title_rows(block.title, _columns(block), answers)
        for category in answers.categories():
            named = _named_title(category.name, _columns(block))
            yield _repeat_grid(block, answers, category, (*title, named))
            title = ()
    else:
        title = title_rows(block.title, _columns(block), answers)
        yield _repeat_grid(block, answers, None, title)
    if block.note is not None:
        yield ParagraphLayout(lines=(Line(text=answers.text(block.note)),), align="left")


def title_rows(
    title: Text | None, columns: int, answers: Said, *, ruled: bool = False
) -> tuple[Row, ...]:
    """A title as the first row of a grid, so that it is never parted from it and stands on each
    page; `ruled` draws it as a cell, else it stands above the grid."""
    if title is None:
        return ()
    cell = CellLayout(
        role="label" if ruled else "title",
        lines=(Line(text=answers.text(title)),),
        colspan=columns,
        align="center" if ruled else "left",
        height=_TITLE_HEIGHT,
        bold=True,
    )
    return ((cell,),)


def _columns(block: Repeat) -> int:
    """How many columns are drawn, the one of the label included."""
    return len(block.columns) + (block.label is not None)


def _repeat_grid(
    block: Repeat, answers: Said, category: Category | None, title: tuple[Row, ...]
) -> GridLayout:
    labelled = block.label is not None
    total = sum(column.width for column in block.columns) / (1 - _LABEL_SHARE * labelled)
    widths = tuple(100 * column.width / total for column in block.columns)
    rows = _body(block, answers, category)
    names = _names(block)
    if block.label is not None:
        widths = (100 * _LABEL_SHARE, *widths)
        words = answers.text(block.label)
        label = CellLayout(
            role="label",
            lines=tuple(Line(text=character) for character in words),
            rowspan=len(rows),
        )
        rows = ((label, *rows[0]), *rows[1:])
        corner = CellLayout(role="label", lines=(Line(text="栏目"),), rowspan=len(names))
        names = ((corner, *names[0]), *names[1:])
    return GridLayout(widths=widths, rows=rows, head=(*title, *names))


def _names(block: Repeat) -> tuple[Row, ...]:
    """The names of the columns: one row, or two where neighbours share the name of a group."""
    if not any(column.group for column in block.columns):
        return (tuple(_name(column.name) for column in block.columns),)
    upper: list[CellLayout] = []
    lower: list[CellLayout] = []
    for group, members in groupby(block.columns, key=lambda column: column.group):
        columns = tuple(members)
        if group:
            upper.append(_name(group, colspan=len(columns)))
            lower += [_name(column.name) for column in columns]
        else:
            upper += [_name(column.name, rowspan=2) for column in columns]
    return tuple(upper), tuple(lower)


def _name(name: str, colspan: int = 1, rowspan: int = 1) -> CellLayout:
    return CellLayout(
        role="label",
        lines=tuple(Line(text=line) for line in name.splitlines()),
        colspan=colspan,
        rowspan=rowspan,
        height=_HEAD_HEIGHT,
    )


def _named_title(name: str, columns: int) -> Row:
    return (
        CellLayout(
            role="title",
            lines=(Line(text=name),),
            colspan=columns,
            align="left",
            height=_TITLE_HEIGHT,
            bold=True,
        ),
    )


def _body(block: Repeat, answers: Said, category: Category | None) -> tuple[Row, ...]:
    found = answers.rows(block, category)
    rows = [
        tuple(_repeat_cell(column, row, block, answers) for column in block.columns)
        for row in found
    ]
    if not rows and (words := missing(block.empty, answers)):
        rows.append(_said_row(words, block))
    while len(rows) < max(block.min_rows, 1):
        rows.append(_said_row("", block))
    return tuple(rows)


def _repeat_cell(column: Column, row: PrintedRow, block: Repeat, answers: Said) -> CellLayout:
    said = answers.column(column, row) or missing(block.empty, answers)
    return CellLayout(
        role="value",
        lines=paragraphs(said, indent=False),
        align=column.align,
        height=block.row_height,
        path=column_path(column, row),
    )


def _said_row(words: str, block: Repeat) -> Row:
    """A row without a record: empty, or with `words` in the widest column."""
    widths = [column.width for column in block.columns]
    said_at = widths.index(max(widths))
    return tuple(
        CellLayout(
            role="value",
            lines=(Line(text=words),) if words and at == said_at else (),
            height=block.row_height,
        )
        for at in range(len(block.columns))
    )


def _lines(cell: Cell, text: str) -> tuple[Line, ...]:
    if cell.vertical:
        return tuple(Line(text=character) for character in text if not character.isspace())
    if cell.format == "paragraphs":
        return paragraphs(text)
    return tuple(Line(text=line.rstrip()) for line in text.splitlines())


_ROLES: Mapping[CellRole, Role] = {
    "label": "label",
    "text": "value",
    "field": "value",
    "photo": "photo",
    "signature": "value",
    "code": "value",
}
