"""Who reads what: applications of a batch given to experts, by hand or evenly.

Nobody gets what they are recused from, nothing twice, and nothing of a branch that they do not
judge. Evenly means: each application goes to those who have least to read; a lot decides among
equals, and its seed stands in the event.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.committee.drawing import order_by_lot
from web.models import Application, Assignment, Batch, Expert, ExpertGroup, write
from web.services import events, experts, notices
from web.services.batches import batch_of
from web.services.committee_node import OPEN_FOR_READING, waiting_in
from web.services.errors import BadChoice, NotFound, NotWritable
from web.services.expert_groups import group_of, members_of
from web.services.operators import check_not_own
from web.services.opinions import read_opinion
from web.services.recusals import Pairs, recused_pairs
from web.services.reviewing import ReviewDesk


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What came of giving: how many were given, and the names of those left short, with how many
    readers they have."""

    number: int
    short: tuple[str, ...] = ()


def assignments_in(batch: Batch | str) -> list[Assignment]:
    """What is to be read in a batch and not revoked, with its experts."""
    query: Any = (
        Assignment.select(Assignment, Expert, Application)
        .join_from(Assignment, Expert)
        .join_from(Assignment, Application)
        .where(
            Application.batch == batch,
            Assignment.state != "revoked",
            Assignment.round == Application.round,
        )
    )
    return list(query.order_by(Expert.name, Assignment.id))


def assign(
    desk: ReviewDesk,
    batch: str,
    applications: Sequence[str],
    readers: Sequence[str],
    *,
    group: str = "",
) -> Given:
    """Give some applications to some experts by hand; what was given before stays.

    :raises BadChoice: nothing or nobody chosen, or somebody is recused, in words
    :raises OwnApplication: the operator would choose who reads their own
    :raises NotWritable: the batch is decided about already
    """
    found = batch_of(desk.unit, batch)
    with write(f"batch:{batch}"):
        waiting = {one.id: one for one in _open(desk, found)}
        chosen = [waiting[id] for id in applications if id in waiting]
        people = experts.named(_readers(desk, found, group), readers)
        if not chosen or not people:
            raise BadChoice({"assign": "请勾选申报和专家。"})
        for one in chosen:
            check_not_own(desk.operator, one.person)
        pairs = recused_pairs(people, chosen)
        _check_recusals(people, chosen, pairs)
        given = [_give(one, expert, group, desk.now) for one in chosen for expert in people]
        number = sum(given)
        _record(desk, found, "readers-assigned", number, chosen, people)
        _tell(people, found, number, desk.now)
    return Given(number=number)


def assign_evenly(desk: ReviewDesk, batch: str, readers: int, *, group: str = "") -> Given:
    """Let every application that waits have so many readers, of a group or of all available ones.

    :raises BadChoice: fewer than one reader, or nobody can read
    :raises NotWritable: the batch is decided about already
    """
    found = batch_of(desk.unit, batch)
    if not 1 <= readers <= 50:
        raise BadChoice({"readers": "每份材料的阅读人数应为 1 至 50 人。"})
    with write(f"batch:{batch}"):
        applications = _open(desk, found)
        people = _readers(desk, found, group)
        if not people or not applications:
            raise BadChoice({"readers": "没有可分配的申报或专家，请先补充评议组或专家库。"})
        pairs, seed = recused_pairs(people, applications), secrets.token_hex(16)
        lot = {id: place for place, id in enumerate(order_by_lot([p.id for p in people], seed))}
        held: dict[str, set[str]] = {one.id: set() for one in applications}
        load: Counter[str] = Counter()
        for one in assignments_in(found):
            held.setdefault(one.application_id, set()).add(one.expert_id)
            load[one.expert_id] += 1
        number, short = 0, []
        for application in applications:
            mine = held[application.id]
            able = [
                person for person in people
                if person.id not in mine
                and (person.id, application.id) not in pairs
                and judges(person, application)
            ]  # fmt: skip
            able.sort(key=lambda person: (load[person.id], lot[person.id]))
            for person in able[: max(0, readers - len(mine))]:
                number += _give(application, person, group, desk.now)
                load[person.id] += 1
                mine.add(person.id)
            if len(mine) < readers:
                short.append(f"{application.person.name}（{len(mine)} 人）")
        _record(desk, found, "readers-assigned", number, applications, people, seed=seed)
        _tell(people, found, number, desk.now)
    return Given(number=number, short=tuple(short))


def revoke(desk: ReviewDesk, id: str, reason: str) -> Assignment:
    """Take back what an expert has to read and has not said anything of; the expert is told why.

    What was submitted stands: an office that could drop an opinion could choose among them. It ends
    by a recusal, with its ground, or is sent back to its expert (`send_back`).

    :raises NotFound: there is none
    :raises BadChoice: no reason
    :raises OwnApplication: it is about the operator's own
    :raises NotWritable: the opinion was submitted, or the batch is decided about already
    """
    reason = _read_reason(reason, "收回已分配的材料时，请填写原因。")
    with write(f"batch:{_given(desk, id).application.batch_id}"):
        found = _given(desk, id)
        if found.state == "submitted":
            raise NotWritable(
                "专家已经提交意见，不能收回。确需修改的，请退回专家修改；应当回避的，请记录回避。"
            )
        _change(desk, found, "reader-revoked", reason, state="revoked")
        _tell_reason(found, "已由评委会办公室收回，不再需要您阅读", reason, desk.now)
    return found


def send_back(desk: ReviewDesk, id: str, reason: str) -> Assignment:
    """Let an expert say again what was submitted: the words stay as a draft, and count once they
    are submitted anew. The expert is told why.

    :raises NotFound: there is none
    :raises BadChoice: no reason
    :raises OwnApplication: it is about the operator's own
    :raises NotWritable: nothing was submitted, or the batch is decided about already
    """
    reason = _read_reason(reason, "退回专家修改时，请填写原因，专家可以看到。")
    with write(f"batch:{_given(desk, id).application.batch_id}"):
        found = _given(desk, id)
        if found.state != "submitted":
            raise NotWritable("专家还没有提交意见，不需要退回；不再由其阅读的，请收回。")
        _change(desk, found, "opinion-sent-back", reason, state="assigned", submitted_at=None)
        _tell_reason(found, "的评审意见已退回，请修改后重新提交", reason, desk.now)
    return found


def _read_reason(text: str, missing: str) -> str:
    reason = read_opinion(text, 300, "原因")
    if not reason:
        raise BadChoice({"reason": missing})
    return reason


def _given(desk: ReviewDesk, id: str) -> Assignment:
    """What was given to an expert by this committee, as long as it may be changed."""
    found: Assignment | None = Assignment.get_or_none(
        Assignment.id == id, Assignment.state != "revoked"
    )
    if found is None or found.application.batch_id is None:
        raise NotFound("已分配的材料")
    batch = batch_of(desk.unit, found.application.batch_id)
    check_not_own(desk.operator, found.application.person)
    _check_open(batch)
    return found


def _change(
    desk: ReviewDesk, found: Assignment, action: str, reason: str, **changed: str | None
) -> None:
    Assignment.update(**changed).where(Assignment.id == found.id).execute()
    events.record(
        f"application:{found.application_id}",
        action,
        actor=desk.operator,
        now=desk.now,
        details={"expert": found.expert_id, "reason": reason},
    )


def _tell_reason(found: Assignment, said: str, reason: str, now: datetime) -> None:
    """Tell an expert what became of what they read; whose it is stands on the page, where the plan
    hides no names."""
    batch = found.application.batch
    name = batch.name if batch is not None else ""
    notices.notify(
        found.expert.account,
        f"“{name}”中分配给您的一份材料{said}。原因：{reason}",
        link="/expert",
        key=f"reading:{found.id}:{now.isoformat()}",
        now=now,
    )


def judges(expert: Expert, application: Application) -> bool:
    """Whether an expert judges the branch of an application; without branches, all."""
    return not expert.branches or application.choice.get("branch") in expert.branches


def _open(desk: ReviewDesk, batch: Batch) -> list[Application]:
    stored = batch_of(desk.unit, batch.id)
    _check_open(stored)
    return waiting_in(desk.packs, stored)


def _check_open(batch: Batch) -> None:
    if batch.state not in OPEN_FOR_READING:
        raise NotWritable("这个批次已经评审，不能再分配材料。")


def _readers(desk: ReviewDesk, batch: Batch, group: str) -> list[Expert]:
    day = desk.now.date().isoformat()
    if not group:
        return experts.available(desk.unit, day)
    found: ExpertGroup = group_of(desk, group)
    if found.batch_id != batch.id:
        raise NotFound("评议组")
    return [one for one in members_of(found) if experts.is_available(one, day)]


def _check_recusals(people: Sequence[Expert], chosen: Sequence[Application], pairs: Pairs) -> None:
    said = [
        f"{person.name}与{one.person.name}：{pairs[person.id, one.id].words}"
        for person in people
        for one in chosen
        if (person.id, one.id) in pairs
    ]
    if said:
        raise BadChoice({"recused": f"须回避，不能分配：{'；'.join(said[:10])}。请改选其他专家。"})


def _give(application: Application, expert: Expert, group: str, now: datetime) -> bool:
    """Give one to one, anew where it was revoked; False where it was given before."""
    known: Assignment | None = Assignment.get_or_none(
        Assignment.application == application,
        Assignment.expert == expert,
        Assignment.round == application.round,
    )
    if known is None:
        Assignment.create(
            application=application,
            expert=expert,
            group=group or None,
            round=application.round,
            assigned_at=now,
        )
        return True
    if known.state != "revoked":
        return False
    state = "submitted" if known.submitted_at else "assigned"
    Assignment.update(state=state, group=group or None, assigned_at=now).where(
        Assignment.id == known.id
    ).execute()
    return True


def _record(
    desk: ReviewDesk,
    batch: Batch,
    action: str,
    number: int,
    applications: Iterable[Application],
    people: Iterable[Expert],
    **more: str,
) -> None:
    said = {
        "number": number,
        "applications": [one.id for one in applications],
        "experts": [one.id for one in people],
        **more,
    }
    events.record(f"batch:{batch.id}", action, actor=desk.operator, now=desk.now, details=said)


def _tell(people: Iterable[Expert], batch: Batch, number: int, now: datetime) -> None:
    if not number:
        return
    for person in people:
        waiting = (
            Assignment.select()
            .join(Application)
            .where(
                Assignment.expert == person,
                Assignment.state == "assigned",
                Application.batch == batch,
            )
            .count()
        )
        if waiting:
            notices.notify(
                person.account,
                f"“{batch.name}”有 {waiting} 份材料等您阅读。",
                link="/expert",
                key=f"reading:{batch.id}:{person.id}:{now.isoformat()}",
                now=now,
            )
