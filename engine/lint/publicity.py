"""short-publicity, misplaced-publicity: what is shown too short, or where nobody shows it.

A unit shows its people's applications, and a committee its results, for five working days at
least (人社部令第40号); departments and issuers show nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.lint.subject import LintedPlan, problem
from engine.packs.province import Province
from engine.problems import Problem
from engine.workflow.model import Workflow
from engine.workflow.publicity import SHORTEST

SHORT = "short-publicity"
MISPLACED = "misplaced-publicity"


def check_plan(subject: LintedPlan) -> Iterator[Problem]:
    """The chain of each standard, which the plan may have changed."""
    for standard in subject.plan.standards:
        yield from _check(standard.workflow)


def check_provinces(provinces: Iterable[Province]) -> Iterator[Problem]:
    """The chain of each province, even before it has a plan."""
    for province in provinces:
        yield from _check(province.workflow)


def _check(workflow: Workflow) -> Iterator[Problem]:
    for node in workflow.nodes:
        if node.publicity is None:
            continue
        if node.by not in ("unit", "committee"):
            yield problem(
                MISPLACED,
                node,
                "publicity",
                f"审核节点“{node.name}”由部门或发证机构办理，不能在这里公示",
                hint="请把 publicity 写在用人单位的节点（单位内公示），或评委会的节点（结果公示）",
            )
        elif node.publicity.days < SHORTEST:
            yield problem(
                SHORT,
                node,
                "publicity",
                f"“{node.name}”只公示 {node.publicity.days} 个工作日",
                hint=f"人社部令第40号要求不少于 {SHORTEST} 个工作日，请改 days",
            )
