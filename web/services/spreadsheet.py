"""Spreadsheets from people: opened only if they are harmless, read cell by cell as texts.

An xlsx file is a zip of XML, so what it unpacks to is limited before anything reads it (CWE-409),
documents with declarations of entities are refused, and formulas are never evaluated.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from openpyxl import load_workbook

from engine.fields.number_check import plain

MOST_BYTES = 2 * 1_048_576
MOST_UNPACKED = 40 * 1_048_576
MOST_PARTS = 200
MOST_ROWS = 300
MOST_COLUMNS = 100


class BadSpreadsheet(Exception):
    """A file that cannot be read as a spreadsheet, with the reason in Chinese."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row of a sheet: its number as the spreadsheet shows it, the texts of its cells by column
    (from 0), and the columns whose cells are formulas."""

    number: int
    texts: tuple[str, ...]
    formulas: frozenset[int] = frozenset()

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it."""
        return not any(self.texts) and not self.formulas


def read_lines(content: bytes) -> list[Line]:
    """The rows of the first sheet, empty ones left out.

    :raises BadSpreadsheet: it is no xlsx file, or larger than a sheet to be imported may be
    """
    _check_package(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False)
        sheet = book.worksheets[0]
        lines = list(_lines(sheet))
    except BadSpreadsheet:
        raise
    except Exception as error:  # openpyxl raises anything at all on a damaged file
        raise BadSpreadsheet("文件已损坏，请用模板重新填写后上传") from error
    if len(lines) > MOST_ROWS + 1:
        raise BadSpreadsheet(f"一次最多导入 {MOST_ROWS} 行，请分几次导入")
    return lines


def _lines(sheet: Any) -> Iterator[Line]:
    taken = 0
    for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), start=1):
        if number > 10 * MOST_ROWS:
            raise BadSpreadsheet("表格中空行过多，请用模板重新填写后上传")
        line = Line(
            number=number,
            texts=tuple(_text(cell) for cell in row),
            formulas=frozenset(n for n, cell in enumerate(row) if cell.data_type == "f"),
        )
        if not line.is_empty:
            taken += 1
            yield line
        if taken > MOST_ROWS + 1:
            return


def _text(cell: Any) -> str:
    """What a cell says, as somebody would type it."""
    value = cell.value
    if value is None or cell.data_type == "f":
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, int | float):
        return plain(value)
    return str(value).strip()


def _check_package(content: bytes) -> None:
    if len(content) > MOST_BYTES:
        raise BadSpreadsheet(f"文件不能超过 {MOST_BYTES // 1_048_576}MB")
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
        parts = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise BadSpreadsheet("不是 xlsx 文件，请下载模板填写") from error
    names = {part.filename for part in parts}
    if "[Content_Types].xml" not in names or not any(n.startswith("xl/") for n in names):
        raise BadSpreadsheet("不是 xlsx 文件，请下载模板填写")
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise BadSpreadsheet("文件展开后过大，请用模板重新填写后上传")
    _check_parts(package, parts)


def _check_parts(package: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    """Unpack every part, no further than its directory entry promised."""
    left = MOST_UNPACKED
    for part in parts:
        try:
            with package.open(part) as file:
                text = file.read(left + 1)
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError) as error:
            raise BadSpreadsheet("文件已损坏或已加密，请用模板重新填写后上传") from error
        left -= len(text)
        if left < 0:
            raise BadSpreadsheet("文件展开后过大，请用模板重新填写后上传")
        if part.filename.endswith((".xml", ".rels")) and b"<!" in text.replace(b"<!--", b""):
            raise BadSpreadsheet("文件含有不允许的内容，请用模板重新填写后上传")
        if part.filename.lower().endswith("vbaproject.bin"):
            raise BadSpreadsheet("文件含有宏，请另存为不含宏的 xlsx 文件")
