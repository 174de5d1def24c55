"""Records from a spreadsheet: every row is checked before any is taken; good rows can be taken.

Imported records are drafts (未审核): their proofs are still to be added. A row of a file is taken
once, however often the file is sent: its record remembers file and row.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.fields import FIELD_TYPES
from engine.packs.model import Field, Kind
from web.models import Record, write
from web.services.archive import Archive, records_of
from web.services.duplicates import identity
from web.services.errors import NotWritable
from web.services.import_template import columns_of, header_of
from web.services.record_check import check_record
from web.services.records import check_room, note
from web.services.spreadsheet import MOST_ROWS, BadSpreadsheet, Line, read_lines

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedRow:
    """A row of a spreadsheet: its number, the stored values that it means, what is wrong by column
    as (column, text), and a doubt, if there is one."""

    number: int
    values: Json
    faults: tuple[tuple[str, str], ...]
    doubt: str = ""

    @property
    def is_good(self) -> bool:
        """Whether the row can be taken."""
        return not self.faults


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedFile:
    """A whole file: the sha256 of its bytes and its rows; `unknown` are columns nobody knows."""

    sha256: str
    rows: tuple[CheckedRow, ...]
    unknown: tuple[str, ...] = ()

    @property
    def good(self) -> tuple[CheckedRow, ...]:
        """The rows that can be taken."""
        return tuple(row for row in self.rows if row.is_good)

    @property
    def bad(self) -> tuple[CheckedRow, ...]:
        """The rows that cannot."""
        return tuple(row for row in self.rows if not row.is_good)


def check_file(archive: Archive, kind: Kind, content: bytes) -> CheckedFile:
    """Read and check every row of an uploaded file; nothing is stored.

    :raises BadSpreadsheet: it cannot be read, its first row is not the template's, or it is empty
    """
    lines = read_lines(content)
    if not lines:
        raise BadSpreadsheet("表格是空的，请在模板中填写后上传")
    columns, unknown = _columns(kind, lines[0])
    known = {identity(kind, r.values) for r in records_of(archive.person) if r.kind == kind.id}
    sha256 = hashlib.sha256(content).hexdigest()
    taken = taken_rows(archive, sha256)
    rows: list[CheckedRow] = []
    for line in lines[1:]:
        row = _checked(kind, columns, line, archive.today)
        mine = identity(kind, row.values)
        doubt = ""
        if line.number in taken:
            doubt = "已导入过，不会重复导入"
        elif mine and mine in known:
            doubt = "可能与已有的一条重复"
        known.add(mine)
        known.discard(())
        rows.append(
            CheckedRow(number=row.number, values=row.values, faults=row.faults, doubt=doubt)
        )
    if not rows:
        raise BadSpreadsheet("表格中没有填写内容")
    return CheckedFile(sha256=sha256, rows=tuple(rows), unknown=unknown)


def _columns(kind: Kind, head: Line) -> tuple[dict[int, Field], tuple[str, ...]]:
    """The field of each column by the first row, and the columns that belong to none."""
    by_name = {name: f for f in columns_of(kind) for name in (f.name, header_of(f))}
    found: dict[int, Field] = {}
    unknown = []
    for number, text in enumerate(head.texts):
        field = by_name.get(text)
        if field is None:
            if text:
                unknown.append(text)
        elif field in found.values():
            raise BadSpreadsheet(f"“{field.name}”一列出现了两次")
        else:
            found[number] = field
    if not found:
        raise BadSpreadsheet(f"第一行不是“{kind.name}”模板的列名，请下载模板填写")
    return found, tuple(unknown)


def _checked(kind: Kind, columns: Mapping[int, Field], line: Line, today: str) -> CheckedRow:
    values: Json = {}
    faults: list[tuple[str, str]] = []
    for number, field in columns.items():
        text = line.texts[number] if number < len(line.texts) else ""
        if number in line.formulas:
            faults.append((field.name, "不能使用公式，请填写内容"))
            continue
        value = FIELD_TYPES[field.type].parse(_as_typed(text, field), field)
        if value is not None:
            values[field.id] = value
    formulas = {name for name, _ in faults}
    names = {field.id: field.name for field in kind.fields}
    checked = check_record(kind, values, {}, today)
    faults += [
        (names[id], "；".join(texts))
        for id, texts in checked.fields.items()
        if names[id] not in formulas and id in {f.id for f in columns_of(kind)}
    ]
    return CheckedRow(number=line.number, values=values, faults=tuple(faults))


def _as_typed(text: str, field: Field) -> str:
    """A cell that the spreadsheet turned into a day, as the month or year that was meant."""
    is_day = len(text) == 10 and text[4:5] == text[7:8] == "-"
    cut = {"month": 7, "year": 4}.get(field.type)
    return text[:cut] if cut and is_day else text


def taken_rows(archive: Archive, sha256: str) -> set[int]:
    """The numbers of the rows of a file that were taken before, deleted records included."""
    query = Record.select(Record.origin).where(
        Record.person == archive.person, Record.origin.startswith(_origin(sha256, ""))
    )
    return {int(record.origin.rpartition(":")[2]) for record in query}


def _origin(sha256: str, row: int | str) -> str:
    return f"import:{sha256}:{row}"


def take_rows(archive: Archive, kind: Kind, sha256: str, rows: Sequence[tuple[int, Json]]) -> int:
    """Make drafts of rows that were checked, all or none; how many are new.

    They came back through the applicant's browser, so they are checked again.

    :raises NotWritable: a row is not good, there are too many, or the archive is full
    """
    columns = {field.id for field in columns_of(kind)}
    if len(rows) > MOST_ROWS:
        raise NotWritable(f"一次最多导入 {MOST_ROWS} 行。")
    with write(archive.subject):
        taken = taken_rows(archive, sha256)
        new = {number: values for number, values in rows if number not in taken}
        check_room(archive, len(new))
        for number, values in sorted(new.items()):
            faults = check_record(kind, values, {}, archive.today).fields
            if not set(values) <= columns or set(faults) & columns:
                raise NotWritable(f"第 {number} 行有错误，没有导入任何内容，请重新上传。")
            record = Record.create(
                person=archive.person,
                kind=kind.id,
                values=values,
                status="unreviewed",
                origin=_origin(sha256, number),
                created_at=archive.now,
                changed_at=archive.now,
            )
            note(archive, record, "import", {"row": number, "file": sha256})
    return len(new)
