"""What is said where a province has no words of its own, and what a node may do unless it says.

Bundles from before workflows were declared read these, too.
"""

from __future__ import annotations

from collections.abc import Mapping

from engine.workflow.model import Action, Actor, State

STATUSES: Mapping[State, str] = {
    "editing": "编辑中",
    "submitted": "已提交",
    "returned": "被退回",
    "terminated": "审核终止",
    "passed": "审核通过",
}
RECORD_STATUSES: Mapping[str, str] = {
    "pending": "待审核",
    "unreviewed": "未审核",
    "passed": "通过",
    "failed": "不通过",
    "returned": "退回",
}
ACTIONS: Mapping[Action, str] = {
    "hand_in": "提交",
    "pass": "通过",
    "report": "上报",
    "return": "退回",
    "back": "退回上一级",
    "refuse": "不通过",
    "terminate": "终止审核",
}
ACTIONS_BY_ACTOR: Mapping[Actor, tuple[Action, ...]] = {
    "unit": ("pass", "return", "terminate"),
    "department": ("pass", "return", "terminate"),
    "committee": ("pass", "return", "refuse"),
    "issuer": ("pass",),
}
FIRST_NODE = ("unit", "单位审核")
"""Id and name of the only node of a chain that nobody declared."""
