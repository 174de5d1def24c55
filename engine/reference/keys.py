"""Tables of keys out of JSON Schemas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Schema = Mapping[str, Any]
TYPES = {
    "string": "文字",
    "integer": "整数",
    "number": "数字",
    "boolean": "是否",
    "array": "列表",
    "object": "映射",
    "null": "null",
}
HEAD = ("| 键 | 名称 | 值 | 必写 | 说明 |", "|---|---|---|---|---|")


def key_table(schema: Schema, titles: Mapping[str, str]) -> Iterator[str]:
    """The keys of a map as rows of Markdown; `titles` gives the headings of `$defs` by name."""
    yield from HEAD
    yield from _rows(schema, "", titles)
    yield ""


def _rows(schema: Schema, prefix: str, titles: Mapping[str, str]) -> Iterator[str]:
    required = schema.get("required", ())
    for key, part in schema.get("properties", {}).items():
        cells = (
            f"`{prefix}{key}`",
            part.get("title", ""),
            value_of(part, titles),
            "是" if key in required else "",
            part.get("description", ""),
        )
        yield f"| {' | '.join(cell.replace('|', '／').replace(chr(10), ' ') for cell in cells)} |"
        yield from _rows(part, f"{prefix}{key}.", titles)
        items = part.get("items")
        if isinstance(items, Mapping):
            yield from _rows(items, f"{prefix}{key}[].", titles)


def value_of(schema: Schema, titles: Mapping[str, str]) -> str:
    """What a value may be, in a few words."""
    target = schema.get("$ref")
    if isinstance(target, str):
        name = target.rpartition("/")[2]
        return f"[{titles.get(name, name)}](#{anchor(titles.get(name, name))})"
    if "enum" in schema:
        return "、".join(f"`{word}`" for word in schema["enum"])
    if "const" in schema:
        return f"`{_word(schema['const'])}`"
    if "anyOf" in schema:
        return " 或 ".join(value_of(part, titles) for part in schema["anyOf"])
    kinds = schema.get("type", ())
    words = [TYPES[kind] for kind in ([kinds] if isinstance(kinds, str) else kinds)]
    items = schema.get("items")
    if words == ["列表"] and isinstance(items, Mapping):
        inner = value_of(items, titles)
        words = [f"{inner}的列表"] if inner else ["列表"]
    limits = _limits(schema)
    return f"{' 或 '.join(words)}{f'，{limits}' if limits else ''}"


def anchor(heading: str) -> str:
    """The link target that GitHub gives a heading."""
    kept = "".join(char for char in heading.lower() if char.isalnum() or char in " -_")
    return kept.replace(" ", "-")


def _limits(schema: Schema) -> str:
    said = [
        f"{word} {schema[key]}"
        for key, word in (
            ("minimum", "至少"),
            ("exclusiveMinimum", "大于"),
            ("maximum", "至多"),
            ("exclusiveMaximum", "小于"),
        )
        if schema.get(key) not in (None, 0) or (key.startswith("exclusive") and key in schema)
    ]
    return "，".join(said)


def _word(value: object) -> str:
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)
