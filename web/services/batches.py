"""Batches (批次) of a committee: made, named, closed; applications moved between open ones.

An application is in one batch of one committee and plan. The roster of a batch stands once it is
closed: what comes after (the meeting, publicity) decides about exactly these people.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from peewee import IntegrityError, fn

from engine.packs.model import Plan
from web.models import Account, Application, Batch, Meeting, Task, Unit, write
from web.services import events
from web.services.errors import BadChoice, Decided, NotFound, NotWritable, NotYours
from web.services.opinions import read_opinion
from web.services.owned import owned_by
from web.services.reviewing import ReviewDesk

STATES = {
    "open": "收件中",
    "closed": "已封存",
    "voted": "已评审",
    "publicised": "公示中",
    "finished": "已办结",
}
TONES = {"open": "info", "closed": "warn", "voted": "warn", "publicised": "info"}
MAX_NAME, MAX_REASON = 60, 500


def batches_of(unit: Unit, state: str = "") -> Any:
    """The batches of a committee, the newest first, as a query; `number` counts who is in."""
    number = fn.COUNT(Application.id).alias("number")
    grouped = (
        Batch.id, Batch.unit, Batch.plan, Batch.name, Batch.state, Batch.created_at,
        Batch.created_by,
    )  # fmt: skip
    query = (
        Batch.select(*grouped, number)
        .left_outer_join(Application, on=(Application.batch == Batch.id))
        .where(Batch.unit == unit)
        .group_by(*grouped)
        .order_by(Batch.created_at.desc(), Batch.id.desc())
    )
    return query.where(Batch.state == state) if state else query


def open_batches(unit: Unit, plan: str = "") -> list[Batch]:
    """The batches that take applications of a plan now, the oldest first."""
    query = Batch.select().where(Batch.unit == unit, Batch.state == "open")
    if plan:
        query = query.where(Batch.plan == plan)
    return list(query.order_by(Batch.created_at, Batch.id))


def batch_of(unit: Unit, id: str) -> Batch:
    """A batch of this committee.

    :raises NotFound: there is none
    :raises NotYours: it is another committee's
    """
    return owned_by(unit, Batch, id, "批次")


def plans_of(desk: ReviewDesk) -> list[Plan]:
    """The plans that this committee sits about, the newest first."""
    return [
        plan
        for plan in desk.packs.plans()
        if plan.province == desk.unit.province and plan.committee == desk.unit.name
    ]


def make_batch(desk: ReviewDesk, plan: str, name: str) -> Batch:
    """Make an open batch for a plan of this committee.

    :raises BadChoice: no name, one that is taken, or a plan of others
    """
    problems = {}
    if plan not in {one.id for one in plans_of(desk)} | _plans_waiting(desk.unit):
        problems["plan"] = "请选择由本评委会评审的计划"
    name, wrong = _name(name)
    if wrong:
        problems["name"] = wrong
    if problems:
        raise BadChoice(problems)
    try:
        with write(f"unit:{desk.unit.id}"):
            batch: Batch = Batch.create(
                unit=desk.unit,
                plan=plan,
                name=name,
                created_at=desk.now,
                created_by=desk.operator.id,
            )
            _record(desk, batch, "batch-made", name=name, plan=plan)
    except IntegrityError:
        raise BadChoice({"name": TAKEN}) from None
    return batch


TAKEN = "这个计划已有同名的批次，请换一个名称"


def _plans_waiting(unit: Unit) -> set[str]:
    """Plans whose applications were sent to this committee by a node of its own."""
    query = Application.select(Application.plan).join(Task).where(Task.unit == unit).distinct()
    return {one.plan for one in query}


def rename(desk: ReviewDesk, id: str, name: str) -> Batch:
    """Give a batch that is not finished another name.

    :raises BadChoice: no name, or one that is taken
    :raises NotWritable: its publicity has begun, which shows the name
    """
    name, wrong = _name(name)
    if wrong:
        raise BadChoice({"name": wrong})
    try:
        with write(f"batch:{id}"):
            batch = batch_of(desk.unit, id)
            if batch.state in ("publicised", "finished"):
                raise NotWritable("结果公示开始以后，批次的名称不能再改。")
            before, batch.name = batch.name, name
            Batch.update(name=name).where(Batch.id == batch.id).execute()
            _record(desk, batch, "batch-renamed", name=name, before=before)
    except IntegrityError:
        raise BadChoice({"name": TAKEN}) from None
    return batch


def close(desk: ReviewDesk, id: str) -> Batch:
    """Close a batch: its roster stands, nobody is added or moved any more.

    :raises NotWritable: nobody is in it
    :raises Decided: it was closed before
    """
    with write(f"batch:{id}"):
        batch = batch_of(desk.unit, id)
        number = Application.select().where(Application.batch == batch).count()
        if not number:
            raise NotWritable("批次里还没有申报，不能封存。请先在“受理”中编入申报。")
        set_state(desk, batch, "open", "closed", number=number)
    return batch


def reopen(desk: ReviewDesk, id: str, reason: str) -> Batch:
    """Open a closed batch again, before anybody has met about it.

    :raises BadChoice: no reason
    :raises NotWritable: a meeting votes on it
    :raises Decided: it is not closed (any more)
    """
    reason = _reason(reason)
    with write(f"batch:{id}"):
        batch = batch_of(desk.unit, id)
        _check_no_meeting(batch)
        set_state(desk, batch, "closed", "open", reason=reason)
    return batch


def _check_no_meeting(batch: Batch) -> None:
    """Refuse a change of the roster while a meeting votes on it, or its results are carried out."""
    states = ("open", "closed", "confirmed")
    held = Meeting.select().where(Meeting.batch == batch, Meeting.state.in_(states))
    if held.exists():
        raise NotWritable(
            "这个批次正在会议中表决或办理结果，名单不能变动。请等结果办完，或先作废会议。"
        )


def set_state(
    desk: ReviewDesk, batch: Batch, before: str, state: str, **details: str | int
) -> None:
    """Move a batch from one state to another, inside `write(f"batch:{id}")`.

    :raises Decided: it is not (any longer) in the state `before`
    """
    change_state(batch, before, state, actor=desk.operator, now=desk.now, **details)


def change_state(
    batch: Batch,
    before: str,
    state: str,
    *,
    actor: Account | None,
    now: datetime,
    **details: str | int,
) -> None:
    """The same for whoever acts: meetings, publicity, a job.

    :raises Decided: it is not (any longer) in the state `before`
    """
    moved = Batch.update(state=state).where(Batch.id == batch.id, Batch.state == before)
    if not moved.execute():
        stored = Batch.get_by_id(batch.id)
        raise Decided(what="批次", state=STATES[stored.state], by="", at=None)
    batch.state = state
    events.record(
        f"batch:{batch.id}",
        f"batch-{state}",
        actor=actor,
        now=now,
        details={"before": before, **details},
    )


def move_to(desk: ReviewDesk, application: str, to: str, reason: str) -> Application:
    """Move an application from its open batch to another of the same plan.

    :raises BadChoice: no reason, or the same batch
    :raises NotWritable: one of them is not open, or of another plan
    """
    reason = _reason(reason)
    found = member_of(desk.unit, application)
    names = sorted({f"batch:{found.batch_id}", f"batch:{to}", f"application:{application}"})
    with write(*names):
        found, target = member_of(desk.unit, application), batch_of(desk.unit, to)
        source = batch_of(desk.unit, found.batch_id or "")
        if source.id == target.id:
            raise BadChoice({"to": "请选择另一个批次"})
        if target.plan != found.plan:
            raise NotWritable("只能移到同一评审计划的批次。")
        for one in (source, target):
            if one.state != "open":
                raise NotWritable(f"“{one.name}”{STATES[one.state]}，不能移入或移出。")
        Application.update(batch=target).where(Application.id == found.id).execute()
        found.batch = target
        said = {"from": source.id, "to": target.id, "reason": reason}
        events.record(
            f"application:{found.id}",
            "batch-changed",
            actor=desk.operator,
            now=desk.now,
            details=said,
        )
    return found


def member_of(unit: Unit, application: str) -> Application:
    """An application that is in a batch of this committee.

    :raises NotFound: it is in none
    :raises NotYours: it is in another committee's
    """
    found: Application | None = Application.get_or_none(Application.id == application)
    batch = found.batch if found is not None else None
    if found is None or batch is None:
        raise NotFound("已受理的申报")
    if batch.unit_id != unit.id:
        raise NotYours
    return found


def _name(name: str) -> tuple[str, str]:
    """A name as it is kept, and what is wrong with it."""
    name = " ".join(name.split())
    if not name:
        return name, "请填写批次名称，如“2026 年第一批”"
    return name, "" if len(name) <= MAX_NAME else f"批次名称不能超过 {MAX_NAME} 字"


def _reason(reason: str) -> str:
    reason = read_opinion(reason, MAX_REASON, "原因")
    if not reason:
        raise BadChoice({"reason": "请填写原因，会写入操作记录"})
    return reason


def _record(desk: ReviewDesk, batch: Batch, action: str, **details: str) -> None:
    events.record(f"batch:{batch.id}", action, actor=desk.operator, now=desk.now, details=details)
