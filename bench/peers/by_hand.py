"""The plan of the bench as a Python programmer would write it it: fast, and for this plan only.

It gives the same table with the same statements as the check, and names what is wrong; it gives no
counted and excluded records, no fixes, no paths, and hides nothing from rules but whole rows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from bench.peers.application import (
    CATEGORIES,
    EDUCATIONS,
    FORMS,
    ITEMS,
    LEVELS,
    LISTS,
    RECORD_FIELDS,
    ROW_FIELDS,
    SLOTS,
    Field,
    form_fields,
)

Row = tuple[str, bool, list[str]]
DAY = re.compile(r"\d{4}-\d\d-\d\d").fullmatch
LEVEL_SET, EDUCATION_SET, HIGH = frozenset(LEVELS), frozenset(EDUCATIONS), ("国家级", "省级")
FILE_TYPES = frozenset(("pdf", "jpg"))
FORM_FIELDS = {form: form_fields(form) for form in FORMS}
ITEMS_OF = {
    category: [
        (item, frozenset(kinds), least)
        for item, (home, kinds, least) in ITEMS.items()
        if home == category
    ]
    for category in CATEGORIES
}
_days: dict[str, bool] = {}


def is_day(value: str) -> bool:
    """Whether a text is a real ISO day; remembered, since days repeat."""
    known = _days.get(value)
    if known is None:
        try:
            known = DAY(value) is not None and bool(date.fromisoformat(value))
        except ValueError:
            known = False
        if len(_days) < 100_000:
            _days[value] = known
    return known


def answers(fields: list[Field], held: Mapping[str, Any], messages: list[str]) -> bool:
    """Check the answers of a form or a row."""
    good = True
    for id, kind, required in fields:
        value = held.get(id)
        if value is None or value == "":
            if required:
                messages.append(f"{id} 为必填项, 当前尚未填写")
                good = False
            continue
        if kind == "text":
            if type(value) is str and len(value) <= 60 and value.isprintable():
                continue
            messages.append(f"{id} 不能超过 60 字")
        elif kind == "integer":
            if type(value) is int and 0 <= value <= 60:
                continue
            messages.append(f"{id} 应为 0 至 60 的整数")
        elif kind == "date":
            if type(value) is str and is_day(value):
                continue
            messages.append(f"{id} 应为真实存在的日期")
        elif kind == "choice":
            if type(value) is str and value in LEVEL_SET:
                continue
            messages.append(f"{id} 应为 {'、'.join(LEVELS)} 之一")
        elif kind == "boolean":
            if value is True or value is False:
                continue
            messages.append(f"{id} 应为是或否")
        elif kind == "words":
            if type(value) is int and 0 <= value <= 100_000:
                continue
            messages.append(f"{id} 应为 0 至 100000 的整数")
        elif type(value) is str and value in EDUCATION_SET:
            continue
        else:
            messages.append(f"{id} 应为 {'、'.join(EDUCATIONS)} 之一")
        good = False
    return good


def files_ok(name: str, files: list[dict[str, Any]] | None, most: int, told: list[str]) -> bool:
    """Check the files of a slot that must have some."""
    if not files:
        told.append(f"{name} 为必传附件, 当前尚未上传")
        return False
    good = True
    if len(files) > most:
        told.append(f"{name} 最多上传{most}个文件, 当前已上传 {len(files)} 个")
        good = False
    for file in files:
        if file["type"] not in FILE_TYPES:
            told.append(f"{name} 只能上传 pdf、jpg 文件")
            good = False
        if file["bytes"] > 10_485_760:
            told.append(f"{name} 单个文件不能超过 10MB")
            good = False
    return good


def whole_years(start: str, end: str) -> int:
    """Full years between two ISO days."""
    return int(end[:4]) - int(start[:4]) - (end[5:] < start[5:])


def check_by_hand(data: Mapping[str, Any], facts: Mapping[str, Any]) -> list[Row]:
    """The rows of the table: name, passed, messages."""
    table: list[Row] = []
    application, sections, rows = data["application"], data["sections"], data["rows"]
    told: list[str] = []
    if application.get("mode") != "normal":
        told.append("申报形式不在评审计划之内")
    branch = application.get("branch")
    if branch not in ("陶瓷", "漆艺"):
        told.append("申报专业不在评审计划之内")
    if application.get("title") != "大师":
        told.append("申报职称不在评审计划之内")
    today = facts["today"]
    if not "2026-05-01" <= today <= "2026-06-30":
        told.append("当前不能申报")
    if 2026 in facts["other_applications"]:
        told.append("2026 年度已有申报记录")
    for ban in facts["bans"]:
        if ban["from"] <= today <= ban["to"]:
            told.append("诚信档案中存在记录")
    if told:
        table.append(("申报资格", False, told))
    for form, fields in FORM_FIELDS.items():
        told = []
        good = answers(fields, sections.get(form, {}), told)
        table.append((form, good, told or [f"{form} 已填写完整"]))
    for list_id in LISTS:
        held = rows.get(list_id, [])
        told = [f"已填写{len(held)}条{list_id}信息"]
        good = 1 <= len(held) <= 200
        if not good:
            told.append(f"{list_id} 要求录入 1 至 200 条, 当前已录入了 {len(held)} 条")
        for row in held:
            good = answers(ROW_FIELDS, row, told) and good
        table.append((list_id, good, told))
    told, good = [], True
    uploaded = data["files"]
    for slot, only in SLOTS.items():
        if only and only != branch:
            continue
        files = uploaded.get(slot)
        good = files_ok(slot, files, 30, told) and good
        if files:
            told.append(f"{slot} 已上传附件 {len(files)} 个")
    table.append(("附件", good, told))
    basic = sections.get("basic", {})
    since = basic.get("post_since") or "9999-99-99"
    picked: set[str] = set()
    papers = recent = words = leading = 0
    for category, items in ITEMS_OF.items():
        told, good, total = [], True, 0
        for item, kinds, least in items:
            number, wrong = 0, []
            for record in rows.get(item, ()):
                kind = record["kind"]
                if kind not in kinds:
                    wrong.append(f"{item} 类型不符")
                    continue
                whole = answers(RECORD_FIELDS, record, wrong)
                whole = files_ok("证明", record["files"].get("proof"), 10, wrong) and whole
                if record["status"] != "passed":
                    wrong.append(f"{item} 尚未审核通过")
                if record["record"] in picked:
                    wrong.append(f"{item} 不能重复录入")
                    continue
                picked.add(record["record"])
                number += 1
                if not whole:
                    continue
                day, level, rank = record["date"], record["level"], record["rank"]
                if level in HIGH and "2022-01-01" <= day <= "2026-12-31":
                    recent += 1
                if kind == "paper":
                    words += record["words"]
                    if rank == 1 and level in HIGH and since <= day <= "2026-12-31":
                        papers += 1
                elif (kind == "project" and rank <= 2) or (kind == "award" and level == "国家级"):
                    leading += 1
            total += number
            if number < least:
                told.append(f"{item} 为必填项, 当前尚未录入")
                good = False
            told.append(f"{item} 已录入 {number} 个业绩")
            if wrong:
                told += wrong
                good = False
        minimum = CATEGORIES[category]
        if minimum:
            told.insert(0, f"{category} 要求至少录入{minimum}项记录, 当前已录入了 {total} 项")
            good = good and total >= minimum
        table.append((category, good, told))
    for name, holds in rules(basic, rows, since, papers, recent, words, leading):
        if not holds:
            table.append((name, False, [f"{name} 不符合要求"]))
    education = basic.get("education")
    if education in EDUCATION_SET and is_day(since):
        years, need = whole_years(since, "2026-12-31"), EDUCATIONS[education]
        told = [f"学历资历 “{education}”要求 年限 ≥ {need} 年, 当前 {years} 年"]
        table.append(("学历资历", years >= need, told))
    return table


def rules(
    basic: Mapping[str, Any], rows: Mapping[str, Any], since: str,
    papers: int, recent: int, words: int, leading: int,
) -> list[tuple[str, bool]]:  # fmt: skip
    """The rules that stand apart, each with whether it holds; unknown answers fail elsewhere."""
    major, work, birth = basic.get("major_years"), basic.get("work_years"), basic.get("birth")
    known = type(major) is int and type(work) is int
    born = type(birth) is str and is_day(birth) and is_day(since)
    jobs, reviews = rows.get("jobs", ()), rows.get("reviews", ())
    good_scores = [1 for row in reviews if type(row.get("score")) is int and row["score"] >= 30]
    return [
        ("专业年限", not known or major <= work),
        ("任职年龄", not born or whole_years(birth, since) >= 18),
        ("工作经历", not born or all(row.get("since", "9") >= birth for row in jobs)),
        ("第一作者论文", papers >= 1),
        ("近五年业绩", recent >= 3),
        ("论文字数", words >= 3000),
        ("考核", len(good_scores) >= 1),
        ("主持项目或国家级奖励", leading >= 1),
    ]
