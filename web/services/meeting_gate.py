"""The gate of a meeting: where a vote is declared, nothing passes or fails but by its result."""

from __future__ import annotations

from engine.workflow.model import Action, ReviewNode
from web.models import Meeting, Poll, Result
from web.services.draft import Draft
from web.services.errors import NotWritable

BY_VOTE: dict[Action, str] = {"pass": "passed", "report": "passed", "refuse": "refused"}
"""The outcome of a vote that each of these actions carries out."""


def by_hand(node: ReviewNode, actions: tuple[Action, ...]) -> tuple[Action, ...]:
    """Those of some actions that the office may take by hand at a node."""
    return actions if node.vote is None else tuple(one for one in actions if one not in BY_VOTE)


def check_meeting(draft: Draft, node: ReviewNode, action: Action) -> None:
    """Let an application leave a node with a vote only as a confirmed result says; while it is
    voted on, not at all."""
    if node.vote is None:
        return
    application = draft.application
    if action in BY_VOTE:
        result = Result.get_or_none(
            Result.application == application,
            Result.round == application.round,
            Result.node == node.id,
            Result.replaced_at.is_null(),
        )
        if result is None or result.outcome != BY_VOTE[action]:
            raise NotWritable(
                f"“{node.name}”由会议无记名投票决定，不能直接办理。"
                "请把申报编入批次，在“评审会议”中投票，由主持人确认结果。"
            )
        return
    polls = Poll.select().join(Meeting).where(Poll.application == application)
    if polls.where(Meeting.state.in_(("open", "closed"))).exists():
        raise NotWritable("这项申报正在会议中表决，结果确认以前不能退回或终止。")
    if polls.where(Meeting.state == "confirmed", Poll.round == application.round).exists():
        raise NotWritable("评审结果已经确认，正在逐项办理，不能再退回或终止。")
