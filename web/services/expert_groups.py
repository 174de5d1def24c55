"""Groups of experts who read for a batch (评议组): made, drawn by lot, with a chair.

A group has at least three members (人社部令第40号). Who was drawn can be drawn again by anybody:
seed and pool stand in the event.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any

from peewee import IntegrityError

from engine.committee.drawing import draw
from web.models import Assignment, Batch, Expert, ExpertGroup, GroupMember, write
from web.services import events, experts
from web.services.batches import batch_of
from web.services.committee_node import (
    OPEN_FOR_READING,
    applications_in,
    committee_node,
    expert_rule,
)
from web.services.errors import BadChoice, NotFound, NotWritable
from web.services.reviewing import ReviewDesk

MAX_NAME = 40


def groups_of(batch: Batch) -> list[ExpertGroup]:
    """The groups of a batch, by name."""
    return list(ExpertGroup.select().where(ExpertGroup.batch == batch).order_by(ExpertGroup.name))


def members_of(group: ExpertGroup) -> list[Expert]:
    """The experts of a group, the chair first."""
    query: Any = Expert.select().join(GroupMember).where(GroupMember.group == group)
    found = list(query.order_by(Expert.name, Expert.id))
    return sorted(found, key=lambda one: one.id != group.chair_id)


def group_of(desk: ReviewDesk, id: str) -> ExpertGroup:
    """A group of this committee.

    :raises NotFound, NotYours: there is none
    """
    found: ExpertGroup | None = ExpertGroup.get_or_none(ExpertGroup.id == id)
    if found is None:
        raise NotFound("评议组")
    batch_of(desk.unit, found.batch_id)
    return found


def least_members(desk: ReviewDesk, batch: Batch) -> int:
    """How many a group has at least."""
    nodes = [committee_node(desk.packs, one) for one in applications_in(batch)[:50]]
    return max((expert_rule(node).group_min for node in nodes), default=3)


def draw_group(
    desk: ReviewDesk, batch: str, name: str, number: int, *, pool: Sequence[str] = ()
) -> ExpertGroup:
    """Make a group of experts who are drawn by lot, of all available ones or of a pool; the first
    drawn is the chair until another is named. Nobody is in two groups of a batch.

    :raises BadChoice: no name, one that is taken, too few members, or too few to draw from
    :raises NotWritable: the batch is decided about already
    """
    found = batch_of(desk.unit, batch)
    with write(f"batch:{batch}"):
        _check_open(batch_of(desk.unit, batch))
        taken = _taken(found)
        ready = [one.id for one in _available(desk) if one.id not in taken]
        offered = [id for id in ready if not pool or id in set(pool)]
        _check(desk, found, name, number, len(offered))
        seed = secrets.token_hex(16)
        drawn = draw(offered, number, seed)
        group = _make(found, name, drawn, drawn[0], desk)
        _record(desk, group, "group-drawn", pool=sorted(offered), seed=seed, drawn=list(drawn))
    return group


def name_group(
    desk: ReviewDesk, batch: str, name: str, members: Sequence[str], chair: str
) -> ExpertGroup:
    """Make a group of experts who are named by hand.

    :raises BadChoice: no name, one that is taken, too few members, no chair among them
    :raises NotWritable: the batch is decided about already
    """
    found = batch_of(desk.unit, batch)
    with write(f"batch:{batch}"):
        _check_open(batch_of(desk.unit, batch))
        taken = _taken(found)
        ready = [one.id for one in experts.named(_available(desk), members) if one.id not in taken]
        _check(desk, found, name, len(ready), len(ready))
        if chair not in ready:
            raise BadChoice({"chair": "请在成员中指定组长。"})
        group = _make(found, name, ready, chair, desk)
        _record(desk, group, "group-made", members=ready, chair=chair)
    return group


def name_chair(desk: ReviewDesk, id: str, chair: str) -> ExpertGroup:
    """Name another member as the chair.

    :raises BadChoice: no member
    """
    group = group_of(desk, id)
    with write(f"batch:{group.batch_id}"):
        _check_open(batch_of(desk.unit, group.batch_id))
        if chair not in {one.id for one in members_of(group)}:
            raise BadChoice({"chair": "请在成员中指定组长。"})
        ExpertGroup.update(chair=chair).where(ExpertGroup.id == id).execute()
        group = group_of(desk, id)
        _record(desk, group, "group-chair", chair=chair)
    return group


def drop_group(desk: ReviewDesk, id: str) -> None:
    """Dissolve a group that has nothing to read yet.

    :raises NotWritable: something was assigned to it
    """
    group = group_of(desk, id)
    with write(f"batch:{group.batch_id}"):
        if Assignment.select().where(Assignment.group == group).exists():
            raise NotWritable("这个评议组已经分配了材料，不能撤销。")
        _record(desk, group, "group-dropped", name=group.name)
        group.delete_instance(recursive=True)


def _available(desk: ReviewDesk) -> list[Expert]:
    return experts.available(desk.unit, desk.now.date().isoformat())


def _taken(batch: Batch) -> set[str]:
    query = GroupMember.select().join(ExpertGroup).where(ExpertGroup.batch == batch)
    return {one.expert_id for one in query}


def _check_open(batch: Batch) -> None:
    if batch.state not in OPEN_FOR_READING:
        raise NotWritable("这个批次已经评审，不能再变动评议组。")


def _check(desk: ReviewDesk, batch: Batch, name: str, number: int, offered: int) -> None:
    wrong, least = {}, least_members(desk, batch)
    if not name.strip() or len(name.strip()) > MAX_NAME:
        wrong["name"] = f"请填写评议组名称，不超过 {MAX_NAME} 字。"
    if number < least:
        wrong["number"] = f"评议组至少 {least} 人。"
    elif number > offered:
        wrong["number"] = f"可抽取的专家只有 {offered} 人，请减少人数或补充专家库。"
    if wrong:
        raise BadChoice(wrong)


def _make(
    batch: Batch, name: str, members: Sequence[str], chair: str, desk: ReviewDesk
) -> ExpertGroup:
    if (
        ExpertGroup.select()
        .where(ExpertGroup.batch == batch, ExpertGroup.name == name.strip())
        .exists()
    ):
        raise BadChoice({"name": "这个批次已有同名的评议组。"})
    try:
        group: ExpertGroup = ExpertGroup.create(
            batch=batch, name=name.strip(), chair=chair, created_at=desk.now
        )
    except IntegrityError:
        raise BadChoice({"name": "这个批次已有同名的评议组。"}) from None
    for member in members:
        GroupMember.create(group=group, expert=member)
    return group


def _record(desk: ReviewDesk, group: ExpertGroup, action: str, **details: Any) -> None:
    said = {"group": group.id, "name": group.name, **details}
    events.record(
        f"batch:{group.batch_id}", action, actor=desk.operator, now=desk.now, details=said
    )
