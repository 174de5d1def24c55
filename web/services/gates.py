"""What else has to be done before an application leaves a node; every room adds its own.

A gate looks at an application, the node that it waits at and the action that is to be taken there,
and raises `NotWritable` with the cure. Gates run inside the transaction of the move.
"""

from __future__ import annotations

from collections.abc import Callable

from engine.workflow.chain import ONWARD
from engine.workflow.model import Action, ReviewNode
from web.services.certificates.gate import check_has_certificate
from web.services.draft import Draft
from web.services.errors import NotWritable
from web.services.meeting_gate import check_meeting
from web.services.publicity import check_publicity
from web.services.returns import may_return
from web.services.unverified import unverified_picks

Gate = Callable[[Draft, ReviewNode, Action], None]


def check_verified(draft: Draft, node: ReviewNode, action: Action) -> None:
    """Nothing passes a unit while picked records were not verified (云南手册 L58)."""
    if node.by == "unit" and action in ONWARD and (waiting := unverified_picks(draft)):
        raise NotWritable(f"还有 {len(waiting)} 项提取的业绩没有审核通过，请先审核业绩。")


def check_returns(draft: Draft, node: ReviewNode, action: Action) -> None:
    """Nothing comes back oftener than its plan says."""
    workflow = draft.standard.workflow
    if action == "return" and not may_return(workflow, draft.application):
        raise NotWritable(
            f"这份申报已退回 {workflow.returns} 次，按计划的规定不能再退回，请作出其他决定。"
        )


GATES: tuple[Gate, ...] = (
    check_verified,
    check_returns,
    check_publicity,
    check_meeting,
    check_has_certificate,
)


def check_gates(draft: Draft, node: ReviewNode, action: Action) -> None:
    """Ask every gate.

    :raises NotWritable: one of them is shut
    """
    for gate in GATES:
        gate(draft, node, action)
