"""What one column of a repeat says about one row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from engine.packs.model import Field, Kind
from engine.tables.fields import kind_of, row_field
from engine.tables.formats import OPEN_END, print_value
from engine.tables.model import Column, Format, Show
from engine.tables.said import PrintedRow

if TYPE_CHECKING:
    from engine.tables.answers import Answers

_GAP = "；"


def column_text(column: Column, row: PrintedRow, answers: Answers) -> str:
    """The text of a column's cell in a row: a field, a text with fields, or what every row has."""
    if column.show is not None:
        return _SHOWN[column.show](row, answers, column.format)
    if column.until:
        return _period(column, row, answers)
    if column.path:
        return _field_text(column.path, column.format, row, answers)
    if column.text is None:
        return ""
    said = ""
    for part in column.text.parts:
        if not part.expression:
            said += part.words
        elif "." in part.expression:
            said += answers.show(part.expression, part.format)
        else:
            said += _field_text(part.expression, part.format, row, answers)
    return said


def column_path(column: Column, row: PrintedRow) -> str:
    """The answer that the cell prints, as a path of the dossier; "" if it prints several."""
    return f"{row.of}.{row.row.id}.{column.path}" if column.path and row.given is None else ""


def _period(column: Column, row: PrintedRow, answers: Answers) -> str:
    start = _field_text(column.path, column.format, row, answers)
    end = _field_text(column.until, column.format, row, answers)
    return f"{start}—{end or OPEN_END}" if start or end else ""


def _field_text(name: str, format: Format, row: PrintedRow, answers: Answers) -> str:
    field = row_field(answers.standard, row.of, row.row, name)
    return print_value(row.row.values.get(name), field, format)


def _number(row: PrintedRow, answers: Answers, format: Format) -> str:
    return str(row.number)


def _kind(row: PrintedRow, answers: Answers, format: Format) -> str:
    kind = kind_of(answers.standard, row.row)
    return kind.name if kind is not None else ""


def _item(row: PrintedRow, answers: Answers, format: Format) -> str:
    return row.item.name if row.item is not None else ""


def _title(row: PrintedRow, answers: Answers, format: Format) -> str:
    if row.slot is not None:
        return row.slot.name
    return _kind_field(row, answers, format, lambda kind: kind.title)


def _date(row: PrintedRow, answers: Answers, format: Format) -> str:
    return _kind_field(row, answers, format, lambda kind: kind.date)


def _rank(row: PrintedRow, answers: Answers, format: Format) -> str:
    rank = _kind_field(row, answers, format, lambda kind: kind.rank)
    total = _kind_field(row, answers, format, lambda kind: kind.total)
    return f"{rank}/{total}" if rank and total else rank


def _summary(row: PrintedRow, answers: Answers, format: Format) -> str:
    """Every answered field of the record that has no column of its own, with its name."""
    kind = kind_of(answers.standard, row.row)
    if kind is None:
        return ""
    own = {kind.title, kind.date, kind.rank, kind.total}
    return _GAP.join(
        f"{field.name}：{text}"
        for field in kind.fields
        if field.id not in own and (text := _said(field, row, format))
    )


def _files(row: PrintedRow, answers: Answers, format: Format) -> str:
    return "、".join(file.name for file in row.files)


def _kind_field(
    row: PrintedRow, answers: Answers, format: Format, which: Callable[[Kind], str]
) -> str:
    kind = kind_of(answers.standard, row.row)
    name = which(kind) if kind is not None else ""
    return _field_text(name, format, row, answers) if name else ""


def _said(field: Field, row: PrintedRow, format: Format) -> str:
    return print_value(row.row.values.get(field.id), field, format)


_SHOWN: Mapping[Show, Callable[[PrintedRow, Answers, Format], str]] = {
    "number": _number,
    "title": _title,
    "date": _date,
    "rank": _rank,
    "kind": _kind,
    "item": _item,
    "summary": _summary,
    "files": _files,
}
