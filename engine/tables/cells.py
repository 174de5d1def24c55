"""Cells of a grid: each says by its one role key what it prints, and the grid must come out even.

rows:
  - [{label: 姓名}, {field: person.name}, {photo: personal.photo, rowspan: 3}]
"""

from __future__ import annotations

from typing import cast, get_args

from engine.tables.model import Align, Cell, CellRole, Format, Text, VerticalAlign
from engine.tables.reading import Reading

ROLES = get_args(CellRole)
_LEFT_BY_NATURE = ("signature",)
_WITH_WORDS = ("label", "text", "signature", "code")


def compile_cell(reading: Reading) -> Cell:
    """One cell; a cell without a role key is an empty label."""
    roles = [role for role in ROLES if reading.has(role)]
    if len(roles) > 1:
        reading.add(
            "cell-roles", f"一个单元格不能既是 {roles[0]} 又是 {roles[1]}", "请只保留其中一个"
        )
    role = roles[0] if roles else "label"
    path = reading.text(role) if role in ("field", "photo") else ""
    text = reading.template(role) if role in _WITH_WORDS else None
    align = "left" if role in _LEFT_BY_NATURE else "center"
    return Cell(
        role=cast("CellRole", role),
        path=path,
        text=text or Text(parts=(), position=reading.position),
        format=cast("Format", reading.word("format", get_args(Format), "plain")),
        colspan=max(1, reading.count("colspan", 1)),
        rowspan=max(1, reading.count("rowspan", 1)),
        align=cast("Align", reading.word("align", get_args(Align), align)),
        valign=cast("VerticalAlign", reading.word("valign", get_args(VerticalAlign), "middle")),
        height=reading.number("height", 0),
        bold=reading.flag("bold"),
        vertical=reading.flag("vertical"),
        flow=reading.flag("flow"),
        empty=reading.text("empty") if reading.has("empty") else None,
        size=reading.number("size", 0),
        position=reading.position,
    )


def compile_rows(reading: Reading, columns: int) -> tuple[tuple[Cell, ...], ...]:
    """The rows of a grid, of which each must fill its `columns` with its own and spanning cells."""
    node = reading.node.get("rows")
    rows = tuple(
        tuple(compile_cell(Reading(cell, reading.problems)) for cell in row.items())
        for row in (node.items() if node else ())
    )
    _check_spans(reading, rows, columns)
    return rows


def _check_spans(reading: Reading, rows: tuple[tuple[Cell, ...], ...], columns: int) -> None:
    taken: dict[tuple[int, int], Cell] = {}
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while (number, column) in taken:
                column += 1
            for down in range(cell.rowspan):
                for across in range(cell.colspan):
                    taken[number + down, column + across] = cell
        filled = sum((number, at) in taken for at in range(columns))
        over = sum(1 for r, at in taken if r == number and at >= columns)
        if filled < columns or over:
            reading.add(
                "uneven-row",
                f"第 {number + 1} 行占了 {filled + over} 列，而表格有 {columns} 列",
                "请核对各单元格的 colspan 与上方单元格的 rowspan",
                "rows",
            )
    if any(number >= len(rows) for number, _ in taken):
        reading.add("uneven-row", "有单元格的 rowspan 伸出了表格底部", "请减小 rowspan", "rows")
