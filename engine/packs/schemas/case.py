"""Schema of a case: a fictitious applicant and the findings expected."""

from __future__ import annotations

from typing import Any

from engine.packs.schemas.words import (
    Schema,
    choice,
    date,
    many,
    pack_id,
    record,
    table_of,
    text,
)

ANY: dict[str, Any] = {}
LAYERED: Schema = {"type": ["object", "null"]}
"""What a case takes out of the one that it extends is null."""


def _open_map(title: str, description: str, values: Schema) -> Schema:
    return table_of(title, description, values) | {"type": ["object", "null"]}


DOSSIER = record(
    "申报材料",
    "与申报材料文件相同的键，不写 kind 和 plan；null 去掉所沿用的案例里的内容。",
    {
        "application": record(
            "申报",
            "申报的是什么。",
            {
                "mode": text("申报形式", "计划里申报形式的编号。"),
                "standard": text("标准", "评审标准的编号。"),
                "branch": text("专业", "申报专业。"),
                "title": text("职称", "申报职称。"),
            },
        ),
        "sections": _open_map("填写内容", "按模块、字段的编号。", LAYERED),
        "rows": _open_map(
            "行",
            "按模块或项目的编号，每行有 id。",
            {"type": ["array", "null"], "items": {"type": "object"}},
        ),
        "files": _open_map(
            "附件",
            "按附件项的编号，每个文件是一个映射。",
            {"type": ["array", "null"], "items": {"type": "object"}},
        ),
    },
)

FACTS = record(
    "事实",
    "系统查证的情况。",
    {
        "today": date("今天", "检测的日期。"),
        "other_applications": many("其他申报", "本人其他申报的计划年度。", {"type": "integer"}),
        "bans": many(
            "禁止申报期",
            "诚信档案里的禁止申报期。",
            record("一段", "", {"from": date("从", "首日。"), "to": date("到", "末日。")}),
        ),
        "bound": {"title": "已绑定单位", "description": "是否已绑定单位。", "type": "boolean"},
        "stale": many("已变动的记录", "提取之后又有变动的业绩记录的编号。", {"type": "string"}),
        "open_until": date("可改到", "这一份申报最后可改的一天，比计划的截止日期晚时才写。"),
    },
)

EXPECT = record(
    "应得结果",
    "没有写的不比较。",
    {
        "passed": {"title": "通过", "description": "是否可以提交。", "type": "boolean"},
        "failed": many("不通过的行", "检测表里恰好这些行不通过。", {"type": "string"}),
        "rows": table_of("检测表的文字", "检测表某行的全文。", {"type": "string"}),
        "findings": many(
            "检测结果",
            "每一条都应当出现；写了的键都要相符。",
            record(
                "一条",
                "",
                {
                    "code": text("代码", "检测结果的代码。"),
                    "path": text("位置", "字段、项目或附件项。"),
                    "rule": text("规则", "规则的编号。"),
                    "severity": choice(
                        "轻重",
                        "error、warning、note、manual。",
                        "error",
                        "warning",
                        "note",
                        "manual",
                    ),
                },
            ),
        ),
        "computed": table_of("计算值", "计算值的编号和应得的值。", ANY),
    },
)

CASE_KEYS: Schema = {
    "plan": pack_id("评审计划", "用哪个计划检测；可从所沿用的案例取得。"),
    "dossier": DOSSIER,
    "facts": FACTS,
    "expect": EXPECT,
}
