"""no-holder, idle-action: nodes that nobody is responsible for, actions that nobody takes.

A committee's node is decided by the committee that it names, or that the plan names; without one
an application would stop there. A name for an action that no node offers is most likely meant for
another one.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.lint.subject import LintedPlan, problem
from engine.packs.model import Standard
from engine.packs.node import Node
from engine.problems import Problem

NO_HOLDER = "no-holder"
IDLE = "idle-action"


def check_plan(subject: LintedPlan) -> Iterator[Problem]:
    """The chain of each standard, which the plan may have changed."""
    for standard in subject.plan.standards:
        if not subject.plan.committee:
            yield from _without_committee(standard)
        node = subject.resolved.standards.get(standard.id)
        if node is not None:
            yield from _idle(standard, node)


def _without_committee(standard: Standard) -> Iterator[Problem]:
    for node in standard.workflow.nodes:
        if node.by == "committee" and not node.holder:
            yield problem(
                NO_HOLDER,
                node,
                "by",
                f"“{node.name}”由评委会办理，没有写是哪个评委会",
                hint="请在计划里写 committee，或在这个节点写 holder",
            )


def _idle(standard: Standard, node: Node) -> Iterator[Problem]:
    workflow = node.get("workflow")
    names = workflow.get("actions") if workflow else None
    if names is None:
        return
    offered = {action for one in standard.workflow.nodes for action in one.actions}
    for action, name in standard.workflow.actions.items():
        if names.get(action) is not None and action != "hand_in" and action not in offered:
            yield Problem(
                position=names.at(action),
                code=IDLE,
                path=f"workflow.actions.{action}",
                message=f"没有节点可以“{name}”（{action}）",
                hint="请删去这个名称，或在节点的 actions 里加上它",
                severity="warning",
            )
