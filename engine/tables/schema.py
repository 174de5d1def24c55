"""The JSON Schema of a printed table; each title and description is read by authors of packs."""

from __future__ import annotations

from typing import Any, get_args

from engine.tables.model import (
    Align,
    Fills,
    Format,
    Orientation,
    Paper,
    Show,
    Subject,
    VerticalAlign,
)

Schema = dict[str, Any]

_TEMPLATE = "可以用 {字段路径} 或 {表达式} 插入内容，{字段路径|格式} 指定格式。"


def _text(description: str) -> Schema:
    return {"type": "string", "description": description}


def _template(description: str) -> Schema:
    return {"type": "string", "description": f"{description}{_TEMPLATE}"}


def _word(description: str, options: tuple[str, ...]) -> Schema:
    return {"enum": list(options), "description": f"{description}：{'、'.join(options)}"}


def _flag(description: str) -> Schema:
    return {"type": "boolean", "description": description}


def _length(description: str) -> Schema:
    return {"type": "number", "minimum": 0, "description": f"{description}（毫米）"}


def _whole(description: str, least: int) -> Schema:
    return {"type": "integer", "minimum": least, "description": description}


def _list(description: str, items: Schema) -> Schema:
    return {"type": "array", "items": items, "description": description}


def _map(description: str, properties: Schema, required: tuple[str, ...] = ()) -> Schema:
    schema: Schema = {
        "type": "object",
        "description": description,
        "properties": properties,
        "additionalProperties": False,
    }
    return schema | ({"required": list(required)} if required else {})


_ALIGN = _word("水平对齐", get_args(Align))
_FORMAT = _word("打印格式", get_args(Format))
_EMPTY = _text("没有填写时打印的文字，如“无”；不写则用整张表的 empty")
_ID = {
    "type": "string",
    "pattern": "^[a-z][a-z0-9_]*$",
    "description": "本栏的编号，审核流程按它填入意见",
}
_WIDTHS: Schema = {
    "type": "array",
    "minItems": 1,
    "items": {"type": "number", "exclusiveMinimum": 0},
    "description": "各列的相对宽度",
}
_TEXTS: Schema = {
    "anyOf": [
        {"type": "string"},
        {"type": "array", "items": {"type": "string"}},
    ],
    "description": f"一段或几段文字。{_TEMPLATE}",
}
_CELL_KEYS: Schema = {
    "label": _template("栏目名称"),
    "text": _template("一段内容"),
    "field": _text("要打印的字段路径，如 person.name"),
    "photo": _text("照片或签名字段的路径，如 personal.photo"),
    "signature": _template("签名栏的文字，如“本人签名：”"),
    "code": _template("二维码的内容"),
    "size": _length("二维码的边长，或照片的宽度"),
    "format": _FORMAT,
    "colspan": _whole("横跨几列", 1),
    "rowspan": _whole("纵跨几行", 1),
    "align": _ALIGN,
    "valign": _word("垂直对齐", get_args(VerticalAlign)),
    "height": _length("最小高度"),
    "bold": _flag("是否加粗"),
    "vertical": _flag("是否竖排，一字一行"),
    "flow": _flag("内容长时是否跨页续排"),
    "empty": _EMPTY,
}
_CELL = _map("一个单元格：label、text、field、photo、signature、code 写一个", _CELL_KEYS)
_PAGE = _map(
    "纸张与页边距",
    {
        "size": _word("纸张", get_args(Paper)),
        "orientation": _word("方向", get_args(Orientation)),
        "margins": {
            "type": "array",
            "minItems": 4,
            "maxItems": 4,
            "items": {"type": "number", "minimum": 0},
            "description": "页边距：上、右、下、左（毫米）",
        },
    },
)
_COLUMN = _map(
    "重复行的一列：field、text、show 写一个",
    {
        "name": _text("列名"),
        "width": {"type": "number", "exclusiveMinimum": 0, "description": "相对宽度"},
        "field": _text("行内字段的编号，如 school"),
        "until": _text("起止时间的结束字段的编号；开始写在 field，结束为空时打印“至今”"),
        "text": _template("一段内容，可直接写行内字段的编号。"),
        "show": _word("每行都有的内容", get_args(Show)),
        "format": _FORMAT,
        "align": _ALIGN,
        "group": _text("相邻各列共用的上一级列名"),
    },
    ("name", "width"),
)
_SIGNING: Schema = {
    "stamp": _text("盖章处的文字，如“（公章）”"),
    "signers": _list("签字人，如“负责人”", {"type": "string"}),
    "height": _length("最小高度"),
}

BLOCKS: dict[str, tuple[str, Schema, tuple[str, ...]]] = {
    "cover": (
        "封面",
        {
            "title": _template("大标题"),
            "subtitle": _template("副标题"),
            "lines": _list(
                "封面栏目",
                _map("一个栏目", {"name": _text("栏目名称"), **_CELL_KEYS}, ("name",)),
            ),
            "foot": _TEXTS,
            "code": _flag("是否印二维码"),
        },
        ("title",),
    ),
    "heading": (
        "标题",
        {
            "text": _template("标题文字"),
            "small": _flag("是否小一号"),
            "align": _ALIGN,
        },
        ("text",),
    ),
    "paragraph": (
        "正文段落",
        {
            "text": _TEXTS,
            "align": _ALIGN,
            "indent": _flag("每段是否缩进两字"),
            "numbered": _flag("是否编号"),
        },
        ("text",),
    ),
    "grid": (
        "表格",
        {
            "title": _template("表格标题"),
            "columns": _WIDTHS,
            "rows": _list("各行的单元格", {"type": "array", "items": _CELL}),
            "keep": _flag("是否不许跨页"),
            "ruled": _flag("是否画线，默认画"),
        },
        ("columns", "rows"),
    ),
    "repeat": (
        "重复行：每条信息一行，标题和列名每页重复",
        {
            "title": _template("标题"),
            "label": _template("左侧竖排的栏目名"),
            "section": _text("取哪个模块的各行"),
            "item": _text("取哪个项目的业绩"),
            "category": _text("取哪个业绩类别的业绩"),
            "categories": {"const": True, "description": "每个业绩类别一张表"},
            "records": {"const": True, "description": "全部业绩类别的业绩合成一张表"},
            "slots": {"const": True, "description": "列出上传的附件"},
            "list": _text("取表格对象（subject）的哪个列表，如 rows"),
            "columns": _list("各列", _COLUMN),
            "min_rows": _whole("至少打印几行", 0),
            "row_height": _length("每行最小高度"),
            "empty": _EMPTY,
            "note": _template("表下的说明"),
        },
        ("columns",),
    ),
    "long_text": (
        "可跨页的长文字",
        {
            "title": _template("标题"),
            "field": _text("字段路径"),
            "height": _length("最小高度"),
            "empty": _EMPTY,
        },
        ("field",),
    ),
    "opinion": (
        "意见栏，由审核流程填写或手签",
        {
            "id": _ID,
            "title": _template("栏目名称"),
            "statement": _template("印好的意见文字"),
            "date": _flag("是否印“年 月 日”"),
            "fills": _word("由审核流程填入什么，默认是 node 的审核意见", get_args(Fills)),
            "node": _text("哪个审核节点的意见，不写则留给手签"),
            **_SIGNING,
        },
        ("id", "title"),
    ),
    "vote": (
        "票决栏",
        {
            "id": _ID,
            "title": _template("栏目名称"),
            "counts": _list(
                "票数各项",
                _map("一项", {"id": _ID, "name": _text("名称，如“赞成人数”")}, ("id", "name")),
            ),
            "conclusion": _text("结论一行的文字"),
            "node": _text("哪个审核节点的表决，不写则留给手填"),
            **_SIGNING,
        },
        ("id", "title", "counts"),
    ),
    "page_break": (
        "换页；写 page 可以换纸张和方向",
        {"page": _PAGE},
        (),
    ),
}


def _block(type_: str) -> Schema:
    description, properties, required = BLOCKS[type_]
    typed = {"type": {"const": type_, "description": "版块类型"}, **properties}
    return _map(description, typed, ("type", *required))


_RUNNING = _map(
    "一行文字，{page} 是第几页，{pages} 是共几页",
    {"left": _template("左侧"), "center": _template("居中"), "right": _template("右侧")},
)

TABLE_SCHEMA: Schema = {
    "subject": _word("表格的对象，默认 application", get_args(Subject)),
    "page": _PAGE,
    "province": _text("属于哪个省份的规则包"),
    "version": _text("版本"),
    "font_size": {
        "type": "number",
        "minimum": 6,
        "maximum": 36,
        "description": "正文字号（磅），五号是 10.5",
    },
    "least_font_size": {
        "type": "number",
        "minimum": 6,
        "maximum": 36,
        "description": "须印在一页上的表，字号最小缩到几磅；再小也印不下时不打印，并说明精简哪一栏",
    },
    "empty": _text("没有填写时打印的文字，如“无”；不写则留空"),
    "header": _RUNNING | {"description": f"页眉：{_RUNNING['description']}"},
    "footer": _RUNNING | {"description": f"页脚：{_RUNNING['description']}"},
    "code": _map(
        "每页右上角的二维码",
        {"text": _template("二维码的内容"), "size": _length("边长")},
        ("text",),
    ),
    "blocks": {
        "type": "array",
        "minItems": 1,
        "description": "自上而下的版块",
        "items": {"oneOf": [_block(type_) for type_ in BLOCKS]},
    },
}
"""The properties that a `kind: table` pack has beside those of every pack (kind, id, name …)."""

TABLE_REQUIRED: tuple[str, ...] = ()
