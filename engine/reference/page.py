"""The reference as one Markdown page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from engine.fields import FIELD_TYPES
from engine.lint.explanations import EXPLANATIONS
from engine.packs.schemas import build_schema
from engine.packs.schemas.common import COMMON_KEYS, common_defs
from engine.packs.schemas.fields import COMMON as FIELD_KEYS
from engine.packs.source import KINDS
from engine.reference.examples import Example, example_lines
from engine.reference.expressions import expression_chapter
from engine.reference.keys import key_table
from engine.tables.schema import BLOCKS
from engine.tables.subjects import COMMON, SUBJECTS

Schema = Mapping[str, Any]

INTRODUCTION = """\
<!-- 由 `python -m engine.reference docs/reference.md` 生成，请勿手改。 -->
# 规则包参考

规则包是 YAML 或 JSON 文件，每个文件写明 `kind`、`id`、`name`。本页列出全部的键、字段类型、表达式
和检查时会遇到的问题代码。格式约定和完整的例子见 [architecture.md](architecture.md)。

编辑器里的补全和检查：文件第一行写 `# yaml-language-server: $schema=…/<kind>.schema.json`；
模式文件在 `engine/packs/schemas/`，也可用 `zhiping schemas -o DIR` 写出，另有 Draft-07 版本。

YAML 只用文字、数字、true/false、列表和映射：`yes`、`no`、`0123`、`2026-01-01` 都按文字处理；
不支持锚点、引用、合并键、类型标签和多份文档；文件不超过 1 MB，嵌套不超过 30 层。
"""


def build_reference(examples: Mapping[str, Example]) -> str:
    """The text of `docs/reference.md`, with examples of mistakes by code."""
    return "\n".join(_lines(examples)).rstrip("\n") + "\n"


def _lines(examples: Mapping[str, Example]) -> Iterator[str]:
    defs = common_defs()
    titles = {name: schema["title"] for name, schema in defs.items() if "title" in schema}
    yield INTRODUCTION
    yield from _kinds(titles)
    yield from _common(titles)
    yield from _parts(defs, titles)
    yield from _field_types(titles)
    yield from _blocks(titles)
    yield from _subjects()
    yield from expression_chapter()
    yield from _codes(examples)


def _kinds(titles: Mapping[str, str]) -> Iterator[str]:
    yield "## 规则包的种类\n"
    for kind in KINDS:
        schema = build_schema(kind)
        own = {k: v for k, v in schema["properties"].items() if k not in COMMON_KEYS}
        yield f"### {kind}：{schema['title']}\n"
        yield f"{schema['description']}\n"
        yield from key_table({**schema, "properties": _without_common(own)}, titles)


def _without_common(properties: Schema) -> dict[str, Any]:
    """The properties; where a nested map may hold the common keys too, without these."""
    shown: dict[str, Any] = {}
    for key, part in properties.items():
        items = part.get("items", {})
        if "sections" in items.get("properties", {}):
            kept = {k: v for k, v in items["properties"].items() if k not in COMMON_KEYS}
            part = {**part, "items": {**items, "properties": kept}}
        shown[key] = part
    return shown


def _common(titles: Mapping[str, str]) -> Iterator[str]:
    yield "## 公共键\n"
    yield "province、standard、plan 都可以写，按这个顺序一层层合并：映射按键合并，有 `id` 的列表"
    yield "按 `id` 合并（新的排在最后，或用 `before` 指定位置；`remove: true` 删除），"
    yield "其他值整个替换。\n"
    yield from key_table({"properties": COMMON_KEYS}, titles)


def _parts(defs: Schema, titles: Mapping[str, str]) -> Iterator[str]:
    yield "## 各部分\n"
    for name, schema in defs.items():
        if name.startswith("field"):
            continue
        yield f"### {schema['title']}\n"
        yield f"{schema['description']}\n"
        if schema.get("properties"):
            yield from key_table(schema, titles)
        elif isinstance(schema.get("items"), Mapping) and schema["items"].get("properties"):
            yield from key_table(schema["items"], titles)


def _field_types(titles: Mapping[str, str]) -> Iterator[str]:
    yield "## 字段\n"
    yield f"{common_defs()['field']['description']}所有类型都有：\n"
    from_layers = next(iter(_closed_fields().values()))["properties"]
    shared = {key: from_layers[key] for key in ("id", "name", "source", "type", *FIELD_KEYS)}
    merging = {key: from_layers[key] for key in ("before", "remove")}
    yield from key_table({"properties": {**shared, **merging}, "required": ["id"]}, titles)
    for name, field_type in FIELD_TYPES.items():
        yield f"### {name}：{field_type.NAME}\n"
        yield f"{field_type.DESCRIPTION}\n"
        if field_type.OPTIONS_SCHEMA:
            options = {
                "properties": field_type.OPTIONS_SCHEMA,
                "required": field_type.REQUIRED_OPTIONS,
            }
            yield from key_table(options, titles)
        yield f"```yaml\n{field_type.EXAMPLE.strip()}\n```\n"


def _closed_fields() -> dict[str, Any]:
    return {name: schema for name, schema in common_defs().items() if name.startswith("field_")}


def _blocks(titles: Mapping[str, str]) -> Iterator[str]:
    yield "## 表格的版块\n"
    yield "表格（kind: table）的 `blocks` 自上而下列出版块，`type` 决定其他的键。\n"
    for name, (description, properties, required) in BLOCKS.items():
        yield f"### {name} 版块\n"
        yield f"{description}\n"
        yield from key_table({"properties": properties, "required": required}, titles)


def _subjects() -> Iterator[str]:
    yield "## 表格的对象\n"
    yield "表格是关于什么的，写在 `subject`；文字、单元格和列里只能用这里的名称。"
    yield "各种对象（一份申报除外）都知道的：\n"
    yield from _names(COMMON)
    for subject, said in SUBJECTS.items():
        yield f"### {subject} 的名称\n"
        yield f"{said.title}。\n"
        if said.names or said.pictures:
            yield from _names({**said.names, **said.pictures})
        for name, columns in said.lists.items():
            yield f"列表 `{name}`（`list: {name}`）的各列：\n"
            yield from _names(columns)


def _names(names: Mapping[str, str]) -> Iterator[str]:
    yield "、".join(f"`{name}` {meaning}" for name, meaning in names.items()) + "。\n"


def _codes(examples: Mapping[str, Example]) -> Iterator[str]:
    yield "## 问题代码\n"
    yield "检查规则包时，每个问题先写位置（文件:行:列），再写代码、说明和改法。"
    yield "例子里先是有错的文件，再是 `zhiping lint` 的输出；"
    yield "例子的其余规则包在 `tests/packs/base`，改好的在 `tests/packs/good`。\n"
    for code, explanation in sorted(EXPLANATIONS.items()):
        yield f"### {code}\n"
        yield f"**{explanation.title}**　{explanation.meaning}\n"
        yield f"改法：{explanation.cure}\n"
        if code in examples:
            yield from example_lines(examples[code])
