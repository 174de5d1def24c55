"""Where other packs are found, and what is said where a reference to one leads nowhere."""

from __future__ import annotations

from typing import Protocol

from engine.packs.node import Node
from engine.packs.suggest import did_you_mean
from engine.problems import PackError, Position, Problem

KIND_NAMES = {
    "codes": "代码表",
    "series": "系列",
    "calendar": "工作日历",
    "province": "省份",
    "standard": "评审标准",
    "plan": "评审计划",
    "table": "表格",
    "case": "案例",
}


class Packs(Protocol):
    """Where resolve finds other packs: a library, or a bundle."""

    def find(self, kind: str, id: str) -> Node | None:
        """The root of the pack with that kind and id."""

    def ids(self, kind: str) -> tuple[str, ...]:
        """The ids of all packs of a kind."""


def unknown_pack(kind: str, id: str, packs: Packs, position: Position, path: str) -> Problem:
    """A reference to a pack that there is not."""
    return Problem(
        position=position,
        code="unknown-reference",
        path=path,
        message=f"没有编号为 “{id}” 的{KIND_NAMES[kind]}",
        hint=did_you_mean(id, packs.ids(kind)),
        pack=id,
    )


def listed_twice(name: Node, index: int) -> Problem:
    """A standard that one plan uses twice."""
    return Problem(
        position=name.position,
        code="duplicate-id",
        path=f"standards[{index}].standard",
        message=f"评审标准 “{name.value}” 已经列出",
        hint="写在一项里，titles 列出它的全部职称；要求不同时请另立一个 extends 它的标准。",
    )


def extends_cycle(position: Position, chain: tuple[str, ...]) -> Problem:
    """Packs that extend each other in a circle."""
    return Problem(
        position=position,
        code="extends-cycle",
        path="extends",
        message=f"extends 绕成了圈：{' → '.join(chain)}",
        hint="去掉其中一处 extends。",
    )


def no_pack(kind: str, id: str, packs: Packs) -> PackError:
    """What to raise when somebody asks for a pack that there is not."""
    return PackError([unknown_pack(kind, id, packs, Position(id, 1, 1), "")])
