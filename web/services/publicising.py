"""公示 begins, is withdrawn, ends: of a unit about those it recommends, of a committee about the
results of a batch. Ending a committee's lets everybody move on as a job.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from peewee import JOIN

from engine.packs.model import Plan
from engine.workflow.model import ReviewNode
from engine.workflow.publicity import SHORTEST
from web.models import Application, Batch, Person, Publicity, Shown, Task, Unit, write
from web.services import events
from web.services.acceptance import candidate
from web.services.batches import batch_of, change_state
from web.services.committee_node import applications_in
from web.services.errors import BadChoice, Decided, NotWritable, NotYours
from web.services.jobs import enqueue
from web.services.opinions import read_opinion
from web.services.publicity import last_day, phase_of, publicity_of, standing_of
from web.services.publicity_words import PublicityAnswers, check_answers, words_of, write_text
from web.services.reviewing import ReviewDesk


@dataclass(frozen=True, slots=True, kw_only=True)
class _Member:
    """An application with the node at which it is shown."""

    application: Application
    plan: Plan
    node: ReviewNode


def showable(desk: ReviewDesk) -> list[_Member]:
    """What waits at this unit and has to be shown before it may pass, and is not shown yet."""
    taken = Shown.select(Shown.application).where(Shown.state == "open")
    sender = Unit.alias()
    query = (
        Application.select(Application, Person, sender)
        .join_from(Application, Task)
        .join_from(Application, Person)
        .join_from(
            Application, sender, JOIN.LEFT_OUTER, on=(Application.unit == sender.id), attr="unit"
        )
        .where(
            Task.unit == desk.unit,
            Task.done_at.is_null(),
            Application.deleted_at.is_null(),
            Application.id.not_in(taken),
        )
        .order_by(Task.arrived_at, Task.id)
    )
    found = [_member(desk, one) for one in query]
    return [one for one in found if one is not None and one.node.by == "unit"]


def _member(desk: ReviewDesk, application: Application) -> _Member | None:
    member = _at_node(desk, application)
    return member if member is not None and member.node.publicity is not None else None


def _at_node(desk: ReviewDesk, application: Application) -> _Member | None:
    """An application with the node where it waits, None where it waits at none."""
    plan = desk.packs.pinned(application.bundle_id)
    node = plan.node(application.choice["standard"], application.node)
    if node is None or application.state != "submitted":
        return None
    return _Member(application=application, plan=plan, node=node)


def start_unit(desk: ReviewDesk, ids: Sequence[str], asked: PublicityAnswers) -> Publicity:
    """Show applications within the unit before they may pass.

    :raises BadChoice: nothing chosen, or with everything wrong by field
    :raises NotYours: one of them does not wait at this unit
    :raises Decided: one of them is shown already
    :raises NotWritable: the calendar lacks a year
    """
    if not ids:
        raise BadChoice({"application": "请勾选要公示的申报"})
    with write(*sorted(f"application:{id}" for id in ids)):
        members = [_waiting(desk, id) for id in ids]
        plan = members[0].plan
        title = f"{desk.unit.name} {plan.year} 年度职称申报推荐人选公示"
        publicity = _make(desk, "unit", title, members, asked, None)
    return publicity


def _waiting(desk: ReviewDesk, id: str) -> _Member:
    application: Application | None = Application.get_or_none(Application.id == id)
    task = Task.get_or_none(Task.application == id, Task.unit == desk.unit, Task.done_at.is_null())
    if application is None or task is None:
        raise NotYours
    member = _member(desk, application)
    if member is None or member.node.by != "unit":
        raise NotWritable(f"“{application.person.name}”的申报现在不需要公示。")
    return member


def start_result(desk: ReviewDesk, id: str, asked: PublicityAnswers) -> Publicity:
    """Show the results of a batch to everybody: those who passed, by name, unit and title.

    :raises BadChoice: with everything wrong by field
    :raises NotWritable: somebody in the batch has no result yet, or nobody passed
    :raises Decided: it is shown already
    """
    members = _of_batch(desk, batch_of(desk.unit, id))
    names = sorted(f"application:{one.application.id}" for one in members)
    with write(f"batch:{id}", *names):
        batch = batch_of(desk.unit, id)
        if batch.state not in ("closed", "voted"):
            raise NotWritable("批次封存并登记评审结果以后，才能公示。")
        members = _of_batch(desk, batch)
        undecided = [one for one in members if one.node.publicity is None]
        if undecided:
            raise NotWritable(f"还有 {len(undecided)} 份申报没有评审结果，不能公示。")
        if not members:
            raise NotWritable("这个批次没有评审通过的申报，不需要公示。")
        title = f"{desk.unit.name}评审结果公示（{batch.name}）"
        publicity = _make(desk, "result", title, members, asked, batch)
        change_state(
            batch, batch.state, "publicised", actor=desk.operator, now=desk.now,
            publicity=publicity.id,
        )  # fmt: skip
    return publicity


def _of_batch(desk: ReviewDesk, batch: Batch) -> list[_Member]:
    """The applications of a batch that are still under way, at the committee's nodes."""
    found = [_at_node(desk, one) for one in applications_in(batch)]
    return [one for one in found if one is not None and one.node.by == "committee"]


def _make(
    desk: ReviewDesk,
    kind: str,
    title: str,
    members: Sequence[_Member],
    asked: PublicityAnswers,
    batch: Batch | None,
) -> Publicity:
    declared = [one.node.publicity for one in members if one.node.publicity is not None]
    shortest = max(SHORTEST, *(one.days for one in declared))
    start = check_answers(asked, shortest, desk.now.date())
    ends = last_day(desk.packs.calendar, start, asked.days)
    _check_not_shown([one.application.id for one in members])
    publicity: Publicity = Publicity.create(
        kind=kind,
        unit=desk.unit,
        batch=batch,
        title=title,
        place=asked.place,
        text=asked.text or write_text(desk, kind, start, ends, asked),
        starts_on=start.isoformat(),
        ends_on=ends.isoformat(),
        days=asked.days,
        created_at=desk.now,
        created_by=desk.operator.id,
    )
    for one in members:
        Shown.create(
            publicity=publicity,
            application=one.application,
            round=one.application.round,
            node=one.node.id,
            words=words_of(candidate(desk, one.application), one.node),
        )
        events.record(
            f"application:{one.application.id}",
            "publicity-started",
            actor=desk.operator,
            now=desk.now,
            details={"publicity": publicity.id, "from": start.isoformat(), "to": ends.isoformat()},
        )
    _record(desk, publicity, "publicity-started", number=len(members))
    return publicity


def _check_not_shown(ids: Sequence[str]) -> None:
    query = Shown.select(Shown, Publicity).join(Publicity)
    already = query.where(Shown.application << list(ids), Shown.state == "open").first()
    if already is not None:
        raise Decided(what="公示", state="正在公示", by="", at=already.publicity.created_at)


def withdraw(desk: ReviewDesk, id: str, reason: str) -> Publicity:
    """Take a publicity back, for a mistake in it; what was shown has to be shown anew.

    :raises BadChoice: no reason
    :raises Decided: it has ended or was withdrawn
    """
    reason = read_opinion(reason, 500, "撤销原因")
    if not reason:
        raise BadChoice({"reason": "请填写撤销的原因"})
    with write(f"publicity:{id}"):
        publicity = publicity_of(desk.unit, id)
        _set(desk, publicity, "running", "withdrawn", note=reason)
        Shown.update(state="dropped").where(
            Shown.publicity == publicity, Shown.state == "open"
        ).execute()
        if publicity.batch is not None:
            change_state(
                publicity.batch, "publicised", "voted", actor=desk.operator, now=desk.now,
                reason=reason,
            )  # fmt: skip
    return publicity


def end(desk: ReviewDesk, id: str) -> Publicity:
    """End a publicity whose days have passed without an objection that waits. Of a unit, what was
    shown may pass now; of a committee, everybody moves on as a job.

    :raises NotWritable: it is shown still, or an objection waits
    :raises Decided: it was ended or withdrawn before
    """
    with write(f"publicity:{id}"):
        publicity = publicity_of(desk.unit, id)
        standing = standing_of(publicity, desk.packs.calendar, desk.now.date())
        if standing.phase in ("coming", "running"):
            raise NotWritable(f"公示到 {publicity.ends_on} 结束，期满后才能办结。")
        if standing.open:
            raise NotWritable(f"还有 {standing.open} 条异议没有处理，处理完才能办结。")
        is_unit = publicity.kind == "unit"
        _set(desk, publicity, "running", "finished" if is_unit else "ending")
        waiting = Shown.select().where(Shown.publicity == publicity, Shown.state == "open")
        if is_unit:
            for shown in waiting:
                at = shown.application
                seen = (shown.round, shown.node)
                is_there = at.state == "submitted" and (at.round, at.node) == seen
                state = "passed" if is_there else "dropped"
                Shown.update(state=state).where(Shown.id == shown.id).execute()
        else:
            enqueue(
                "publicity-end",
                f"办结公示：{publicity.title}",
                [
                    {"application": one.application_id, "name": one.words.get("name", "")}
                    for one in waiting
                ],
                account=desk.operator,
                unit=desk.unit,
                payload={"publicity": publicity.id},
                now=desk.now,
            )
    return publicity


def _set(desk: ReviewDesk, publicity: Publicity, before: str, state: str, note: str = "") -> None:
    moved = Publicity.update(
        state=state, note=note, ended_at=desk.now, ended_by=desk.operator.id
    ).where(Publicity.id == publicity.id, Publicity.state == before)
    if not moved.execute():
        stored = Publicity.get_by_id(publicity.id)
        from_now = phase_of(stored, desk.now.date())
        raise Decided(what="公示", state=from_now, by="", at=stored.ended_at)
    publicity.state, publicity.note, publicity.ended_at = state, note, desk.now
    _record(desk, publicity, f"publicity-{state}", note=note)


def _record(desk: ReviewDesk, publicity: Publicity, action: str, **details: str | int) -> None:
    events.record(
        f"publicity:{publicity.id}", action, actor=desk.operator, now=desk.now, details=details
    )
