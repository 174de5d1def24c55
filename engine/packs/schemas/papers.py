"""Schemas of exams: written tests, interviews, defences."""

from __future__ import annotations

from engine.packs.schemas.layers import declared
from engine.packs.schemas.words import Schema, choice, many, record, ref, text

PAPER = declared(
    "考试",
    "一项笔试、面试或答辩；评委会据此安排场次、座位和准考证，登记成绩。",
    {
        "kind": choice(
            "考试方式",
            "written 笔试，interview 面试，defence 答辩。",
            "written",
            "interview",
            "defence",
        ),
        "when": ref("condition", "谁要参加", "条件成立的申报人参加；省略表示都参加。"),
        "subject": text("科目", "如 专业理论与实务。"),
        "full": {
            "title": "满分",
            "description": "默认 100。",
            "type": "number",
            "exclusiveMinimum": 0,
            "maximum": 1000,
        },
        "pass": {
            "title": "合格分",
            "description": "达到这个分数为合格；省略表示不划线，由评委会掌握。",
            "type": "number",
            "minimum": 0,
            "maximum": 1000,
        },
        "notes": many("考生须知", "逐条印在准考证上。", {"type": "string"}),
        "exempt": record(
            "免试",
            "可以申请免试（免面试）的情形；省略表示不能免。",
            {
                "grounds": many("情形", "申请人从中选一项。", {"type": "string"}, minItems=1),
                "text": text("说明", "申请免试的页面上的话，如需要哪些证明。"),
            },
            "grounds",
        ),
    },
)
PAPERS: Schema = many("考试", "这次评审的笔试、面试、答辩，按先后。", ref("paper"))
