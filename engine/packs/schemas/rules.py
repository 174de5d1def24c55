"""Schemas of what a standard demands: categories, windows, eligibility, rules, report rows."""

from __future__ import annotations

from engine.packs.schemas.layers import declared
from engine.packs.schemas.words import (
    Schema,
    choice,
    inner_id,
    many,
    record,
    ref,
    table_of,
    text,
    whole,
)

SEVERITY = choice(
    "轻重",
    "error 不合格、不能提交（默认），warning 提醒，note 说明，manual 留给评审人判断。",
    "error",
    "warning",
    "note",
    "manual",
)

ACCEPT: Schema = {
    "title": "接受什么",
    "description": "业绩类型的编号；要筛选时写成映射。",
    "type": ["string", "object"],
    "pattern": "^[a-z][a-z0-9_]*$",
    "properties": {
        "kind": inner_id("业绩类型", "kinds 里的编号。"),
        "where": ref("condition", "筛选", "只接受符合条件的记录，路径是记录的字段。"),
        "within": ref("within"),
    },
    "required": ["kind"],
    "additionalProperties": False,
}

ITEM = declared(
    "项目",
    "类别里的一个条件，业绩归在项目之下。",
    {
        "accepts": many("接受什么", "可以归入这个项目的业绩。", ref("accept"), minItems=1),
        "min": ref("threshold", "最少几项", "这个项目至少几项业绩。"),
        "max": ref("threshold", "最多几项", "这个项目至多几项业绩。"),
        "when": ref("condition", "何时出现", "条件不成立时不显示，也不检查。"),
        "hint": text("提示", "显示在项目名称下面。"),
    },
)

CATEGORY = declared(
    "申报业绩类别",
    "如“能力条件”“业绩条件”，由若干项目组成。",
    {
        "items": many("项目", "这个类别的项目。", ref("item")),
        "min": ref("threshold", "最少几项", "这个类别至少几项。"),
        "max": ref("threshold", "最多几项", "这个类别至多几项。"),
        "count": choice(
            "数什么",
            "records 数业绩条数（默认），items 数有足够业绩的项目（“具备下列条件中的两条”）。",
            "records",
            "items",
        ),
        "when": ref("condition", "何时出现", "条件不成立时不显示，也不检查。"),
        "hint": text("提示", "显示在类别名称下面。"),
    },
)

WINDOW = declared(
    "时间段",
    "首尾两天都算在内。写 from，或写 years 表示到 to 为止的几年。",
    {
        "from": text("从", "日期，或得出日期的表达式。"),
        "to": text("到", "日期，或得出日期的表达式；省略时是 plan.cutoff。"),
        "years": whole("几年", "到 to 为止的几年。", minimum=1),
    },
)

COMPUTED = declared(
    "计算值",
    "由已填内容算出的值，表达式里叫 computed.编号，报告里连同算法一起显示。",
    {
        "value": text("表达式", "怎样算；可以用写在前面的计算值。"),
        "unit": text("单位", "如“年”。"),
    },
)

MEASURE = declared(
    "资历年限",
    "学历资历表里的一种年限，如“受聘一级教师年限”。",
    {"value": text("表达式", "得出年数的表达式。")},
)

ELIGIBILITY = declared(
    "学历资历条件",
    "学历 × 年限：符合任何一行即可。",
    {
        "section": inner_id("报告位置", "结果写在检测报告的哪个模块。"),
        "by": text("按什么", "得出学历等文字的表达式，与每行的 any_of 比较。"),
        "measures": many("年限", "要比较的年限。", ref("measure")),
        "rows": many(
            "各行",
            "每行是一种够条件的情形。",
            record(
                "一行",
                "",
                {
                    "any_of": many("学历", "符合其中之一。", {"type": "string"}, minItems=1),
                    "need": table_of(
                        "需要年限",
                        "年限编号对应的最低年数，全部达到才算。",
                        {"type": "number", "minimum": 0},
                    ),
                    "when": ref("condition", "另需条件", "条件成立时这一行才适用。"),
                    "note": text("说明", "这一行的说明或出处。"),
                },
                "any_of",
                "need",
            ),
            minItems=1,
        ),
        "when": ref("condition", "何时检查", "条件不成立时不检查。"),
        "severity": SEVERITY,
    },
)

RULE = declared(
    "规则",
    "单独的一条检查：count、must、choose 三者写其一；severity 为 manual 时可以都不写。",
    {
        "severity": SEVERITY,
        "when": ref("condition", "何时检查", "条件不成立时不检查。"),
        "section": inner_id("报告位置", "结果写在检测报告的哪个模块。"),
        "at": text("定位", "有问题时跳到哪个字段或项目，如 personal.major_years。"),
        "message": text("不通过时说", "{表达式} 会换成它的值。"),
        "done": text("通过时说", "{表达式} 会换成它的值。"),
        "must": ref("condition", "必须成立", "表达式或条件映射。"),
        "count": ref("count"),
        "choose": many("任选", "这些规则里至少有 min 条成立。", ref("rule"), minItems=2),
        "min": ref("threshold", "最少", "count 或 choose 的最低数。"),
        "max": ref("threshold", "最多", "count 或 choose 的最高数。"),
    },
)

REPORT_ROW = declared(
    "检测表的一行",
    "检测表按这里的顺序列出；没有写到的模块和类别各自成行。",
    {
        "sections": many("模块", "这一行包含的模块。", inner_id("模块"), minItems=1),
        "categories": many("类别", "这一行包含的类别。", inner_id("类别"), minItems=1),
    },
)

RULE_DEFS: Schema = {
    "accept": ACCEPT,
    "item": ITEM,
    "category": CATEGORY,
    "window": WINDOW,
    "computed": COMPUTED,
    "measure": MEASURE,
    "eligibility": ELIGIBILITY,
    "rule": RULE,
    "report_row": REPORT_ROW,
}
