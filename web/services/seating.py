"""Who sits where in an exam: seats are given out of the plan's accepted applications that have to
sit it, in the order of their numbers; nobody gets two, whoever clicks at the same time."""

from __future__ import annotations

from dataclasses import dataclass

from web.models import Application, Batch, Exam, Exemption, Sitting, write
from web.services.errors import NotFound, NotWritable
from web.services.exams import papers_for
from web.services.reviewing import ReviewDesk, open_review
from web.services.sittings import check_state, record, sitting_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Allocation:
    """How many got a seat; how many found none, or wait for a decision about an exemption."""

    seated: int
    without_seat: int
    waiting: int


def allocate(desk: ReviewDesk, id: str) -> Allocation:
    """Give seats to everybody who was accepted for the plan, has to sit this exam, has no seat and
    is not exempt; who waits for a decision about an exemption waits for the seat, too.

    :raises Decided: tickets were given out
    """
    with write("seats", f"sitting:{id}"):  # numbers are unique in the whole site
        sitting = sitting_of(desk.unit, id)
        check_state(sitting, "planned")
        found, waiting = _to_seat(desk, sitting)
        taken = {one.seat for one in Exam.select(Exam.seat).where(Exam.sitting == sitting)}
        free = [seat for seat in range(1, sitting.seats + 1) if seat not in taken]
        prefix = _prefix(sitting)
        for seat, application in zip(free, found, strict=False):
            Exam.create(
                sitting=sitting,
                application=application,
                paper=sitting.paper,
                number=f"{prefix}{seat:03d}",
                seat=seat,
            )
        seated = min(len(free), len(found))
        record(desk, sitting, "seats-given", seated=seated)
    return Allocation(seated=seated, without_seat=len(found) - seated, waiting=waiting)


def _to_seat(desk: ReviewDesk, sitting: Sitting) -> tuple[list[str], int]:
    seated = Exam.select(Exam.application).where(Exam.paper == sitting.paper)
    query = (
        Application.select(Application.id)
        .join(Batch, on=(Application.batch == Batch.id))
        .where(
            Batch.unit == desk.unit,
            Application.plan == sitting.plan,
            Application.state == "submitted",
            Application.deleted_at.is_null(),
            Application.id.not_in(seated),
        )
        .order_by(Application.id)
    )
    asked = {
        one.application_id: one.state
        for one in Exemption.select().where(
            Exemption.paper == sitting.paper, Exemption.state.in_(("requested", "granted"))
        )
    }
    found, waiting = [], 0
    for row in query:
        draft = open_review(desk, row.id)
        if not any(paper.id == sitting.paper for paper in papers_for(draft)):
            continue
        if row.id in asked:
            waiting += asked[row.id] == "requested"
            continue
        found.append(row.id)
    return found, waiting


def _prefix(sitting: Sitting) -> str:
    """The day and a number of the sitting among all of that day, which nobody else has."""
    day = sitting.day.replace("-", "")
    known = Exam.select(Exam.number).where(Exam.sitting == sitting).first()
    if known is not None:
        return str(known.number[:-3])
    used = {one.number[:-3] for one in Exam.select(Exam.number).where(Exam.number.startswith(day))}
    return next(one for n in range(1, 1000) if (one := f"{day}{n:02d}") not in used)


def unseat(desk: ReviewDesk, id: str, exam: str) -> None:
    """Take somebody's seat away, before a score was entered.

    :raises NotFound: there is none
    :raises NotWritable: a score was entered
    """
    with write(f"sitting:{id}"):
        sitting = sitting_of(desk.unit, id)
        found: Exam | None = Exam.get_or_none(Exam.id == exam, Exam.sitting == sitting)
        if found is None:
            raise NotFound("座位")
        if found.score is not None or found.absent:
            raise NotWritable("已经登记成绩，不能取消座位。")
        Exam.delete().where(Exam.id == exam).execute()
        record(desk, sitting, "seat-taken-back", application=found.application_id)
