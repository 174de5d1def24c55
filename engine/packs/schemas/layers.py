"""What can be said of a thing that layers merge by id."""

from __future__ import annotations

from engine.packs.schemas.words import Schema, inner_id, record, text, yes_no

MERGE: Schema = {
    "before": inner_id("排在谁前面", "合并时放在这个编号之前；省略时新的排在最后。"),
    "remove": yes_no("删除", "true：去掉下层规则包里同一编号的内容。"),
}


def declared(title: str, description: str, properties: Schema) -> Schema:
    """A thing with an id: it may patch one of a lower layer, so that only the id is required."""
    return record(
        title,
        description,
        {
            "id": inner_id("编号", "小写字母开头，由小写字母、数字、下划线组成；合并和引用靠它。"),
            "name": text("名称", "给申报人看的名称。"),
            "source": text("依据", "出自哪份文件、哪一条。"),
            **properties,
            **MERGE,
        },
        "id",
    )
