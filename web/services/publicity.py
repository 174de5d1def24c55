"""公示 as it stands: what is shown until when, what was objected, whether one may go on.

Days of a publicity are working days (`engine.calendar`); the day it begins on does not count, so
that it lasts its days in full (《民法典》第二百零一条). What starts, ends and withdraws one is
`services.publicising`; objections are `services.objections`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from engine.calendar import Calendar, YearMissing
from engine.workflow.chain import ONWARD
from engine.workflow.model import Action, ReviewNode
from web.models import Application, Objection, Publicity, Shown, Task, Unit
from web.services.draft import Draft
from web.services.errors import NotWritable
from web.services.owned import owned_by

Phase = Literal["coming", "running", "ended", "ending", "finished", "withdrawn"]
PHASES: Mapping[str, str] = {
    "coming": "未开始",
    "running": "公示中",
    "ended": "公示期满",
    "ending": "正在办结",
    "finished": "公示结束",
    "withdrawn": "已撤销",
}
ROOMS: Mapping[str, str] = {"unit": "单位内公示", "result": "结果公示"}
"""What the two kinds are called, and the pages where they are begun."""
TONES = {"coming": "quiet", "running": "info", "ended": "warn", "finished": "good"}
WORDS: Mapping[str, str] = {
    "name": "姓名",
    "unit": "单位",
    "title": "申报职称",
    "level": "级别",
    "branch": "专业",
    "mode": "申报方式",
    "result": "评审结果",
}
"""What may be shown of somebody, in this order; nothing else ever is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a publicity stands today; `left` are working days, None where the calendar cannot say;
    `open` and `sustained` count objections."""

    phase: Phase
    left: int | None
    open: int
    sustained: int

    @property
    def is_over(self) -> bool:
        """Whether its days have passed and nobody's objection waits."""
        return self.phase == "ended" and not self.open


def phase_of(publicity: Publicity, today: date) -> Phase:
    """Where a publicity is, by its state and its days."""
    if publicity.state != "running":
        state: Phase = publicity.state  # type: ignore[assignment]  # one of the others
        return state
    day = today.isoformat()
    if day < publicity.starts_on:
        return "coming"
    return "running" if day <= publicity.ends_on else "ended"


def standing_of(publicity: Publicity, calendar: Calendar, today: date) -> Standing:
    """How a publicity stands today."""
    phase = phase_of(publicity, today)
    try:
        left = max(0, calendar.working_days_until(today, date.fromisoformat(publicity.ends_on)))
    except YearMissing:
        left = None
    counted = Objection.select().where(Objection.publicity == publicity)
    return Standing(
        phase=phase,
        left=left if phase in ("coming", "running") else 0,
        open=counted.where(Objection.state == "open").count(),
        sustained=counted.where(Objection.state == "sustained").count(),
    )


def last_day(calendar: Calendar, start: date, days: int) -> date:
    """The last day of a publicity of so many working days.

    :raises NotWritable: no calendar arranges a year that it would reach
    """
    try:
        return calendar.add_working_days(start, days)
    except YearMissing as missing:
        raise NotWritable(
            f"日历中没有 {missing.year} 年的节假日安排，算不出公示截止日。"
            "请联系系统管理员补充当年的日历，再发起公示。"
        ) from None


def publicities_of(unit: Unit, kind: str) -> Any:
    """The publicities of a unit or committee as a query, the newest first."""
    query = Publicity.select().where(Publicity.unit == unit, Publicity.kind == kind)
    return query.order_by(Publicity.starts_on.desc(), Publicity.id.desc())


def publicity_of(unit: Unit, id: str) -> Publicity:
    """A publicity of this unit.

    :raises NotFound: there is none
    :raises NotYours: it is another's
    """
    return owned_by(unit, Publicity, id, "公示")


def shown_in(publicity: Publicity) -> list[Shown]:
    """Who is shown, in the order of names and units."""
    query = Shown.select(Shown, Application).join(Application)
    found = query.where(Shown.publicity == publicity)
    return sorted(found, key=lambda one: (one.words.get("unit", ""), one.words.get("name", "")))


def last_shown(application: Application, kind: str) -> Shown | None:
    """Where the application was shown last in this round; what was withdrawn does not count."""
    query = (
        Shown.select(Shown, Publicity)
        .join(Publicity)
        .where(
            Shown.application == application,
            Shown.round == application.round,
            Publicity.kind == kind,
            Publicity.state != "withdrawn",
        )
        .order_by(Publicity.created_at.desc(), Publicity.id.desc())
    )
    found: Shown | None = query.first()
    return found


def kind_at(node: ReviewNode) -> str:
    """Which kind of publicity a node's is: of a unit about its people, else of results."""
    return "unit" if node.by == "unit" else "result"


def check_publicity(draft: Draft, node: ReviewNode, action: Action) -> None:
    """Nobody goes on before the publicity that the node declares has ended without an objection
    that waits or stands (人社部令第40号第十四条、第二十二条). Showing somebody anew, or withdrawing
    what was shown, makes no objection of this round undone.

    :raises NotWritable: it was not shown, is shown still, or was objected to
    """
    if node.publicity is None or action not in ONWARD:
        return
    kind = kind_at(node)
    shown = last_shown(draft.application, kind)
    name = "单位内公示" if kind == "unit" else "评审结果公示"
    room = ROOMS[kind]
    if shown is None:
        days = node.publicity.days
        raise NotWritable(
            f"{name}满 {days} 个工作日、没有异议，才能通过。请先在“{room}”中发起公示。"
        )
    objected = _objected(draft.application, node.id)
    if shown.state == "dropped" or objected.where(Objection.state == "sustained").exists():
        raise NotWritable("公示期间的异议经核实成立，不能通过；请退回、不予通过或终止。")
    publicity = shown.publicity
    if draft.now.date().isoformat() <= publicity.ends_on:
        raise NotWritable(f"{name}到 {publicity.ends_on} 结束，期满后才能通过。")
    if number := objected.where(Objection.state == "open").count():
        raise NotWritable(f"还有 {number} 条异议没有处理，请先在“{room}”中核实处理。")


def _objected(application: Application, node: str) -> Any:
    """The objections of this round against somebody who is or was shown at a node, as a query."""
    at = (Shown.publicity == Objection.publicity) & (Shown.application == Objection.application)
    return (
        Objection.select()
        .join(Shown, on=at)
        .where(
            Objection.application == application,
            Shown.round == application.round,
            Shown.node == node,
        )
    )


def settle_shown(draft: Draft, node: ReviewNode | None, task: Task | None, now: datetime) -> None:
    """What has moved is not shown any more: it passed once the days had passed, else it left."""
    application = draft.application
    query = (
        Shown.select(Shown, Publicity)
        .join(Publicity)
        .where(Shown.application == application, Shown.state == "open")
    )
    for shown in query:
        if node is not None and (shown.round, shown.node) == (application.round, node.id):
            continue
        is_over = now.date().isoformat() > shown.publicity.ends_on
        is_same = shown.round == application.round
        state = "passed" if is_over and is_same else "dropped"
        Shown.update(state=state).where(Shown.id == shown.id).execute()
        if is_over and shown.publicity.kind == "unit":
            _finish(shown.publicity, now)


def _finish(publicity: Publicity, now: datetime) -> None:
    """Nobody is left of a unit's publicity whose days have passed: it has ended by itself."""
    left = Shown.select().where(Shown.publicity == publicity, Shown.state == "open")
    if not left.exists():
        Publicity.update(state="finished", ended_at=now).where(
            Publicity.id == publicity.id, Publicity.state == "running"
        ).execute()
