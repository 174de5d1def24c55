"""Applications as lists show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import cast

from engine.forms.visibility import holds, offered_tables
from engine.packs.model import Plan, Standard
from engine.packs.papers import Paper
from engine.workflow.model import State
from engine.workflow.words import STATUSES
from web.models import Application
from web.services.exams import exams_of
from web.services.packs import Packs
from web.services.plans import is_open
from web.services.returns import correction_ends, last_return

TONES = {
    "editing": "warn",
    "returned": "bad",
    "submitted": "info",
    "passed": "good",
    "terminated": "bad",
}
"""How the badge of a state looks."""
INTERVIEW = {"": "无", "none": "无", "required": "有", "some": "部分专业有"}
NEEDED = {"": "不需要", "none": "不需要", "required": "是", "some": "部分专业需要"}
"""An interview as 有无面试 of a plan, and as 是否面试 of an application (安徽手册 L204、L301)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableLink:
    """A table that can be exported; `short` is its name without the plan's words."""

    id: str
    short: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What 当前申报记录 and 我的历史记录 show of one application (安徽手册 图4-1)."""

    application: Application
    plan: Plan
    mode: str
    branch: str
    title: str
    level: str
    interview: str
    needs_interview: str
    state: str
    """The state in the province's words (吉林手册 L207：已申报)."""
    tone: str
    can_edit: bool
    can_delete: bool
    is_open: bool
    tables: tuple[TableLink, ...]
    exams: str = ""
    """What leads to its exams: 考试答辩, with 免试 where one may ask; "" where it has none
    (安徽手册 L204)."""
    tickets: tuple[tuple[str, str], ...] = ()
    """Exams whose admission ticket can be printed, as (id, name)."""


def build_entry(packs: Packs, application: Application, today: date | None = None) -> Entry:
    """One application as it is listed; on `today` its plan is open or not."""
    plan = packs.pinned(application.bundle_id)
    choice = application.choice
    standard = plan.standard(choice["standard"])
    level = standard.level_of(choice["title"]) if standard is not None else ""
    return Entry(
        application=application,
        plan=plan,
        mode=plan.mode_name(choice["mode"]),
        branch=choice["branch"],
        title=choice["title"],
        level=plan.word(level),
        interview=interview_name(plan),
        needs_interview=NEEDED.get(plan.interview, plan.interview),
        state=_state(standard, application),
        tone=TONES.get(application.state, ""),
        can_edit=application.state in ("editing", "returned"),
        can_delete=application.state == "editing",
        is_open=today is None or is_open(plan, today, _correction_ends(standard, application)),
        tables=tuple(
            TableLink(id=id, short=plan.tables[id].name)
            for id in (offered_tables(standard, {"application": choice}) if standard else ())
            if id in plan.tables and plan.tables[id].subject == "application"
        ),
        exams=_exams(standard, application),
        tickets=_tickets(standard, application),
    )


def _papers(standard: Standard | None, application: Application) -> tuple[Paper, ...]:
    """The exams of an application that was handed in, as far as its choice says."""
    if standard is None or not application.round:
        return ()
    values = {"application": application.choice}
    return tuple(one for one in standard.exams if one.when is None or holds(one.when, values))


def _exams(standard: Standard | None, application: Application) -> str:
    papers = _papers(standard, application)
    if not papers:
        return ""
    return "考试答辩、免试" if any(paper.exempt for paper in papers) else "考试答辩"


def _tickets(standard: Standard | None, application: Application) -> tuple[tuple[str, str], ...]:
    papers = _papers(standard, application)
    seats = exams_of(application) if papers else {}
    return tuple(
        (paper.id, paper.name)
        for paper in papers
        if paper.id in seats and seats[paper.id].sitting.state != "planned"
    )


def _correction_ends(standard: Standard | None, application: Application) -> str:
    """The last day of a correction, "" where it has none of its own."""
    if standard is None or not standard.workflow.correct_within:
        return ""
    return correction_ends(standard.workflow, last_return(application))


def _state(standard: Standard | None, application: Application) -> str:
    """The name of the state that an application is in, by its standard's workflow."""
    state = cast(State, application.state)
    return standard.workflow.status(state, application.node) if standard else STATUSES[state]


def interview_name(plan: Plan) -> str:
    """Whether there is an interview, as people say it."""
    return INTERVIEW.get(plan.interview, plan.interview)
