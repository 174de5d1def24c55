"""Exams of an application: which it has to sit, the seat, the exemption, the result.

What exams there are, and who sits them, is declared in packs (`exams`); results are read by
applicants once the committee's office has released them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.packs.papers import Paper
from web.models import Application, Exam, Exemption, Sitting
from web.services.draft import Draft

KINDS: Mapping[str, str] = {"written": "笔试", "interview": "面试", "defence": "答辩"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperStanding:
    """How an application stands with one of its exams; `word` is said of its state, `result` is
    empty until it was released."""

    paper: Paper
    exam: Exam | None
    exemption: Exemption | None
    word: str
    result: str

    @property
    def has_ticket(self) -> bool:
        """Whether the admission ticket can be printed."""
        return self.exam is not None and self.exam.sitting.state != "planned"

    @property
    def may_ask(self) -> bool:
        """Whether an exemption can be asked for: there are grounds, nothing was asked that counts,
        and no score was entered."""
        asked = self.exemption is not None and self.exemption.state in ("requested", "granted")
        scored = self.exam is not None and (self.exam.score is not None or self.exam.absent)
        return self.paper.exempt is not None and not asked and not scored


def papers_for(draft: Draft) -> tuple[Paper, ...]:
    """The exams that an application has to sit."""
    return tuple(
        paper for paper in draft.standard.exams if paper.when is None or draft.holds(paper.when)
    )


def standings(draft: Draft) -> tuple[PaperStanding, ...]:
    """How an application stands with each of its exams, in their order."""
    exams = exams_of(draft.application)
    asked: dict[str, Exemption] = {}
    query = Exemption.select().where(Exemption.application == draft.application)
    for one in query.order_by(Exemption.requested_at, Exemption.id):
        asked[one.paper] = one
    return tuple(
        _standing(paper, exams.get(paper.id), asked.get(paper.id)) for paper in papers_for(draft)
    )


def exams_of(application: Application) -> dict[str, Exam]:
    """The seats and scores of an application, by exam."""
    query = Exam.select(Exam, Sitting).join(Sitting).where(Exam.application == application)
    return {one.paper: one for one in query}


def _standing(paper: Paper, exam: Exam | None, exemption: Exemption | None) -> PaperStanding:
    if exemption is not None and exemption.state == "granted":
        word = "已免试"
    elif exam is None:
        word = "等待安排"
    else:
        word = {"planned": "等待安排", "ticketed": "已安排", "released": "已出成绩"}[
            exam.sitting.state
        ]
    is_out = exam is not None and exam.sitting.state == "released"
    return PaperStanding(
        paper=paper,
        exam=exam,
        exemption=exemption,
        word=word,
        result=result_of(paper, exam) if is_out and exam is not None else "",
    )


def result_of(paper: Paper | None, exam: Exam) -> str:
    """What came of an exam: 缺考, or the score with 合格 or 不合格 where there is a pass mark."""
    if exam.absent:
        return "缺考"
    if exam.score is None:
        return ""
    marks = say_score(exam.score)
    if paper is None or paper.pass_mark is None:
        return f"{marks} 分"
    is_passed = exam.score >= round(paper.pass_mark * 100)
    return f"{marks} 分，{'合格' if is_passed else '不合格'}"


def say_score(score: int) -> str:
    """A score in hundredths as people write it: 59.5."""
    return f"{score / 100:.2f}".rstrip("0").rstrip(".")
