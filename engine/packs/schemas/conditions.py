"""Schemas of conditions, thresholds and what is counted."""

from __future__ import annotations

from engine.packs.schemas.words import (
    Schema,
    choice,
    inner_id,
    many,
    number,
    record,
    ref,
    table_of,
    text,
    whole,
)

SCALAR = ["string", "number", "boolean", "null"]

TEST: Schema = {
    "title": "对一个值的要求",
    "description": "写值表示等于，写列表表示其中之一，写 null 表示没有填；也可写范围或排除。",
    "type": [*SCALAR, "array", "object"],
    "items": {"type": SCALAR},
    "properties": {
        "min": {
            "title": "不小于",
            "description": "含端点；数或日期。",
            "type": ["number", "string"],
        },
        "max": {
            "title": "不大于",
            "description": "含端点；数或日期。",
            "type": ["number", "string"],
        },
        "not": {
            "title": "不是",
            "description": "不等于这个值；写列表表示不是其中任何一个。",
            "type": [*SCALAR, "array"],
            "items": {"type": SCALAR},
        },
        "filled": {
            "title": "是否已填",
            "description": "true 表示已填，false 表示没有填。",
            "type": "boolean",
        },
    },
    "additionalProperties": False,
    "minProperties": 1,
}

CONDITION: Schema = {
    "title": "条件",
    "description": "“路径: 要求”组成的映射（全部满足才成立），或一个表达式。",
    "type": ["object", "string"],
    "minLength": 1,
    "minProperties": 1,
    "additionalProperties": ref("test"),
}

REQUIRED: Schema = {
    "title": "必填",
    "description": "true 或 false，也可以写条件：条件成立时必填。",
    "type": ["boolean", "object", "string"],
    "minLength": 1,
    "minProperties": 1,
    "additionalProperties": ref("test"),
}

THRESHOLD: Schema = {
    "title": "数量要求",
    "description": "一个数；或分情况：第一个成立的算数，最后可写不带 when 的一项作为其他情况。",
    "type": ["number", "array"],
    "minimum": 0,
    "minItems": 1,
    "items": record(
        "一种情况",
        "条件成立时用这个数。",
        {
            "when": ref("condition", "什么情况", "省略表示其他情况，只能写在最后。"),
            "value": number("数", "这种情况下的要求。", minimum=0),
        },
        "value",
    ),
}

WITHIN: Schema = {
    "title": "时间范围",
    "description": "时间段的编号；按别的日期字段算时写成映射。日期不明的记录不算在内。",
    "type": ["string", "object"],
    "pattern": "^[a-z][a-z0-9_]*$",
    "properties": {
        "window": inner_id("时间段", "windows 里的编号。"),
        "by": inner_id("按哪个日期", "记录的日期字段；省略时用业绩类型的 date。"),
    },
    "required": ["window"],
    "additionalProperties": False,
}

WEIGHTS = record(
    "折算",
    "按字段的值折算数量，如大型 1 项、中型 0.5 项。",
    {
        "by": inner_id("按哪个字段", "记录的字段。"),
        "values": table_of("折算表", "字段的值对应的数量。", {"type": "number", "minimum": 0}),
        "otherwise": number("其他", "表里没有的值算多少，默认 0。", minimum=0),
    },
    "by",
    "values",
)

HIGHEST = record(
    "只计最高",
    "同一成果多次获奖，只有最高的一次算数。",
    {
        "of": inner_id("同一成果", "这个字段相同的记录是同一成果。"),
        "by": inner_id("比较哪个字段", "记录的字段，如等级。"),
        "order": many("从高到低", "字段的值，从高到低排列。", {"type": "string"}, minItems=1),
    },
    "of",
    "by",
    "order",
)

SUBSTITUTE = record(
    "替代",
    "用另一种成果抵数，如 2 项专利抵 1 篇论文。",
    {
        "count": ref("count", "替代的成果", "怎样数替代的成果。"),
        "each": number("几项", "几项替代成果抵一次，默认 1。", exclusiveMinimum=0),
        "stands_for": number("抵多少", "每次抵多少，默认 1。", exclusiveMinimum=0),
        "up_to": number("最多抵", "最多抵多少；省略表示不限。", minimum=0),
        "name": text("名称", "报告里怎样称呼，如“授权发明专利”。"),
    },
    "count",
)

COUNT = record(
    "怎样数",
    "范围（section、items、categories，都不写表示全部业绩）、筛选和数法。",
    {
        "section": inner_id("模块", "数这个模块的行。"),
        "items": many("项目", "只数这些项目里的业绩。", inner_id("项目"), minItems=1),
        "categories": many("类别", "只数这些类别里的业绩。", inner_id("类别"), minItems=1),
        "kinds": many("业绩类型", "只数这些类型。", inner_id("业绩类型"), minItems=1),
        "of": choice(
            "数什么",
            "records 数记录（默认），items 数有业绩的项目，categories 数有业绩的类别。",
            "records",
            "items",
            "categories",
        ),
        "where": ref("condition", "筛选", "只数符合条件的记录，路径是记录的字段。"),
        "within": ref("within"),
        "sum": inner_id("求和", "不数条数，而把这个字段加起来。"),
        "distinct": inner_id("去重", "这个字段相同的只数一次。"),
        "weights": ref("weights"),
        "best": whole("取最好几项", "只计数值最大的几项。", minimum=1),
        "per": choice("按年", "year：时间段里的每一年都要达到。", "year"),
        "highest": ref("highest"),
        "substitutes": many("替代", "可以用来抵数的其他成果。", ref("substitute"), minItems=1),
        "unit": text("量词", "报告里的量词，默认“项”。"),
    },
)

CONDITION_DEFS: Schema = {
    "test": TEST,
    "condition": CONDITION,
    "required": REQUIRED,
    "threshold": THRESHOLD,
    "within": WITHIN,
    "weights": WEIGHTS,
    "highest": HIGHEST,
    "substitute": SUBSTITUTE,
    "count": COUNT,
}
