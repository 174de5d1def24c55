"""Experts from a spreadsheet: every row is checked before any is taken; the good ones can be."""

from __future__ import annotations

import io
import json
from dataclasses import asdict, dataclass
from datetime import date

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from peewee import IntegrityError

from web.models import write
from web.services.errors import BadChoice
from web.services.experts import (
    TERM_YEARS,
    ExpertAnswers,
    create_expert,
    expert_problems,
    read_branches,
    series_of,
)
from web.services.reviewing import ReviewDesk
from web.services.spreadsheet import MOST_ROWS, BadSpreadsheet, Line, read_lines

COLUMNS = {
    "姓名": "name",
    "登录名": "login",
    "证件号码": "id_number",
    "工作单位": "work_unit",
    "职称": "title",
    "系列": "series",
    "专业": "branches",
    "任期开始": "valid_from",
    "任期结束": "valid_to",
}
NAMES = {field: name for name, field in COLUMNS.items()}
NEEDED = ("姓名", "登录名", "工作单位", "职称", "任期开始", "任期结束")


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedExpert:
    """A row: its number, what it says, what is wrong as (column, text)."""

    number: int
    asked: ExpertAnswers
    faults: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedExperts:
    """A whole file; `unknown` are columns nobody knows."""

    rows: tuple[CheckedExpert, ...]
    unknown: tuple[str, ...] = ()

    @property
    def good(self) -> tuple[CheckedExpert, ...]:
        """The rows that can be taken."""
        return tuple(row for row in self.rows if not row.faults)

    @property
    def bad(self) -> tuple[CheckedExpert, ...]:
        """The rows that cannot."""
        return tuple(row for row in self.rows if row.faults)

    @property
    def kept(self) -> str:
        """The good rows as the page keeps them."""
        return json.dumps([[row.number, asdict(row.asked)] for row in self.good])


def build_expert_template() -> bytes:
    """An empty xlsx file for experts."""
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet, helping = book.create_sheet("填写"), book.create_sheet("填写说明")
    for number, name in enumerate(COLUMNS, start=1):
        cell = sheet.cell(row=1, column=number, value=f"{name}*" if name in NEEDED else name)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="E4EBF2")
        letter = cell.column_letter
        sheet.column_dimensions[letter].width = 18
        for row in range(2, MOST_ROWS + 2):
            sheet.cell(row=row, column=number).number_format = "@"
    sheet.freeze_panes = "A2"
    for text in (
        f"一行是一位专家，一次最多 {MOST_ROWS} 行；不要改动第一行，不要使用公式。",
        "标 * 的列必填。登录名由字母、数字组成，同一省份不能重复。",
        "系列写名称，如“工程技术”，空着表示不限；专业可写多项，用“、”隔开，空着表示不限。",
        f"任期写成 2026-01-01 的样子，不超过 {TERM_YEARS} 年。",
    ):
        helping.append([text])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def check_experts(desk: ReviewDesk, content: bytes) -> CheckedExperts:
    """Read and check every row of an uploaded file; nothing is stored.

    :raises BadSpreadsheet: it cannot be read, has other columns, or is empty
    """
    lines = read_lines(content)
    if not lines:
        raise BadSpreadsheet("表格是空的，请在模板中填写后上传")
    columns, unknown = _columns(lines[0])
    seen: set[str] = set()
    rows = tuple(_checked(desk, columns, line, seen) for line in lines[1:])
    if not rows:
        raise BadSpreadsheet("表格中没有填写内容")
    return CheckedExperts(rows=rows, unknown=unknown)


def _columns(head: Line) -> tuple[dict[int, str], tuple[str, ...]]:
    found: dict[int, str] = {}
    unknown = []
    for number, text in enumerate(head.texts):
        field = COLUMNS.get(text.rstrip("*"))
        if field is None:
            if text:
                unknown.append(text)
        elif field in found.values():
            raise BadSpreadsheet(f"“{text}”一列出现了两次")
        else:
            found[number] = field
    missing = [name for name in NEEDED if COLUMNS[name] not in found.values()]
    if missing:
        raise BadSpreadsheet(f"第一行缺少列：{'、'.join(missing)}，请下载模板填写")
    return found, tuple(unknown)


def _checked(
    desk: ReviewDesk, columns: dict[int, str], line: Line, seen: set[str]
) -> CheckedExpert:
    said = {
        field: line.texts[number] if number < len(line.texts) else ""
        for number, field in columns.items()
    }
    faults = [
        (NAMES[columns[n]], "不能使用公式，请填写内容") for n in line.formulas if n in columns
    ]
    series = {name: id for id, name in series_of(desk.packs, desk.unit.province).items()}
    named = said.pop("series", "")
    if named and named not in series:
        faults.append(("系列", f"没有“{named}”系列，可写：{'、'.join(series)}"))
    branches = said.pop("branches", "")
    asked = ExpertAnswers(
        **{**said, "login": said.get("login", "").lower()},
        series=series.get(named, ""),
        branches=read_branches(branches),
    )
    problems = expert_problems(desk.packs, desk.unit.province, asked)
    faults += [(NAMES.get(key, key), text) for key, text in problems.items()]
    if asked.login and asked.login in seen:
        faults.append(("登录名", "与本表前面的一行重复"))
    seen.add(asked.login)
    return CheckedExpert(number=line.number, asked=asked, faults=tuple(faults))


def take_experts(desk: ReviewDesk, kept: str) -> int:
    """Take the good rows into the library, all of them or none; how many there were.

    :raises BadChoice: what is kept is none of ours, or somebody took a login name meanwhile
    """
    try:
        rows = [_answers(known) for _, known in json.loads(kept)]
    except (ValueError, TypeError) as error:
        raise BadChoice({"rows": "请重新上传表格。"}) from error
    if len(rows) > MOST_ROWS:
        raise BadChoice({"rows": f"一次最多导入 {MOST_ROWS} 行。"})
    try:
        with write(f"unit:{desk.unit.id}"):
            for asked in rows:
                problems = expert_problems(desk.packs, desk.unit.province, asked)
                if problems:
                    said = "；".join(problems.values())
                    raise BadChoice({"rows": f"“{asked.name}”：{said}，请重新上传表格。"})
                create_expert(desk.unit, asked, by=desk.operator, now=desk.now)
    except IntegrityError:
        raise BadChoice({"rows": "有登录名刚被使用，请重新上传表格检查。"}) from None
    return len(rows)


def _answers(known: dict[str, object]) -> ExpertAnswers:
    names = ExpertAnswers.__slots__
    texts = {key: str(known[key]) for key in names if key != "branches"}
    listed = known["branches"]
    branches = tuple(str(one) for one in listed) if isinstance(listed, list) else ()
    return ExpertAnswers(**texts, branches=branches)


def usual_term(today: date) -> tuple[str, str]:
    """The term that a form begins with: from today, as long as may be."""
    last = today.replace(year=today.year + TERM_YEARS, day=min(today.day, 28))
    return today.isoformat(), date.fromordinal(last.toordinal() - 1).isoformat()
