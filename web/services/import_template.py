"""The spreadsheet that a kind of record is typed into: columns, choices, explanations."""

from __future__ import annotations

import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from engine.fields import FIELD_TYPES, choice, code
from engine.fields.code import offered
from engine.packs.model import Field, Kind
from web.services.spreadsheet import MOST_ROWS

NOT_IN_CELLS = frozenset({"rows", "file", "photo", "signature"})
"""Types whose answers do not fit into a cell: they are filled in after the import."""
SHEET, HELP, CHOICES = "填写", "填写说明", "可选项"
HEAD = PatternFill("solid", fgColor="E4EBF2")


def columns_of(kind: Kind) -> tuple[Field, ...]:
    """The fields that have a column, in order."""
    return tuple(
        field for field in kind.fields if field.type not in NOT_IN_CELLS and not field.readonly
    )


def header_of(field: Field) -> str:
    """The words above a column; a required one ends in *."""
    return f"{field.name}*" if field.required is True else field.name


def build_template(kind: Kind) -> bytes:
    """An empty xlsx file for records of a kind."""
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet(SHEET)
    helping, choices = book.create_sheet(HELP), book.create_sheet(CHOICES)
    _head(helping, ("列", "是否必填", "填写方式", "说明"))
    listed = 0
    for number, field in enumerate(columns_of(kind), start=1):
        head = sheet.cell(row=1, column=number, value=header_of(field))
        head.font, head.fill = Font(bold=True), HEAD
        head.comment = Comment(_how(field), "职评")
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = max(14, 2 * len(field.name) + 4)
        for row in range(2, MOST_ROWS + 2):
            sheet.cell(row=row, column=number).number_format = "@"
        names = names_of(field)
        if names:
            listed += 1
            _offer(sheet, choices, listed, letter, field, names)
        helping.append([field.name, _required(field), _how(field), field.hint])
    sheet.freeze_panes = "A2"
    choices.sheet_state = "hidden"
    _explain(helping, kind)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def names_of(field: Field) -> list[str]:
    """What can be chosen, by name; a code whose name others share goes by its code."""
    options = field.options
    if isinstance(options, choice.Options):
        return [one.name for one in options.choices]
    if isinstance(options, code.Options):
        entries = list(offered(field))
        shared = [entry.name for entry in options.entries.values()]
        return [entry.name if shared.count(entry.name) == 1 else entry.code for entry in entries]
    return ["是", "否"] if field.type == "boolean" else []


def _offer(
    sheet: Worksheet, choices: Worksheet, column: int, letter: str, field: Field, names: list[str]
) -> None:
    for row, name in enumerate(names, start=1):
        choices.cell(row=row, column=column, value=name).number_format = "@"
    where = get_column_letter(column)
    rule = DataValidation(
        type="list",
        formula1=f"'{CHOICES}'!${where}$1:${where}${len(names)}",
        allow_blank=True,
        showErrorMessage=True,
        errorTitle=field.name[:30],
        error="请从下拉列表中选择",
    )
    sheet.add_data_validation(rule)
    rule.add(f"{letter}2:{letter}{MOST_ROWS + 1}")


def _head(sheet: Worksheet, names: Sequence[str]) -> None:
    sheet.append(list(names))
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True), HEAD
    for letter, width in zip("ABCD", (24, 14, 44, 60), strict=True):
        sheet.column_dimensions[letter].width = width


def _required(field: Field) -> str:
    if isinstance(field.required, bool):
        return "必填" if field.required else "选填"
    return "视情况必填"


WAYS = {
    "date": "日期，如 2022-06-01",
    "month": "年月，如 2022-06",
    "year": "四位年份，如 2022",
    "date_range": "起止，如 2019-09 至 2022-06；至今的写 2019-09 至今",
    "boolean": "是 或 否",
    "integer": "整数",
    "decimal": "数字",
    "money": "数字",
    "rank": "名次/总人数，如 1/10",
    "choices": "可写多项，用“、”隔开",
}


def _how(field: Field) -> str:
    """How a column is filled in."""
    names = names_of(field)
    if names and field.type != "boolean":
        few = "、".join(names) if len(names) <= 8 else f"共 {len(names)} 项"
        return f"从下拉列表中选择：{few}"
    return WAYS.get(field.type, str(FIELD_TYPES[field.type].NAME))


def _explain(sheet: Worksheet, kind: Kind) -> None:
    left_out = [field.name for field in kind.fields if field.type in NOT_IN_CELLS]
    slots = "、".join(slot.name for slot in kind.slots)
    sheet.append([])
    for text in (
        f"一行是一条“{kind.name}”，一次最多 {MOST_ROWS} 行；不要改动第一行，不要使用公式。",
        "标 * 的列必填。导入前会逐行检查，有错误的行可以改好后再次上传，已导入的不会重复。",
        f"导入后请逐条补充：{'、'.join(left_out)}。" if left_out else "",
        f"证明材料在导入后逐条上传：{slots}。" if slots else "",
    ):
        if text:
            sheet.append([text])
            sheet.cell(row=sheet.max_row, column=1).alignment = Alignment(wrap_text=False)
