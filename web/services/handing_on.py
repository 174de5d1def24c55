"""转交: applications that wait for nobody who can act are given to somebody, with a reason."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from peewee import JOIN

from engine.workflow.model import ReviewNode
from web.models import (
    Account,
    Application,
    Meeting,
    Notice,
    Person,
    Poll,
    Shown,
    Task,
    Unit,
    write,
)
from web.services import events
from web.services.errors import BadChoice, Decided, NotFound, NotYours
from web.services.holders import acts_at
from web.services.notices import notify, put_aside
from web.services.opinions import read_opinion
from web.services.packs import Packs
from web.services.unit_search import search_of_kind


def unheld_tasks(province: str) -> Any:
    """The open tasks of a province that no active unit has, as a query, the oldest first."""
    return (
        Task.select(Task, Application, Person, Unit)
        .join(Application)
        .join(Person)
        .switch(Task)
        .join(Unit, join_type=JOIN.LEFT_OUTER, on=(Task.unit == Unit.id), attr="unit")
        .where(
            Application.province == province,
            Application.deleted_at.is_null(),
            Task.done_at.is_null(),
            Task.unit.is_null() | (Unit.state != "active"),
        )
        .order_by(Task.arrived_at, Task.id)
    )


def task_of(province: str, id: str) -> Task:
    """An open task of the province, whoever has it.

    :raises NotFound: there is none
    :raises NotYours: it is another province's
    :raises Decided: it was done meanwhile
    """
    task: Task | None = Task.get_or_none(Task.id == id)
    if task is None:
        raise NotFound("待办")
    if task.application.province != province:
        raise NotYours
    if task.done_at is not None:
        raise Decided(what="待办", state="已办理", by="", at=task.done_at)
    return task


def node_of(packs: Packs, task: Task) -> ReviewNode:
    """The node where a task's application waits.

    :raises NotFound: its standard does not have it
    """
    application = task.application
    plan = packs.pinned(application.bundle_id)
    node = plan.node(application.choice["standard"], task.node)
    if node is None:
        raise NotFound("审核环节")
    return node


def takers(province: str, node: ReviewNode, words: str) -> list[Unit]:
    """Who could act at a node: active units of its kind whose names `words` find."""
    kinds = ("unit", "department") if node.by == "unit" else (node.by,)
    return search_of_kind(province, words, *kinds)


def hand_on(
    packs: Packs,
    province: str,
    id: str,
    to: str,
    reason: str,
    *,
    actor: Account,
    now: datetime,
) -> Task:
    """Give what waits to a unit that can act there; it, its former unit and the applicant are told.
    What goes to another committee leaves its batch, and is accepted there anew.

    :raises NotFound, NotYours, Decided: as `task_of`
    :raises BadChoice: no such unit, one that cannot act there, no reason, or a committee is voting
        on it or showing it
    """
    reason = read_opinion(reason, 500, "转交原因")
    seen = task_of(province, id)
    application, batch = str(seen.application_id), seen.application.batch_id
    with write(f"application:{application}", *([f"batch:{batch}"] if batch else [])):
        task = task_of(province, id)
        node = node_of(packs, task)
        unit: Unit | None = (
            Unit.get_or_none(Unit.id == to, Unit.province == province) if to else None
        )
        problems = _problems(task, node, unit, reason)
        if problems or unit is None:
            raise BadChoice(problems)
        before = task.unit_id or ""
        Task.update(unit=unit, taken_by="").where(Task.id == task.id).execute()
        link = f"/reviews/{application}"
        if before:
            put_aside(Notice.unit == before, link=link, now=now)
        details = {"node": node.id, "from": before, "to": unit.id, "reason": reason}
        if _is_of_another(task, unit):
            details["batch"] = str(task.application.batch_id)
            Application.update(batch=None).where(Application.id == application).execute()
        event = events.record(
            f"application:{application}", "handed-on", actor=actor, now=now, details=details
        )
        key = f"application:{application}:handed-on:{event.number}"
        text = f"管理员转交一份申报，请办理“{node.name}”：{reason}"[:500]
        notify(unit, text, link=link, key=key, now=now)
        text = f"您的申报现由“{unit.name}”办理（{node.name}）。"
        track = f"/applications/{application}/track"
        notify(task.application.person, text, link=track, key=f"{key}:person", now=now)
    return task_of(province, id)


def _problems(task: Task, node: ReviewNode, unit: Unit | None, reason: str) -> dict[str, str]:
    problems = {}
    if unit is None or unit.state != "active" or not acts_at(unit, node.by):
        problems["unit"] = f"请选择能够办理“{node.name}”的机构。"
    elif unit.id == task.unit_id:
        problems["unit"] = "现在就由该机构办理，不必转交。"
    elif _is_held(task, unit):
        problems["unit"] = "这份申报正在评委会表决或公示，结束以后才能转交给另一个评委会。"
    if not reason:
        problems["reason"] = "请填写转交原因，接收的机构可以看到。"
    return problems


def _is_of_another(task: Task, unit: Unit) -> bool:
    """Whether an application lies in the batch of another committee than this one."""
    batch = task.application.batch
    return unit.kind == "committee" and batch is not None and batch.unit_id != unit.id


def _is_held(task: Task, unit: Unit) -> bool:
    """Whether the committee that has it in a batch is deciding about it."""
    if not _is_of_another(task, unit):
        return False
    at = task.application
    polls = Poll.select().join(Meeting).where(Poll.application == at, Poll.round == at.round)
    shown = Shown.select().where(Shown.application == at, Shown.state == "open")
    return bool(polls.where(Meeting.state != "void").exists() or shown.exists())
