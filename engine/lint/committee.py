"""vote-too-low, even-committee, small-committee: a vote that the national rule would not let stand.

At least two thirds of a committee must be present, and two thirds of those present must agree; a
committee has an odd number of members, and one of the upper level at least 25, or 11 where it
judges one branch only (人力资源社会保障部令第40号).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.committee.model import LEAST_MEMBERS, TWO_THIRDS
from engine.lint.subject import LintedPlan, problem
from engine.packs.province import Province
from engine.problems import Problem
from engine.workflow.model import ReviewNode, Workflow

TOO_LOW, EVEN, SMALL = "vote-too-low", "even-committee", "small-committee"
UPPER_LEVELS = frozenset({"正高级", "副高级"})


def check_plan(subject: LintedPlan) -> Iterator[Problem]:
    """The votes of each standard, which the plan may have changed."""
    for standard in subject.plan.standards:
        yield from _check(standard.workflow)
        if any(title.level in UPPER_LEVELS for title in standard.titles):
            yield from _check_size(standard.workflow)


def check_provinces(provinces: Iterable[Province]) -> Iterator[Problem]:
    """The votes of each province, even before it has a plan."""
    for province in provinces:
        yield from _check(province.workflow)


def _check(workflow: Workflow) -> Iterator[Problem]:
    for node in workflow.nodes:
        if node.vote is None:
            continue
        for key, share in (("quorum", node.vote.quorum), ("pass", node.vote.passing)):
            if share < TWO_THIRDS:
                yield _problem(
                    TOO_LOW,
                    node,
                    key,
                    f"审核节点“{node.name}”的{NAMES[key]} {share} 低于国家规定的 2/3",
                    "请改为 2/3 或更高（人社部令第40号）",
                )
        if node.vote.members % 2 == 0 and node.vote.members:
            yield _problem(
                EVEN,
                node,
                "members",
                f"评委会人数 {node.vote.members} 是双数",
                "评委会人数应为单数（人社部令第40号）",
            )


NAMES = {"quorum": "出席比例", "pass": "通过比例"}


def _check_size(workflow: Workflow) -> Iterator[Problem]:
    for node in workflow.nodes:
        if node.vote is not None and 0 < node.vote.members < LEAST_MEMBERS:
            yield _problem(
                SMALL,
                node,
                "members",
                f"高级评委会只有 {node.vote.members} 人",
                f"高级评委会按专业组建的不少于 {LEAST_MEMBERS} 人，按系列组建的不少于 25 人",
            )


def _problem(code: str, node: ReviewNode, key: str, message: str, hint: str) -> Problem:
    found = problem(code, node, "vote", message, hint=hint)
    below = node.origin.get("vote")
    return Problem(
        position=below.at(key) if below is not None else found.position,
        code=code,
        path=f"{node.id}.vote.{key}",
        message=message,
        hint=hint,
        severity="error" if code == TOO_LOW else "warning",
    )
