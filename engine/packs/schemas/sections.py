"""Schemas of what an application consists of: sections, slots, kinds of record, pages."""

from __future__ import annotations

from engine.fields.file_check import FILE_TYPES
from engine.packs.schemas.layers import declared
from engine.packs.schemas.words import (
    Schema,
    choice,
    inner_id,
    many,
    number,
    ref,
    text,
    whole,
    yes_no,
)

SLOT = declared(
    "附件项",
    "一处上传文件的地方。大小以 1 MB = 1,048,576 字节计，含端点。",
    {
        "required": ref("required"),
        "when": ref("condition", "何时出现", "条件不成立时不显示，也不检查。"),
        "types": many(
            "文件类型",
            "允许的文件类型，按内容辨认。",
            {"enum": list(FILE_TYPES)},
            minItems=1,
        ),
        "max_mb": number("单个大小", "每个文件最多多少 MB，默认 10。", exclusiveMinimum=0),
        "max_total_mb": number("合计大小", "全部文件合计最多多少 MB。", exclusiveMinimum=0),
        "min_files": whole("最少几个", "上传时至少几个文件，默认 1。"),
        "max_files": whole("最多几个", "最多几个文件，默认 10。", minimum=1),
        "hint": text("提示", "显示在上传处旁边。"),
        "template": text("模板", "供下载的模板文件。"),
    },
)

KIND = declared(
    "业绩类型",
    "业绩档案的一个项目，如论文、专利、获奖。",
    {
        "fields": many("字段", "一条记录要填什么。", ref("field")),
        "slots": many("附件项", "一条记录要传什么证明材料。", ref("slot")),
        "title": inner_id("业绩内容", "在列表里代表整条记录的字段。"),
        "date": inner_id("时间", "时间范围默认按这个字段算。"),
        "rank": inner_id("排名", "个人排名的字段。"),
        "total": inner_id("参与人数", "参与人数的字段。"),
        "unique": many("唯一", "这些字段都相同的是同一成果。", inner_id("字段"), minItems=1),
    },
)

SECTION = declared(
    "模块",
    "申报材料的一个部分。",
    {
        "type": choice(
            "类型",
            "form 表单，rows 可增删的行，picks 从档案提取的记录，slots 附件，pledge 承诺书。",
            "form",
            "rows",
            "picks",
            "slots",
            "pledge",
        ),
        "fields": many("字段", "要填的内容；picks 模块里是每条记录另外要填的。", ref("field")),
        "slots": many("附件项", "slots 模块的附件，或 rows 模块每行的附件。", ref("slot")),
        "kinds": many("业绩类型", "picks 模块可提取的类型。", inner_id("业绩类型"), minItems=1),
        "when": ref("condition", "何时出现", "条件不成立时不显示，也不检查。"),
        "min": ref("threshold", "最少几条", "rows 和 picks 模块至少几条。"),
        "max": ref("threshold", "最多几条", "rows 和 picks 模块至多几条。"),
        "fixed": yes_no("固定", "内容来自账号，申报人不能改。"),
        "hint": text("提示", "显示在模块上方。"),
        "text": text("正文", "承诺书的正文。"),
        "agree": text("勾选文字", "承诺书勾选框旁边的文字。"),
        "columns": whole("每行几栏", "表单每行排几个字段，默认 2。", minimum=1, maximum=4),
        "statement": text("陈述", "检测报告里总会说的一句话；{表达式} 会换成它的值。"),
        "done": text("完成时说", "模块没有问题时检测报告里说的话。"),
    },
)

PAGE = declared(
    "页面",
    "填报时左侧导航的一页。",
    {
        "group": text("分组", "导航里的上级标题。"),
        "sections": many("模块", "这一页的模块。", inner_id("模块"), minItems=1),
        "categories": many("类别", "这一页的申报业绩类别。", inner_id("类别"), minItems=1),
        "view": choice(
            "固定页面",
            "files 附件一览表，overview 申报一览表，check 检测，hand_in 提交。",
            "files",
            "overview",
            "check",
            "hand_in",
        ),
        "after": many(
            "先完成", "这些模块保存并填好以后，这一页才能打开。", inner_id("模块"), minItems=1
        ),
        "when": ref("condition", "何时出现", "条件不成立时导航里没有这一页。"),
        "hint": text("提示", "显示在页面上方。"),
    },
)

SECTION_DEFS: Schema = {"slot": SLOT, "kind": KIND, "section": SECTION, "page": PAGE}
