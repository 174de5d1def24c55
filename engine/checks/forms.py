"""Checks the answers of a form section, and the agreement of a pledge."""

from __future__ import annotations

from engine.checks.answers import Answers, Place
from engine.checks.conditions import Context, Values
from engine.checks.report import Finding
from engine.checks.run import NOTHING, Findings, Run, Step
from engine.packs.model import Section

NO_ANSWERS: Values = {}


def compile_form(section: Section, context: Context) -> Step:
    """The check of one form; its good answers become visible to what comes after it."""
    answers = Answers(section.fields, context)
    place = Place(section=section.id, path=section.id, inputs=section.id)
    key = section.id

    def step(run: Run) -> Findings:
        raw = run.dossier.sections.get(key, NO_ANSWERS)
        if answers.faultless(raw):
            run.values[key] = raw
            return NOTHING
        return answers.judge(raw, run, place)[1]

    return step


def compile_pledge(section: Section, context: Context) -> Step:
    """The check of a pledge: it was agreed to (`{agreed: true}`), its own fields are answered."""
    form = compile_form(section, context)
    name = section.name
    missing = Finding(
        code="pledge-missing",
        severity="error",
        message=context.wording("pledge-missing", name=name),
        section=section.id,
        path=section.id,
        fix=context.wording("fix-agree", name=name),
        source=section.source,
    )
    key = section.id

    def step(run: Run) -> Findings:
        found = form(run)
        agreed = run.dossier.sections.get(key, NO_ANSWERS).get("agreed")
        return found if agreed is True else [missing, *found]

    return step
