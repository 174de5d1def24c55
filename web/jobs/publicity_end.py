"""After a committee's publicity: everybody who was shown without an objection that stands moves on,
each in a transaction of its own; then publicity and batch are finished."""

from __future__ import annotations

from datetime import datetime

from web.jobs.kind import Item, Kind, Made
from web.models import Account, Batch, Job, Publicity, Shown, write
from web.services import events
from web.services.batches import change_state
from web.services.errors import NotFound
from web.services.moving import move
from web.services.reviewing import ReviewDesk, open_review
from web.site import Site


def _names(job: Job, item: Item) -> tuple[str, ...]:
    return (f"application:{item.values['application']}", f"publicity:{job.payload['publicity']}")


def _do(parts: Site, job: Job, item: Item, now: datetime) -> None:
    """Let one of those who were shown pass, unless it has moved already."""
    publicity, id = Publicity.get_by_id(job.payload["publicity"]), item.values["application"]
    shown: Shown | None = Shown.get_or_none(
        Shown.publicity == publicity, Shown.application == id, Shown.state == "open"
    )
    if shown is None:
        return
    desk = ReviewDesk(unit=publicity.unit, operator=_who(job), packs=parts.packs, now=now)
    draft = open_review(desk, id)
    at = draft.application
    if at.state == "submitted" and (at.round, at.node) == (shown.round, shown.node):
        move(
            draft,
            "pass",
            actor=desk.operator,
            unit=desk.unit,
            now=now,
            opinion="评审结果公示期满，无异议或异议不成立。",
            details={"publicity": publicity.id},
        )
    else:
        Shown.update(state="dropped").where(Shown.id == shown.id).execute()


def _who(job: Job) -> Account:
    """Who ended the publicity.

    :raises NotFound: the account is gone
    """
    account: Account | None = job.account
    if account is None:
        raise NotFound("办理人的账号")
    return account


def _finish(parts: Site, job: Job, now: datetime) -> Made | None:
    """Finish publicity and batch once nobody is left; may be repeated."""
    id = job.payload["publicity"]
    batch_id = Publicity.get_by_id(id).batch_id
    with write(f"publicity:{id}", f"batch:{batch_id}"):
        publicity = Publicity.get_by_id(id)
        left = Shown.select().where(Shown.publicity == publicity, Shown.state == "open")
        if publicity.state != "ending" or left.exists():
            return None
        Publicity.update(state="finished").where(Publicity.id == id).execute()
        events.record(f"publicity:{id}", "publicity-finished", actor=job.account, now=now)
        batch: Batch = Batch.get_by_id(batch_id)
        if batch.state == "publicised":
            change_state(batch, "publicised", "finished", actor=job.account, now=now)
    return None


PUBLICITY_END = Kind(name="publicity-end", do=_do, names=_names, finish=_finish)
