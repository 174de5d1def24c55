"""The common keys: what province, standard and plan may all say, merged in that order."""

from __future__ import annotations

from engine.packs.schemas.certificate import CERTIFICATE_KEYS
from engine.packs.schemas.conditions import CONDITION_DEFS
from engine.packs.schemas.fields import field_defs
from engine.packs.schemas.papers import PAPER, PAPERS
from engine.packs.schemas.province import PROVINCE_DEFS
from engine.packs.schemas.rules import RULE_DEFS
from engine.packs.schemas.sections import SECTION_DEFS
from engine.packs.schemas.words import (
    PACK_ID,
    Schema,
    choice,
    many,
    pack_id,
    ref,
    table_of,
    text,
)
from engine.packs.schemas.workflow import WORKFLOW_DEFS, WORKFLOW_KEYS

TEXT: Schema = {"type": "string"}

USED_TABLE: Schema = {
    "title": "表格",
    "description": "表格的编号；只在某些情况下才有的写成映射。",
    "type": ["string", "object"],
    "pattern": PACK_ID,
    "properties": {
        "table": pack_id("表格", "表格的编号。"),
        "when": ref("condition", "何时有", "条件不成立时没有这张表。"),
    },
    "required": ["table"],
    "additionalProperties": False,
}

COMMON_KEYS: Schema = {
    "sections": many("模块", "申报材料的各个部分。", ref("section")),
    "pages": many("页面", "填报时左侧导航的各页。", ref("page")),
    "kinds": many("业绩类型", "业绩档案的各个项目。", ref("kind")),
    "categories": many("申报业绩类别", "评审标准里的各类条件。", ref("category")),
    "windows": many("时间段", "计数时用到的时间段。", ref("window")),
    "computed": many("计算值", "由已填内容算出的值。", ref("computed")),
    "eligibility": many("学历资历条件", "学历与年限的对照表。", ref("eligibility")),
    "rules": many("规则", "单独的各条检查。", ref("rule")),
    "report": many("检测表", "检测表的各行，按顺序。", ref("report_row")),
    "prohibitions": many(
        "不得申报的情形",
        "要由系统查证的情形。",
        choice(
            "情形",
            "plan_open 申报时间之外，one_application_per_plan_year 一个申报年度只申报一次，"
            "integrity_ban 诚信档案禁止申报期内，unit_binding 未绑定用人单位。",
            "plan_open",
            "one_application_per_plan_year",
            "integrity_ban",
            "unit_binding",
        ),
    ),
    "assignment": choice(
        "业绩归类",
        "filed 按申报人归的项目算（默认），best 由系统找一种能满足要求的归法。",
        "filed",
        "best",
    ),
    "pickable": many("可提取的状态", "业绩档案里哪些审核状态的记录可以提取。", TEXT),
    "terms": table_of("用语", "本省的说法，如“提取”叫“导入”。", TEXT),
    "messages": table_of("文案", "检测报告里的句子，按文案编号改写。", TEXT),
    "tables": many("表格", "可以打印的表格，第一张是评审表。", ref("used_table")),
    "exams": PAPERS,
    **WORKFLOW_KEYS,
    **CERTIFICATE_KEYS,
}


def common_defs() -> Schema:
    """The `$defs` that the common keys refer to."""
    return {
        **CONDITION_DEFS,
        **field_defs(),
        **SECTION_DEFS,
        **RULE_DEFS,
        "used_table": USED_TABLE,
        "paper": PAPER,
        **WORKFLOW_DEFS,
        **PROVINCE_DEFS,
    }


def header(kind: str, *, extends: bool = True) -> Schema:
    """The keys that open every pack file."""
    keys: Schema = {
        "$schema": text("模式", "供编辑器使用，平台不看。"),
        "kind": {
            "title": "种类",
            "description": "这个文件是哪一类规则包。",
            "const": kind,
        },
        "id": pack_id("编号", "全部同类规则包里唯一，如 my-province/k12-senior。"),
        "name": text("名称", "给人看的名称。"),
        "source": text("依据", "出自哪份文件。"),
    }
    if extends:
        keys["extends"] = {
            "title": "沿用",
            "description": "先合并这些同类规则包，再用本文件改写；可写一个编号或几个编号的列表。",
            "type": ["string", "array"],
            "minLength": 1,
            "items": {"type": "string"},
        }
    return keys
