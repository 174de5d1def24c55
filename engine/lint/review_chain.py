"""dead-end, unreachable-node: a review chain that an application cannot come through.

Every node needs a way onward (`pass` or `report`), or else an application that comes to it can
never pass; a node before the destination, or behind a dead end, is never come to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.lint.subject import LintedPlan, problem
from engine.packs.province import Province
from engine.problems import Problem
from engine.workflow.chain import ONWARD, reached
from engine.workflow.model import Workflow

DEAD_END = "dead-end"
UNREACHABLE = "unreachable-node"


def check_plan(subject: LintedPlan) -> Iterator[Problem]:
    """The chain of each standard, which the plan may have changed."""
    for standard in subject.plan.standards:
        yield from _check(standard.workflow)


def check_provinces(provinces: Iterable[Province]) -> Iterator[Problem]:
    """The chain of each province, even before it has a plan."""
    for province in provinces:
        yield from _check(province.workflow)


def _check(workflow: Workflow) -> Iterator[Problem]:
    ids = [node.id for node in workflow.nodes]
    start = ids.index(workflow.destination)
    for node in workflow.nodes[:start]:
        yield problem(
            UNREACHABLE,
            node,
            "",
            f"审核节点“{node.name}”在上报的“{reached(workflow)[0].name}”之前，不会用到",
            hint="请把 destination 改为它，或调整次序",
            severity="warning",
        )
    for node in workflow.nodes[start:]:
        if not any(action in ONWARD for action in node.actions):
            yield problem(
                DEAD_END,
                node,
                "actions",
                f"审核节点“{node.name}”没有通过或上报，到这里的申报无法继续",
                hint="请在 actions 里加上 pass 或 report",
            )
            return  # what stands behind is not reached because of it
