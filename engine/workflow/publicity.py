"""Publicity (公示) as a node of a chain declares it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from engine.packs.node import Node

ShownWord = Literal["name", "unit", "title", "level", "branch", "mode", "result"]
SHORTEST = 5
"""Working days that a publicity lasts at least (人社部令第40号《职称评审管理暂行规定》第十四条：
申报材料在单位内公示不少于5个工作日；第二十二条：评审结果公示不少于5个工作日)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publicity:
    """How long something is shown, where, and which words of each applicant.

    At a unit's node it comes before an application may go on; at a committee's node it shows the
    results. No number of a document or a telephone can be shown.
    """

    days: int = SHORTEST
    where: str = ""
    shows: tuple[ShownWord, ...] = ("name", "unit", "title", "branch", "mode")
    origin: Node | None = field(default=None, repr=False, compare=False)
