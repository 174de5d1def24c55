"""Fictitious texts for generated applicants: recognisably made up, of the length asked for."""

from __future__ import annotations

from random import Random

_FILLER = (
    "任现职以来认真履行岗位职责",
    "承担本专业的主要技术工作",
    "注重总结经验并指导青年同事",
    "工作成效得到所在单位认可",
    "按时完成各项任务",
)


def words(random: Random, name: str, low: int, high: int) -> str:
    """Text of `low` to `high` code points for the field called `name`."""
    text = f"示例{name}"
    while len(text) < low:
        text += "，" + random.choice(_FILLER)
    return text[: max(high, 0)]


def paragraphs(random: Random, low: int, high: int) -> str:
    """Sentences of `low` to `high` code points, about 120 where the limits allow."""
    goal = max(low, min(high, 120))
    text = ""
    while len(text) < goal:
        text += random.choice(_FILLER) + "。"
    return text[: max(high, 0)]
