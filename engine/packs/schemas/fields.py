"""Schemas of fields: the keys that all types share, and for each type its own options."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.fields import FIELD_TYPES
from engine.packs.schemas.layers import declared
from engine.packs.schemas.words import Schema, choice, ref, text, yes_no

COMMON: Schema = {
    "required": ref("required"),
    "when": ref("condition", "何时出现", "条件不成立时不显示，也不检查。"),
    "hint": text("提示", "显示在输入框旁边。"),
    "readonly": yes_no("只读", "申报人不能改。"),
    "printed": {
        "title": "要打印",
        "description": "false：不必出现在任何表格里。",
        "type": "boolean",
        "default": True,
    },
    "done": text("完成时说", "填好时检测报告里说的话，如“个人免冠照片已正确上传”。"),
    "at_most": text("不得超过", "另一个数字字段的路径，这个字段的值不能比它大。"),
    "prefill": text("预填", "个人信息的路径，如 career.political；开始申报时取它的值，仍可修改。"),
    "sensitive": choice(
        "敏感信息",
        "审核人看到时怎样隐藏：id 和 mobile 留前三位、后四位，text 留第一个字，none 不隐藏；"
        "身份证号、手机号和邮箱不写也会隐藏。",
        "id",
        "mobile",
        "text",
        "none",
    ),
    "names": choice(
        "所列的人",
        "collaborators：这个文本字段列出合作者（作者、参与人、完成人），写法如“张三、李四”。"
        "名单中有评审专家姓名的，专家对这项申报须回避；同名而不是同一人的，评委会办公室写明原因后解除。"
        "匿名评审时不给专家看。",
        "collaborators",
    ),
}


def type_names() -> tuple[str, ...]:
    """The field types that packs may use."""
    return tuple(FIELD_TYPES)


def field_defs() -> Schema:
    """`field`, which looks at `type`, and one closed `field_<type>` for each type.

    A field without `type` patches one of a lower layer: it may have any option of any type,
    and the compiler looks again when both are merged.
    """
    types: Schema = {
        "type": "string",
        "enum": list(type_names()),
        "title": "类型",
        "description": "字段的类型，决定可以写哪些选项。",
    }
    defs: Schema = {"field": _dispatching(types)}
    for name, field_type in FIELD_TYPES.items():
        defs[f"field_{name}"] = declared(
            f"{name} 字段",
            field_type.DESCRIPTION,
            {"type": types, **COMMON, **_options(field_type.OPTIONS_SCHEMA)},
        )
    return defs


def field_keys(type_name: str) -> frozenset[str]:
    """Every key that a field of that type may have once all layers are merged."""
    own = FIELD_TYPES[type_name].OPTIONS_SCHEMA if type_name in FIELD_TYPES else {}
    return frozenset({"id", "name", "source", "type", *COMMON, *own})


def _options(schema: Mapping[str, Mapping[str, Any]]) -> Schema:
    return {key: dict(option) for key, option in schema.items()}


def _dispatching(types: Schema) -> Schema:
    any_option: Schema = {}
    for field_type in FIELD_TYPES.values():
        for key, option in field_type.OPTIONS_SCHEMA.items():
            any_option.setdefault(key, {"title": option.get("title", key)})
    return {
        "title": "字段",
        "description": "一个要填的内容。可写的选项由 type 决定。",
        "type": "object",
        "required": ["id"],
        "allOf": [
            {
                "if": {"required": ["type"], "properties": {"type": {"const": name}}},
                "then": {"$ref": f"#/$defs/field_{name}"},
            }
            for name in FIELD_TYPES
        ]
        + [
            {
                "if": {"not": {"required": ["type"]}},
                "then": declared("", "", {**COMMON, **any_option}),
            },
            {"properties": {"type": types}},
        ],
    }
