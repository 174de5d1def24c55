"""slot-without-name: a place for files that applicants could not recognise.

One of the real systems printed “, 已上传附件 1 个” because a slot had no name (# AMB-03).
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.lint.subject import below, maps_of
from engine.packs.node import Node
from engine.packs.source import Source
from engine.problems import Problem

CODE = "slot-without-name"


def check_source(source: Source) -> Iterator[Problem]:
    """Every list called `slots`; a patch of an inherited slot need not repeat the name."""
    for path, node in maps_of(source.root):
        slots = node.get("slots")
        if slots is not None:
            yield from _nameless(slots, below(path, "slots"))


def _nameless(slots: Node, path: str) -> Iterator[Problem]:
    for index, slot in enumerate(slots.items()):
        name = slot.get("name")
        if name is not None and not str(name.value or "").strip():
            yield Problem(
                position=name.position,
                code=CODE,
                path=f"{path}[{index}].name",
                message="附件项没有名称，申报人无法知道要上传什么",
                hint="请填写名称，如“职称填报承诺书”",
            )
