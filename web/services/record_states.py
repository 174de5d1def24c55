"""The five states of a record and what leads from one to another: the only place that says it.

云南手册 L21-26: what is new waits to be verified (待审核); the unit lets it pass, fails it for
good, or returns it, and what was returned is corrected and waits again. Nothing leaves 不通过: it
can only be entered anew. Two steps are ours: 未审核 is a draft or what was imported and waits for
its owner (AMB-14), and a unit that learns better takes its word back, since it answers for what it
let pass (L29). An applicant never changes what has passed.
"""

from __future__ import annotations

from collections.abc import Mapping

from engine.workflow.model import RecordStatus

STATES: tuple[RecordStatus, ...] = ("pending", "unreviewed", "passed", "failed", "returned")
TRANSITIONS: Mapping[tuple[str, str], RecordStatus] = {
    ("unreviewed", "submit"): "pending",
    ("returned", "submit"): "pending",
    ("pending", "pass"): "passed",
    ("pending", "return"): "returned",
    ("pending", "fail"): "failed",
    ("passed", "withdraw"): "returned",
}
EDITABLE: frozenset[str] = frozenset({"unreviewed", "pending", "returned"})
"""States whose records their owner may change; what changes while it waits is seen as changed."""
WITH_OPINION: frozenset[str] = frozenset({"return", "fail", "withdraw"})
"""Decisions that must say why (云南手册 L26: 附审核意见)."""


def after(state: str, action: str) -> RecordStatus | None:
    """The state that an action leads to, None where it is not possible."""
    return TRANSITIONS.get((state, action))
