"""One schema per kind of pack, put together from the parts beside it."""

from __future__ import annotations

from collections.abc import Callable

from engine.packs.schemas.calendar import CALENDAR_KEYS
from engine.packs.schemas.case import CASE_KEYS
from engine.packs.schemas.common import COMMON_KEYS, TEXT, common_defs, header
from engine.packs.schemas.layers import declared
from engine.packs.schemas.province import PROVINCE_KEYS
from engine.packs.schemas.table import table_keys, table_required
from engine.packs.schemas.words import (
    PACK_ID,
    Schema,
    choice,
    date,
    many,
    pack_id,
    record,
    table_of,
    text,
    whole,
    yes_no,
)

ATTRIBUTE_TYPES = ("text", "integer", "number", "boolean", "date")


def _codes() -> Schema:
    entry: Schema = {
        "title": "代码",
        "description": "一个代码；attributes 里声明的属性也写在这里。",
        "type": "object",
        "properties": {
            "code": text("代码", "存入申报材料的值；请加引号。"),
            "name": text("名称", "给人看的名称。"),
            "parent": text("上级代码", "级联时的上一级。"),
            "valid_from": date("启用日期", "这一天起可以选用。"),
            "valid_to": date("停用日期", "这一天后不能再选用。"),
        },
        "required": ["code", "name"],
        "additionalProperties": {"type": ["string", "number", "boolean"]},
    }
    return record(
        "代码表",
        "一张代码表，如国家标准 GB/T 3304 民族代码。",
        {
            **header("codes"),
            "attributes": table_of(
                "属性",
                "每个代码另有的属性和它们的类型；表达式里写 字段.属性。",
                choice("类型", "", *ATTRIBUTE_TYPES),
                propertyNames={"pattern": "^[a-z][a-z0-9_]*$"},
            ),
            "entries": many("代码", "全部代码，按显示顺序。", entry, minItems=1),
        },
        "kind",
        "id",
        "name",
        "entries",
    )


def _series() -> Schema:
    title = record(
        "职称",
        "一个职称。",
        {
            "name": text("名称", "如 高级教师。"),
            "level": text("级别", "如 正高级、副高级、中级、助理级、员级。"),
            "formerly": many("曾用名", "旧名称。", TEXT),
        },
        "name",
        "level",
    )
    branch = record(
        "专业类别",
        "系列里的一支，有自己的职称名称。",
        {
            "name": text("名称", ""),
            "titles": many("职称", "从高到低。", title, minItems=1),
        },
        "name",
        "titles",
    )
    return record(
        "职称系列",
        "27 个职称系列之一；职称的级别只在这里查。",
        {
            **header("series"),
            "code": text("代码", "系列代码。"),
            "branches": many("专业类别", "至少一支。", branch, minItems=1),
        },
        "kind",
        "id",
        "name",
        "branches",
    )


def _calendar() -> Schema:
    return record(
        "工作日历",
        "各年的放假和调休；以工作日计的期限按它计算。",
        {**header("calendar"), **CALENDAR_KEYS},
        "kind",
        "id",
        "name",
        "years",
    )


def _province() -> Schema:
    return record(
        "省份",
        "一个省的做法：账号、单位、档案项目、申报模块、用语、表格。",
        {
            **header("province"),
            "abstract": yes_no("只供沿用", "true：不是一个省，只供其他省份沿用。"),
            **PROVINCE_KEYS,
            **COMMON_KEYS,
        },
        "kind",
        "id",
        "name",
    )


def _standard() -> Schema:
    return record(
        "评审标准",
        "一个系列里若干职称的评审标准。",
        {
            **header("standard"),
            "abstract": yes_no("只供沿用", "true：不能直接申报，只供其他标准沿用。"),
            "province": pack_id("省份", "在哪个省的基础上。"),
            "series": pack_id("系列", "职称系列的编号。"),
            "titles": many("职称", "可申报的职称，名称与系列一致。", TEXT),
            "version": text("版本", "标准的版本；写成文字，如 '2022.1'。"),
            **COMMON_KEYS,
        },
        "kind",
        "id",
        "name",
    )


def _plan() -> Schema:
    used = record(
        "采用的标准",
        "这次申报采用的一个评审标准；这里也可以写公共键，只改这一个标准。",
        {
            "standard": pack_id("标准", "评审标准的编号。"),
            "titles": many(
                "职称", "只开放其中这些职称；省略表示全部。", {"type": "string"}, minItems=1
            ),
            "branches": many(
                "专业", "只在计划的这些专业开放；省略表示全部。", {"type": "string"}, minItems=1
            ),
            **COMMON_KEYS,
        },
        "standard",
    )
    return record(
        "评审计划",
        "一次申报：年度、评委会、采用的标准、时间和要求。",
        {
            **header("plan"),
            "abstract": yes_no("只供沿用", "true：不能申报，只供其他计划沿用。"),
            "province": pack_id("省份", "哪个省的计划。"),
            "year": whole("年度", "计划年度。", minimum=1949, maximum=2999),
            "type": text("计划类型", "如 职称申报计划。"),
            "committee": text("评委会", "受理的评委会。"),
            "window": record(
                "申报时间",
                "首尾两天都可以申报。",
                {
                    "from": date("从", "开始申报的日期。"),
                    "to": date("到", "截止申报的日期。"),
                },
            ),
            "cutoff": date("截止计算日", "年限和业绩算到哪一天。"),
            "modes": many(
                "申报形式",
                "可选的申报形式，如常规申报、破格申报。",
                declared("申报形式", "", {"hint": text("说明", "选择时显示的说明。")}),
            ),
            "series": pack_id("系列", "职称系列的编号。"),
            "branches": many("专业", "可以申报的专业。", TEXT),
            "levels": many(
                "级别", "评审的级别；省略时按可申报的职称从系列查出。", {"type": "string"}
            ),
            "standards": many("采用的标准", "至少一个。", used, minItems=1),
            "interview": text("面试", "是否面试，如 不需要。"),
            "scope": text("评审范围", "哪些人可以申报。"),
            "text": text("计划内容", "计划的正文。"),
            "notes": many("注意事项", "逐条列出。", TEXT),
            "downloads": many(
                "下载",
                "可下载的文件。",
                record(
                    "文件",
                    "",
                    {"name": text("名称", ""), "file": text("文件", "文件的路径。")},
                    "name",
                    "file",
                ),
            ),
            **COMMON_KEYS,
        },
        "kind",
        "id",
        "name",
    )


def _table() -> Schema:
    return record(
        "表格",
        "一张打印的表，如评审表。",
        {**header("table"), **table_keys()},
        "kind",
        "id",
        "name",
        *table_required(),
    )


def _case() -> Schema:
    extends = {
        "title": "沿用",
        "description": "先取这个案例的内容，再用本文件改写。",
        "type": "string",
        "pattern": PACK_ID,
    }
    return record(
        "案例",
        "一个虚构的申报人，和他应得的检测结果。",
        {**header("case", extends=False), "extends": extends, **CASE_KEYS},
        "kind",
        "id",
        "name",
    )


SCHEMAS: dict[str, Callable[[], Schema]] = {
    "codes": _codes,
    "series": _series,
    "calendar": _calendar,
    "province": _province,
    "standard": _standard,
    "plan": _plan,
    "table": _table,
    "case": _case,
}


def build_schema(kind: str) -> Schema:
    """The 2020-12 schema of a kind, with only the `$defs` that it needs.

    :raises KeyError: there is no such kind of pack
    """
    body = SCHEMAS[kind]()
    needed = _needed(body, common_defs())
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **body}
    return {**schema, "$defs": needed} if needed else schema


def _needed(body: Schema, defs: Schema) -> Schema:
    found: set[str] = set()
    waiting: list[object] = [body]
    while waiting:
        part = waiting.pop()
        if isinstance(part, list):
            waiting.extend(part)
        elif isinstance(part, dict):
            waiting.extend(part.values())
            target = part.get("$ref")
            name = target.rpartition("/")[2] if isinstance(target, str) else ""
            if name in defs and name not in found:
                found.add(name)
                waiting.append(defs[name])
    return {name: defs[name] for name in defs if name in found}
