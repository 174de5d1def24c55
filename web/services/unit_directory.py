"""单位名录: names and codes that staff give, and units are matched with (山东手册 L112)."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from web.models import Account, ListedUnit, write
from web.services import events
from web.services.errors import BadChoice
from web.services.unit_search import clean_code, is_code_of_right_shape, plain_name

HEADINGS = ("单位名称", "统一社会信用代码")
MOST_BYTES = 5 * 1_048_576
MOST_LINES = 50_000
MOST_TOLD = 20
PART = 500
"""Rows that go into the database at once."""
MATCHES: Mapping[str, str] = {
    "": "本省没有单位名录，未作自动比对",
    "matched": "名称与代码同单位名录一致",
    "other_name": "名录中该代码是另一个单位名称",
    "unlisted": "名录中没有该代码",
    "no_code": "没有统一社会信用代码，不能自动比对",
}
BY_HAND = frozenset({"other_name", "unlisted", "no_code"})
"""What staff have to look at themselves before a unit is accepted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One line of the table: name and code as they will be kept."""

    name: str
    code: str


def match(province: str, name: str, code: str | None) -> str:
    """What the directory says of a name and a code: a key of `MATCHES`."""
    listed = ListedUnit.select().where(ListedUnit.province == province)
    if not listed.exists():
        return ""
    if not code:
        return "no_code"
    found: ListedUnit | None = listed.where(ListedUnit.credit_code == code).first()
    if found is None:
        return "unlisted"
    return "matched" if found.plain == plain_name(name) else "other_name"


def count_listed(province: str) -> int:
    """How many organisations the directory of a province has."""
    return int(ListedUnit.select().where(ListedUnit.province == province).count())


def read_directory(content: bytes) -> tuple[Listed, ...]:
    """The lines of a CSV table (UTF-8 or GB 18030) whose first line has the two headings.

    :raises BadChoice: under `file`, with what is wrong in which line
    """
    if len(content) > MOST_BYTES:
        raise BadChoice({"file": "文件不能超过 5 MB，请分几次导入。"})
    rows = list(csv.reader(io.StringIO(_text(content)), strict=False))
    first = [cell.strip() for cell in rows[0]] if rows else []
    if any(heading not in first for heading in HEADINGS):
        raise BadChoice({"file": "第一行应为表头，含“单位名称”和“统一社会信用代码”两列。"})
    if len(rows) - 1 > MOST_LINES:
        raise BadChoice({"file": f"一次最多导入 {MOST_LINES} 行，请分几次导入。"})
    places = [first.index(heading) for heading in HEADINGS]
    lines = {
        number: tuple(row[at].strip() if at < len(row) else "" for at in places)
        for number, row in enumerate(rows[1:], 2)
    }
    filled = {number: line for number, line in lines.items() if any(line)}
    return _checked(filled)


def _text(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding).replace("\x00", "")
        except UnicodeDecodeError:
            continue
    raise BadChoice({"file": "文件不是文本表格。请在电子表格软件中另存为 CSV 后再导入。"})


def _checked(lines: Mapping[int, Sequence[str]]) -> tuple[Listed, ...]:
    problems: list[str] = []
    seen: dict[str, int] = {}
    for number, (name, typed) in lines.items():
        code = clean_code(typed)
        if not name or len(name) > 60:
            problems.append(f"第 {number} 行：请填写单位名称，不超过 60 字")
        elif not is_code_of_right_shape(code):
            problems.append(f"第 {number} 行“{name}”：统一社会信用代码应为 18 位且校验位相符")
        elif seen.setdefault(code, number) != number:
            problems.append(f"第 {number} 行“{name}”：代码与第 {seen[code]} 行相同")
    if not lines:
        problems.append("表中没有单位，请在表头下面逐行填写。")
    if problems:
        more = len(problems) - MOST_TOLD
        told = problems[:MOST_TOLD] + ([f"另有 {more} 处同类问题"] if more > 0 else [])
        raise BadChoice({"file": "；".join(told) + "。没有导入任何一行，请修改后重新导入。"})
    return tuple(Listed(name=name, code=clean_code(typed)) for name, typed in lines.values())


def import_directory(
    province: str, lines: Sequence[Listed], *, replaces: bool, actor: Account, now: datetime
) -> int:
    """Take lines into the directory, codes that are there get their new name; `replaces` drops what
    was there before. How many there are then."""
    with write(f"directory:{province}"):
        old = ListedUnit.delete().where(ListedUnit.province == province)
        if not replaces:
            codes = [one.code for one in lines]
            for start in range(0, len(codes), PART):
                part = codes[start : start + PART]
                old.where(ListedUnit.credit_code << part).execute()
        else:
            old.execute()
        for start in range(0, len(lines), PART):
            part_of = lines[start : start + PART]
            ListedUnit.bulk_create([_row(province, one, now) for one in part_of])
        details = {"lines": len(lines), "replaces": replaces}
        events.record(
            f"directory:{province}", "directory-imported", actor=actor, now=now, details=details
        )
    return count_listed(province)


def _row(province: str, one: Listed, now: datetime) -> ListedUnit:
    return ListedUnit(
        province=province,
        name=one.name,
        plain=plain_name(one.name),
        credit_code=one.code,
        listed_at=now,
    )
