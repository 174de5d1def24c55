"""Sittings (场次) of a committee's exams: when and where, tickets, release. Who sits where is given
out by `services.seating`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import fn

from engine.packs.papers import Paper
from web.models import Application, Exam, Person, Sitting, Unit, write
from web.services import events, notices
from web.services.batches import plans_of
from web.services.days import read_day
from web.services.errors import BadChoice, Decided, NotWritable
from web.services.owned import owned_by
from web.services.reviewing import ReviewDesk

STATES = {"planned": "安排中", "ticketed": "已发准考证", "released": "已公布成绩"}
TONES = {"planned": "warn", "ticketed": "info", "released": "good"}
MOST_SEATS = 999
"""As many as the three digits at the end of an admission ticket's number can count."""
TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


@dataclass(frozen=True, slots=True, kw_only=True)
class SittingAnswers:
    """What is asked of a sitting; `paper` is `plan id|exam id`."""

    paper: str = ""
    name: str = ""
    day: str = ""
    from_time: str = ""
    to_time: str = ""
    place: str = ""
    seats: int = 0


def papers_of(desk: ReviewDesk) -> dict[str, tuple[str, Paper]]:
    """The exams of this committee's plans: `plan id|exam id` to the plan's name and the exam."""
    return {
        f"{plan.id}|{paper.id}": (plan.name, paper)
        for plan in plans_of(desk)
        for standard in plan.standards
        for paper in standard.exams
    }


def sittings_of(unit: Unit) -> Any:
    """The sittings of a committee as a query, the latest first; `taken` counts seats."""
    columns = (
        Sitting.id, Sitting.unit, Sitting.plan, Sitting.paper, Sitting.name, Sitting.day,
        Sitting.from_time, Sitting.to_time, Sitting.place, Sitting.seats, Sitting.state,
    )  # fmt: skip
    return (
        Sitting.select(*columns, fn.COUNT(Exam.id).alias("taken"))
        .left_outer_join(Exam)
        .where(Sitting.unit == unit)
        .group_by(*columns)
        .order_by(Sitting.day.desc(), Sitting.from_time.desc(), Sitting.id.desc())
    )


def sitting_of(unit: Unit, id: str) -> Sitting:
    """A sitting of this committee.

    :raises NotFound: there is none
    :raises NotYours: it is another committee's
    """
    return owned_by(unit, Sitting, id, "考试场次")


def exams_at(sitting: Sitting) -> list[Exam]:
    """Who sits there, with their people, by the seats."""
    query: Any = (
        Exam.select(Exam, Application, Person)
        .join_from(Exam, Application)
        .join_from(Application, Person)
        .where(Exam.sitting == sitting)
    )
    return list(query.order_by(Exam.seat))


def paper_of(desk: ReviewDesk, sitting: Sitting) -> Paper | None:
    """What is examined at a sitting, as its plan says it now."""
    found = papers_of(desk).get(f"{sitting.plan}|{sitting.paper}")
    return found[1] if found else None


def make_sitting(desk: ReviewDesk, asked: SittingAnswers) -> Sitting:
    """A new sitting.

    :raises BadChoice: with everything wrong by field
    """
    papers = papers_of(desk)
    problems = _problems(asked, desk.now.date())
    if asked.paper not in papers:
        problems = {"paper": "请选择考试", **problems}
    if problems:
        raise BadChoice(problems)
    plan, _, paper = asked.paper.rpartition("|")
    with write(f"unit:{desk.unit.id}"):
        sitting: Sitting = Sitting.create(
            unit=desk.unit,
            plan=plan,
            paper=paper,
            created_at=desk.now,
            created_by=desk.operator.id,
            **_columns(asked, papers[asked.paper][1]),
        )
        record(desk, sitting, "sitting-made")
    return sitting


def change_sitting(desk: ReviewDesk, id: str, asked: SittingAnswers) -> Sitting:
    """Change when and where, before tickets were given out.

    :raises BadChoice: with everything wrong by field; fewer seats than are taken
    :raises Decided: tickets were given out
    """
    problems = _problems(asked, desk.now.date())
    with write(f"sitting:{id}"):
        sitting = sitting_of(desk.unit, id)
        taken = Exam.select(fn.MAX(Exam.seat)).where(Exam.sitting == sitting).scalar() or 0
        if asked.seats < taken and "seats" not in problems:
            problems["seats"] = f"已经安排到第 {taken} 号座位，座位数不能更少"
        if problems:
            raise BadChoice(problems)
        changes = _columns(asked, paper_of(desk, sitting))
        _set(sitting, "planned", changes)
        record(desk, sitting, "sitting-changed", **{k: str(v) for k, v in changes.items()})
    return sitting


def remove_sitting(desk: ReviewDesk, id: str) -> None:
    """Remove a sitting that nobody has a ticket for.

    :raises Decided: tickets were given out
    """
    with write(f"sitting:{id}"):
        sitting = sitting_of(desk.unit, id)
        check_state(sitting, "planned")
        record(desk, sitting, "sitting-removed")
        Sitting.delete().where(Sitting.id == sitting.id).execute()


def give_tickets(desk: ReviewDesk, id: str) -> Sitting:
    """Fix the seats and tell everybody that the admission ticket can be printed (打印准考证).

    :raises NotWritable: nobody has a seat
    :raises Decided: it was done before
    """
    with write(f"sitting:{id}"):
        sitting = sitting_of(desk.unit, id)
        exams = exams_at(sitting)
        if not exams:
            raise NotWritable("还没有安排座位，请先“安排座位”。")
        _set(sitting, "planned", {"state": "ticketed"})
        record(desk, sitting, "tickets-given", number=len(exams))
        when = f"{sitting.day} {sitting.from_time}，{sitting.place}"
        text = f"“{sitting.name}”的准考证可以打印了：{when}。"
        _tell(desk, exams, "ticket", text)
    return sitting


def release(desk: ReviewDesk, id: str) -> Sitting:
    """Let everybody read their result.

    :raises NotWritable: somebody has no score and was not absent
    :raises Decided: it was done before
    """
    with write(f"sitting:{id}"):
        sitting = sitting_of(desk.unit, id)
        exams = exams_at(sitting)
        missing = [one for one in exams if one.score is None and not one.absent]
        if missing:
            raise NotWritable(f"还有 {len(missing)} 人没有成绩，也没有登记缺考，不能公布。")
        _set(sitting, "ticketed", {"state": "released"})
        record(desk, sitting, "scores-released", number=len(exams))
        _tell(desk, exams, "score", f"“{sitting.name}”的成绩已公布，请查看。")
    return sitting


def _tell(desk: ReviewDesk, exams: list[Exam], what: str, text: str) -> None:
    for exam in exams:
        notices.notify(
            exam.application.person,
            text,
            link=f"/applications/{exam.application_id}/exams",
            key=f"exam:{exam.id}:{what}",
            now=desk.now,
        )


def _problems(asked: SittingAnswers, today: date) -> dict[str, str]:
    problems = {}
    day = read_day(asked.day)
    if day is None:
        problems["day"] = "请填写考试日期，如 2026-12-05"
    elif day < today:
        problems["day"] = "考试日期不能早于今天"
    for key in ("from_time", "to_time"):
        if not TIME.fullmatch(getattr(asked, key)):
            problems[key] = "请填写时间，如 09:00"
    if not problems and asked.from_time >= asked.to_time:
        problems["to_time"] = "结束时间应晚于开始时间"
    if not asked.place:
        problems["place"] = "请填写考试地点，写明考场"
    elif len(asked.place) > 200:
        problems["place"] = "考试地点不能超过 200 字"
    if not 1 <= asked.seats <= MOST_SEATS:
        problems["seats"] = f"座位数应在 1 到 {MOST_SEATS} 之间"
    if len(asked.name) > 60:
        problems["name"] = "场次名称不能超过 60 字"
    return problems


def _columns(asked: SittingAnswers, paper: Paper | None) -> dict[str, Any]:
    return {
        "name": asked.name or (paper.name if paper else ""),
        "day": asked.day,
        "from_time": asked.from_time,
        "to_time": asked.to_time,
        "place": asked.place,
        "seats": asked.seats,
    }


def check_state(sitting: Sitting, state: str) -> None:
    """Let only sittings in this state go on.

    :raises Decided: it is in another one
    """
    if sitting.state != state:
        raise Decided(what="考试场次", state=STATES[sitting.state], by="", at=None)


def _set(sitting: Sitting, before: str, changes: Mapping[str, Any]) -> None:
    moved = Sitting.update(**changes).where(Sitting.id == sitting.id, Sitting.state == before)
    if not moved.execute():
        check_state(Sitting.get_by_id(sitting.id), before)
    for name, value in changes.items():
        setattr(sitting, name, value)


def record(desk: ReviewDesk, sitting: Sitting, action: str, **details: str | int) -> None:
    """Append what was done with a sitting to its record."""
    events.record(
        f"sitting:{sitting.id}", action, actor=desk.operator, now=desk.now, details=details
    )
