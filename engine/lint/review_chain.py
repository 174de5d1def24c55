"""dead-end, unreachable-node, only-onward, misplaced-back: a review chain that an application
cannot come through, that nothing can be kept from coming through, or that leads back to nobody.

Every node needs a way onward (`pass` or `report`), or else an application that comes to it can
never pass; a node before the destination, or behind a dead end, is never come to. Paths lead
upward from units and departments only: behind a committee or an issuer no department can be found,
and behind a department no unit has an application again. Where returns are
limited (`returns`), a node that may return needs another way to say no, too: after the last return
it could only let pass. `back` gives an application to the unit or department that had it before:
nobody did at the first node, what a committee has voted on stands, and a request for another
certificate goes back to its applicant alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from engine.lint.subject import LintedPlan, problem
from engine.packs.province import Province
from engine.problems import Problem
from engine.workflow.chain import ONWARD, node_before, reached
from engine.workflow.model import Action, Actor, ReviewNode, Workflow

DEAD_END = "dead-end"
UNREACHABLE = "unreachable-node"
ONLY_ONWARD = "only-onward"
MISPLACED_BACK = "misplaced-back"
RANK: Mapping[Actor, int] = {"unit": 0, "department": 1, "committee": 2, "issuer": 2}
"""Who may stand behind whom."""
ENDING: frozenset[Action] = frozenset({"refuse", "terminate"})


def check_plan(subject: LintedPlan) -> Iterator[Problem]:
    """The chain of each standard, which the plan may have changed."""
    for standard in subject.plan.standards:
        yield from _check(standard.workflow)
        rules = standard.certificate
        for node in rules.reissue.nodes if rules is not None and rules.reissue is not None else ():
            if "back" in node.actions:
                yield _misplaced(node, "补换证的审核只退回申请人")


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
    yield from _backward(workflow.nodes[start:])
    yield from _given_back(workflow)
    for node in workflow.nodes[start:]:
        if workflow.returns and "return" in node.actions and not ENDING & set(node.actions):
            yield problem(
                ONLY_ONWARD,
                node,
                "actions",
                f"审核节点“{node.name}”退回满 {workflow.returns} 次以后只能通过",
                hint="请在 actions 里加上 refuse 或 terminate，或不写 returns",
                severity="warning",
            )
        if not any(action in ONWARD for action in node.actions):
            yield problem(
                DEAD_END,
                node,
                "actions",
                f"审核节点“{node.name}”没有通过或上报，到这里的申报无法继续",
                hint="请在 actions 里加上 pass 或 report",
            )
            return  # what stands behind is not reached because of it


def _given_back(workflow: Workflow) -> Iterator[Problem]:
    """Nodes that give back what nobody had before, or what a committee has decided."""
    for node in workflow.nodes:
        if "back" not in node.actions:
            continue
        before = node_before(workflow, node.id)
        if before is None:
            yield _misplaced(node, "它前面没有审核的环节")
        elif RANK[before.by] >= RANK["committee"]:
            yield _misplaced(node, f"前一个环节“{before.name}”的结果不能这样改变")


def _misplaced(node: ReviewNode, why: str) -> Problem:
    return problem(
        MISPLACED_BACK,
        node,
        "actions",
        f"审核节点“{node.name}”不能退回上一级（back）：{why}",
        hint="请从 actions 里删去 back；退回申报人用 return",
    )


def _backward(nodes: tuple[ReviewNode, ...]) -> Iterator[Problem]:
    """Nodes that no path leads to from the one before."""
    for before, node in pairwise(nodes):
        if RANK[node.by] >= RANK[before.by]:
            continue
        if node.by == "unit":
            code, who = UNREACHABLE, "由单位办理"
        else:
            code, who = DEAD_END, "由业务部门办理"
        yield problem(
            code,
            node,
            "by",
            f"审核节点“{node.name}”{who}，排在“{before.name}”之后，没有上报路径从那里到这里",
            hint="先是单位，再是业务部门，然后是评委会和发证机构，请调整节点的次序",
        )
