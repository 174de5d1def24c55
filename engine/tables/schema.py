"""The JSON Schema of a printed table; each title and description is read by authors of packs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.tables.subjects import SUBJECTS

Schema = dict[str, Any]

_TEMPLATE = "可以用 {字段路径} 或 {表达式} 插入内容，{字段路径|格式} 指定格式。"


def _said(words: str, more: str = "") -> Schema:
    """What a key is called, up to the first "：", and what there is to say of it."""
    title, _, rest = words.partition("：")
    description = f"{rest}{more}"
    return {"title": title} | ({"description": description} if description else {})


def _text(words: str) -> Schema:
    return {"type": "string", **_said(words)}


def _template(words: str) -> Schema:
    return {"type": "string", **_said(words, _TEMPLATE)}


def _word(words: str, options: Mapping[str, str], but: str = "") -> Schema:
    """One of `options`, each with its meaning."""
    meanings = "；".join(f"{option} {meaning}" for option, meaning in options.items())
    return {"enum": list(options), **_said(words, f"{meanings}{but}。")}


def _flag(words: str) -> Schema:
    return {"type": "boolean", **_said(words)}


def _length(words: str) -> Schema:
    title, _, rest = words.partition("：")
    return {"type": "number", "minimum": 0, **_said(f"{title}（毫米）：{rest}")}


def _whole(words: str, least: int) -> Schema:
    return {"type": "integer", "minimum": least, **_said(words)}


def _list(words: str, items: Schema) -> Schema:
    return {"type": "array", "items": items, **_said(words)}


def _map(words: str, properties: Schema, required: tuple[str, ...] = ()) -> Schema:
    schema: Schema = {
        "type": "object",
        **_said(words),
        "properties": properties,
        "additionalProperties": False,
    }
    return schema | ({"required": list(required)} if required else {})


_ALIGN = _word(
    "水平对齐", {"left": "靠左", "center": "居中", "right": "靠右", "justify": "两端对齐"}
)
_FORMAT = _word(
    "打印格式",
    {
        "plain": "照填写的样子（默认）",
        "day": "2026年6月1日",
        "month": "2026年6月",
        "dotted_day": "2026.06.01",
        "dotted_month": "2026.06",
        "boxes": "列出全部选项，选中的打勾",
        "paragraphs": "一行一段，首行缩进",
    },
)
_EMPTY = _text("没有填写时：打印的文字，如“无”；不写则用整张表的 empty。")
_ID = {
    "type": "string",
    "pattern": "^[a-z][a-z0-9_]*$",
    **_said("编号：一张表里各栏不同。"),
}
_WIDTHS: Schema = {
    "type": "array",
    "minItems": 1,
    "items": {"type": "number", "exclusiveMinimum": 0},
    **_said("各列的相对宽度"),
}
_TEXTS: Schema = {
    "anyOf": [
        {"type": "string"},
        {"type": "array", "items": {"type": "string"}},
    ],
    **_said("一段或几段文字", _TEMPLATE),
}
_CELL_KEYS: Schema = {
    "label": _template("栏目名称"),
    "text": _template("一段内容"),
    "field": _text("字段：要打印的字段的路径，如 person.name。"),
    "photo": _text("图：照片或签名字段的路径，如 personal.photo。"),
    "signature": _template("签名栏：手签处的文字，如“本人签名”。"),
    "code": _template("二维码的内容"),
    "size": _length("大小：二维码的边长，或照片的宽度。"),
    "format": _FORMAT,
    "colspan": _whole("横跨几列", 1),
    "rowspan": _whole("纵跨几行", 1),
    "align": _ALIGN,
    "valign": _word("垂直对齐", {"top": "靠上", "middle": "居中", "bottom": "靠下"}),
    "height": _length("最小高度"),
    "bold": _flag("是否加粗"),
    "vertical": _flag("是否竖排：一字一行。"),
    "flow": _flag("内容长时是否跨页续排"),
    "empty": _EMPTY,
}
_CELL = _map("一个单元格：label、text、field、photo、signature、code 写一个。", _CELL_KEYS)
_PAGE = _map(
    "纸张与页边距",
    {
        "size": {"enum": ["A4", "A3"], **_said("纸张：默认 A4。")},
        "orientation": _word("方向", {"portrait": "竖排（默认）", "landscape": "横排"}),
        "margins": {
            "type": "array",
            "minItems": 4,
            "maxItems": 4,
            "items": {"type": "number", "minimum": 0},
            **_said("页边距：上、右、下、左（毫米）。"),
        },
    },
)
_COLUMN = _map(
    "重复行的一列：field、text、show 写一个。",
    {
        "name": _text("列名"),
        "width": {"type": "number", "exclusiveMinimum": 0, "title": "相对宽度"},
        "field": _text("字段：行内字段的编号，如 school。"),
        "until": _text(
            "结束字段：起止时间的结束字段的编号，开始写在 field；结束为空时打印“至今”。"
        ),
        "text": _template("一段内容：可直接写行内字段的编号；"),
        "show": _word(
            "每行都有的内容",
            {
                "number": "序号",
                "title": "名称",
                "date": "日期",
                "rank": "排名",
                "kind": "业绩类型",
                "item": "项目",
                "summary": "其余各项，连成一段",
                "files": "附件的名称",
            },
        ),
        "format": _FORMAT,
        "align": _ALIGN,
        "group": _text("上一级列名：相邻各列写同一个，就共用。"),
    },
    ("name", "width"),
)
_SIGNING: Schema = {
    "stamp": _text("盖章处：印的文字，如“（公章）”。"),
    "signers": _list("签字人：如“负责人”。", {"type": "string"}),
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
            "ruled": _flag("是否画线：默认画。"),
        },
        ("columns", "rows"),
    ),
    "repeat": (
        "重复行：每条信息一行，标题和列名每页重复。",
        {
            "title": _template("标题"),
            "label": _template("左侧竖排的栏目名"),
            "section": _text("取哪个模块的各行"),
            "item": _text("取哪个项目的业绩"),
            "category": _text("取哪个业绩类别的业绩"),
            "categories": {"const": True, "title": "每个业绩类别一张表"},
            "records": {"const": True, "title": "全部业绩类别的业绩合成一张表"},
            "slots": {"const": True, "title": "列出上传的附件"},
            "list": _text("列表：subject 所知道的列表，如 rows，见“表格的对象”。"),
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
        "意见栏：由审核流程填写，没有的留给手签。",
        {
            "id": _ID,
            "title": _template("栏目名称"),
            "statement": _template("印好的意见文字"),
            "date": _flag("是否印“年 月 日”"),
            "fills": _word(
                "填入什么",
                {
                    "opinion": "node 的审核意见（默认）",
                    "publicity": "单位公示的情况",
                    "exam": "考试或答辩的成绩",
                    "experts": "专家评议组的意见",
                    "vote": "评委会的票决",
                    "result_publicity": "评审结果公示的情况",
                    "approval": "批准文号和发证",
                    "nothing": "什么也不填，留给手签",
                },
                "；还没有的留空",
            ),
            "node": _text("审核节点：谁的意见；不写则留给手签。"),
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
                _map(
                    "一项",
                    {
                        "id": {
                            **_ID,
                            **_said(
                                "编号：expected 应到，present 实到，approve 同意，"
                                "oppose 反对，abstain 弃权。"
                            ),
                        },
                        "name": _text("名称：如“赞成人数”。"),
                    },
                    ("id", "name"),
                ),
            ),
            "conclusion": _text("结论：最后一行的文字。"),
            "node": _text("审核节点：谁的票决；不写则留给手填。"),
            **_SIGNING,
        },
        ("id", "title", "counts"),
    ),
    "page_break": (
        "换页：写 page 可以换纸张和方向。",
        {"page": _PAGE},
        (),
    ),
}


_BLOCK_ID: Schema = {
    **_ID,
    **_said(
        "编号：每个版块都写了编号，extends 这张表的表就按编号替换或追加版块；"
        "有一个没写，它的 blocks 整个换掉这里的。"
    ),
}


def _block(type_: str) -> Schema:
    description, properties, required = BLOCKS[type_]
    typed = {"type": {"const": type_, "title": "版块类型"}, "id": _BLOCK_ID, **properties}
    return _map(description, typed, ("type", *required))


_RUNNING = _map(
    "一行文字：{page} 是第几页，{pages} 是共几页。",
    {"left": _template("左侧"), "center": _template("居中"), "right": _template("右侧")},
)

TABLE_SCHEMA: Schema = {
    "subject": {
        "enum": list(SUBJECTS),
        **_said("表格的对象：默认 application，一份申报；其余见“表格的对象”。"),
    },
    "page": _PAGE,
    "province": _text("属于哪个省份的规则包"),
    "version": _text("版本"),
    "font_size": {
        "type": "number",
        "minimum": 6,
        "maximum": 36,
        **_said("正文字号（磅）：五号是 10.5。"),
    },
    "least_font_size": {
        "type": "number",
        "minimum": 6,
        "maximum": 36,
        **_said(
            "最小字号（磅）：写了就须印在一页上，字号最小缩到这里；再小也印不下时不打印，并说明精简哪一栏。"
        ),
    },
    "empty": _text("没有填写时：打印的文字，如“无”；不写则留空。"),
    "header": _RUNNING | {"title": "页眉"},
    "footer": _RUNNING | {"title": "页脚"},
    "code": _map(
        "每页右上角的二维码",
        {"text": _template("二维码的内容"), "size": _length("边长")},
        ("text",),
    ),
    "blocks": {
        "type": "array",
        "minItems": 1,
        "title": "自上而下的版块",
        "items": {"oneOf": [_block(type_) for type_ in BLOCKS]},
    },
}
"""The properties that a `kind: table` pack has beside those of every pack (kind, id, name …)."""

TABLE_REQUIRED: tuple[str, ...] = ()
