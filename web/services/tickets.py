"""准考证: what an admission ticket says, as the tables of packs lay it out (安徽手册 L204)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.dossier import dossier_from
from engine.tables.answers import Answers
from engine.tables.lay_out import lay_out_list
from engine.tables.layout import TableLayout
from engine.tables.model import Table
from engine.tables.rows import plan_names
from web.services.draft import Draft
from web.services.errors import NotFound
from web.services.exams import KINDS, PaperStanding, standings

ANSWERED = (
    "person.name", "person.gender", "person.birth_date", "person.id_type", "person.id_number",
    "application.series", "application.branch", "application.title", "application.level",
    "application.mode", "unit.name",
)  # fmt: skip
"""What a ticket takes from the application."""


def find_ticket(draft: Draft, paper: str) -> PaperStanding:
    """The exam whose ticket can be printed.

    :raises NotFound: there is no such exam, or no seat yet
    """
    for one in standings(draft):
        if one.paper.id == paper and one.has_ticket:
            return one
    raise NotFound("准考证")


def ticket_table(draft: Draft) -> Table:
    """The table of admission tickets of this application's standard.

    :raises NotFound: it has none
    """
    for id in draft.standard.tables:
        table = draft.plan.tables.get(id)
        if table is not None and table.subject == "ticket":
            return table
    raise NotFound("准考证")


def lay_out_ticket(draft: Draft, standing: PaperStanding) -> TableLayout:
    """The ticket of one exam with its final words."""
    table, exam, paper = ticket_table(draft), standing.exam, standing.paper
    if exam is None:
        raise NotFound("准考证")
    sitting = exam.sitting
    answers = Answers(
        table=table,
        plan=draft.plan,
        standard=draft.standard,
        dossier=dossier_from(draft.data),
        report=draft.report,
    )
    names: dict[str, Any] = {
        **plan_names(draft.plan),
        **{name: answers.show(name, "plain") for name in ANSWERED},
        "ticket.number": exam.number,
        "ticket.room": sitting.name,
        "ticket.seat": str(exam.seat),
        "ticket.code": exam.number,
        "exam.name": paper.name,
        "exam.kind": KINDS[paper.kind],
        "exam.subject": paper.subject,
        "exam.time": f"{sitting.day} {sitting.from_time} 至 {sitting.to_time}",
        "exam.place": sitting.place,
        "exam.organiser": sitting.unit.name,
        "printed_on": draft.now.date().isoformat(),
        "notes": [{"number": n, "text": text} for n, text in enumerate(paper.notes, start=1)],
    }
    photo = photo_of(draft)
    if photo is not None:
        names["person.photo"] = photo
    return lay_out_list(table, (), names)


def photo_of(draft: Draft) -> Mapping[str, Any] | None:
    """The photo of the applicant, None where none was handed in."""
    for section in draft.standard.sections:
        for field in section.fields:
            value = draft.data["sections"].get(section.id, {}).get(field.id)
            if field.type == "photo" and isinstance(value, dict) and value.get("sha256"):
                return value
    return None
