"""The choices of a field as its author lists them, shared by `choice` and `choices`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.fields.option_reader import OptionReader
from engine.packs.node import Node

CHOICES_SCHEMA: Mapping[str, Any] = {
    "type": "array",
    "minItems": 1,
    "title": "可选项",
    "description": "依次列出。可写文字，也可写 {value: 存储值, name: 显示名, group: 分组}",
    "items": {
        "anyOf": [
            {"type": ["string", "number"]},
            {
                "type": "object",
                "required": ["value"],
                "additionalProperties": False,
                "properties": {
                    "value": {"type": "string", "title": "存储值", "description": "规则里用它"},
                    "name": {"type": "string", "title": "显示名", "description": "默认同存储值"},
                    "group": {"type": "string", "title": "分组", "description": "下拉框里的分组"},
                },
            },
        ]
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What can be chosen: the stored value, its name on pages, the group it stands in."""

    value: str
    name: str
    group: str = ""


def read_choices(reader: OptionReader) -> tuple[Choice, ...]:
    """The option `choices`; a missing or doubled one is a problem."""
    found: dict[str, Choice] = {}
    node = reader.node.get("choices")
    for index, item in enumerate(node.items() if node is not None else ()):
        choice = _choice(item)
        if choice is None:
            reader.problem("choices", "wrong-type", f"choices 第 {index + 1} 项应为文字")
        elif choice.value in found:
            reader.problem("choices", "duplicate-id", f"choices 里 “{choice.value}” 写了两次")
        else:
            found[choice.value] = choice
    if not found:
        reader.problem("choices", "missing-key", "choices 至少要有一项")
    return tuple(found.values())


def _choice(node: Node) -> Choice | None:
    if isinstance(node.value, dict):
        value, name, group = (_text(node.get(key)) for key in ("value", "name", "group"))
        return Choice(value=value, name=name or value, group=group) if value else None
    text = _text(node)
    return Choice(value=text, name=text) if text else None


def _text(node: Node | None) -> str:
    if node is None or isinstance(node.value, dict | list | bool) or node.value is None:
        return ""
    return str(node.value)


def listed(choices: tuple[Choice, ...]) -> str:
    """The names for a message, the first eight of many."""
    names = "、".join(choice.name for choice in choices[:8])
    return f"{names} 等 {len(choices)} 项" if len(choices) > 8 else names


def value_of(typed: str, choices: tuple[Choice, ...]) -> str:
    """The stored value of a typed value or name; other text as it is."""
    for choice in choices:
        if typed in (choice.value, choice.name):
            return choice.value
    return typed
