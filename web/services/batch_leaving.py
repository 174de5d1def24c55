"""What was sent back leaves its batch: it begins anew, and is accepted again when it comes."""

from __future__ import annotations

from datetime import datetime

from engine.workflow.model import ReviewNode
from web.models import Application, Task
from web.services import events
from web.services.draft import Draft


def leave_batch(draft: Draft, node: ReviewNode | None, task: Task | None, now: datetime) -> None:
    """What was sent back, to the applicant or by one step, leaves its batch: it is accepted again
    once it comes back to the committee."""
    application = draft.application
    if node is None or node.by == "committee" or application.batch_id is None:
        return
    if _is_beyond(draft, node):
        return
    events.record(
        f"application:{application.id}",
        "batch-left",
        actor=None,
        now=now,
        details={"batch": application.batch_id},
    )
    Application.update(batch=None).where(Application.id == application.id).execute()
    application.batch = None


def _is_beyond(draft: Draft, node: ReviewNode) -> bool:
    """Whether a node comes behind the committee's, so that the batch goes on being true."""
    ids = [one.id for one in draft.standard.workflow.nodes]
    committee = [one.id for one in draft.standard.workflow.nodes if one.by == "committee"]
    return bool(committee) and ids.index(node.id) > ids.index(committee[0])
