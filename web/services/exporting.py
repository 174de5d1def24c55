"""Lists as files: Excel and CSV, safe to be opened, numbers whole, sensitive ones hidden.

A cell never becomes a formula, whatever people have typed into their answers (OWASP: CSV
injection), and long numbers stay texts, since spreadsheets keep fifteen digits of them.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from engine.fields.sensitive import mask
from web.models import Account
from web.services import events
from web.services.duties import check_duty

Format = Literal["xlsx", "csv"]
FORMATS: tuple[Format, ...] = ("xlsx", "csv")
DIRECT = 500
"""Lists of up to so many rows are made at once, longer ones by a job."""

MOST_CELL = 32_767
"""Characters that a cell of Excel holds."""

EXACT = 15
"""Digits that a spreadsheet keeps of a number."""

_BLANK = " \t\r\n\v\f\u00a0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff"
_FORMULA = re.compile(f"^(?:[\\t\\r\\n]|[{_BLANK}'\"]*[=+\\-@＝＋－﹣﹢﹦＠﹫|])")
_LONG_NUMBER = re.compile(r"^(?:\d{12,}[Xx]?|0\d+)$")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: what stands above it and, for numbers that are hidden, of what kind they are
    (`id`, `mobile`, `text`, as `engine.fields.sensitive`). `width` is in characters."""

    name: str
    sensitive: str = ""
    width: int = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A list to be exported: a name, columns, and rows with a value for each of them (texts, whole
    numbers, days, moments, None). `total` says beforehand how many rows there are, `duty` which
    operators may have hidden numbers in full."""

    name: str
    columns: tuple[Column, ...]
    rows: Iterable[Sequence[Any]]
    total: int
    duty: str = "review"

    @property
    def is_sensitive(self) -> bool:
        """Whether something in it is hidden from those who need not see it."""
        return any(column.sensitive for column in self.columns)


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """How a list is exported: by whom and when, in which format, with numbers in full or not."""

    account: Account
    format: Format
    full: bool
    now: datetime

    @property
    def watermark(self) -> str:
        """Who took the list out of the site, and when: the last row of every file."""
        name = self.account.name or self.account.login
        return f"导出人：{name}（{self.account.login}）　导出时间：{self.now:%Y-%m-%d %H:%M:%S}"


def write_listing(listing: Listing, export: Export, path: Path) -> None:
    """Write a list to a file; memory does not grow with its rows.

    :raises DutyNeeded: as `check_full`
    """
    check_full(listing, export)
    WRITERS[export.format](listing, export, path)


def check_full(listing: Listing, export: Export) -> None:
    """Let hidden numbers out in full only to operators whose duty needs them.

    :raises DutyNeeded: this operator's does not
    """
    if export.full and listing.is_sensitive:
        check_duty(export.account, listing.duty)


def record_export(listing: Listing, export: Export, query: Mapping[str, str]) -> None:
    """Record that a list leaves the site, inside a `write()`, before it does.

    :raises DutyNeeded: as `check_full`
    """
    check_full(listing, export)
    events.record(
        f"account:{export.account.id}",
        "export",
        actor=export.account,
        now=export.now,
        details={
            "list": listing.name,
            "rows": listing.total,
            "format": export.format,
            "full": export.full and listing.is_sensitive,
            "query": dict(query),
        },
    )


def _cells(listing: Listing, export: Export) -> Iterator[list[Any]]:
    for row in listing.rows:
        yield [
            _value(column, value, export)
            for column, value in zip(listing.columns, row, strict=True)
        ]


def _value(column: Column, value: Any, export: Export) -> Any:
    """What stands in a cell: a text, or a whole number that a spreadsheet keeps."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int) and not isinstance(value, bool) and len(str(abs(value))) <= EXACT:
        return value
    text = _CONTROL.sub("", str(value))[:MOST_CELL]
    return mask(text, column.sensitive) if column.sensitive and text and not export.full else text


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet might calculate a text: by its first character, blanks, quotation marks
    and full-width forms of the signs included."""
    return bool(_FORMULA.match(text))


def plain_for_csv(value: Any) -> str:
    """A cell of a CSV file: what a spreadsheet might calculate, or round, gets an apostrophe before
    it, since CSV knows no types."""
    if not isinstance(value, str):
        return str(value)
    return f"'{value}" if looks_like_formula(value) or _LONG_NUMBER.match(value) else value


def _write_csv(listing: Listing, export: Export, path: Path) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerow([plain_for_csv(column.name) for column in listing.columns])
        for cells in _cells(listing, export):
            writer.writerow([plain_for_csv(cell) for cell in cells])
        writer.writerow([plain_for_csv(export.watermark)])


def _write_xlsx(listing: Listing, export: Export, path: Path) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_name(listing.name))
    for number, column in enumerate(listing.columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, column.name, bold=True) for column in listing.columns])
    for cells in _cells(listing, export):
        sheet.append([_cell(sheet, cell) for cell in cells])
    sheet.append([_cell(sheet, export.watermark)])
    book.save(path)


def _cell(sheet: Any, value: Any, *, bold: bool = False) -> Any:
    cell = WriteOnlyCell(sheet, value="" if isinstance(value, str) else value)
    if isinstance(value, str):
        cell.value = value
        cell.data_type = "s"  # openpyxl takes "=…" for a formula
        cell.quotePrefix = looks_like_formula(value)  # and so it stays when the cell is edited
        cell.number_format = "@"
    if bold:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(horizontal="center")
    return cell


def _sheet_name(name: str) -> str:
    return re.sub(r"[\[\]:*?/\\']", " ", name)[:31] or "导出"


WRITERS: dict[Format, Callable[[Listing, Export, Path], None]] = {
    "xlsx": _write_xlsx,
    "csv": _write_csv,
}
