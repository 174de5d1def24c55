"""条件自检: of all open plans, and of one plan before one begins (吉林手册 L156)."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.fields import FIELD_TYPES
from web.audience import APPLICANT, admit_to
from web.context import site
from web.errors import said
from web.identity import current_account, current_person
from web.pages.self_check import asked_questions
from web.routes.plans import open_plan
from web.services import self_check, starting
from web.services.errors import ServiceError
from web.services.plans import is_open, plans_of
from web.services.units import bound_unit

pages = admit_to(Blueprint("self_check", __name__), APPLICANT)


@pages.get("/self-check")
def index() -> ResponseReturnValue:
    """Every open plan with what is met and what is missing for it."""
    person, today = current_person(), site().clock.today()
    known = self_check.applicant_of(person, today)
    plans = [
        plan
        for plan in plans_of(site().packs, person.province)
        if is_open(plan, today) and plan.start.self_check != "none"
    ]
    checked = [(plan, self_check.check_plan(known, plan)) for plan in plans]
    return render_template("plans/self_checks.html", checked=checked, records=len(known.records))


@pages.get("/plans/<path:id>/self-check")
def show(id: str) -> ResponseReturnValue:
    """One plan: notes, what is met and missing, the unit, 确认并开始申报.

    What the questions of the page are answered with is not stored: it is in the address.
    """
    person, today, plan = current_person(), site().clock.today(), open_plan(id)
    known = self_check.applicant_of(person, today)
    answers = _answers(plan.standards)
    checked = self_check.check_plan(known, plan, answers)
    unanswered = self_check.check_plan(known, plan) if answers else checked
    return render_template(
        "plans/self_check.html",
        plan=plan,
        checked=checked,
        asked=asked_questions(self_check.asked_by(unanswered), answers),
        unit=bound_unit(person),
        refused=[said(error) for error in _refusals(plan)],
        is_needed=plan.start.self_check == "required",
    )


def _refusals(plan: Any) -> list[ServiceError]:
    return starting.refusals(current_person(), plan, site().clock.today())


def _answers(standards: Any) -> dict[str, dict[str, Any]]:
    """The answers in the address, by section; what cannot be read is left out."""
    found: dict[str, dict[str, Any]] = {}
    for standard in standards:
        for section in standard.sections:
            for field in section.fields if section.type == "form" else ():
                sent = request.args.get(f"{section.id}.{field.id}", "").strip()[:200]
                value = FIELD_TYPES[field.type].parse(sent, field) if sent else None
                if value not in (None, ""):
                    found.setdefault(section.id, {})[field.id] = value
    return found


@pages.post("/plans/<path:id>/self-check")
def confirm(id: str) -> ResponseReturnValue:
    """确认并开始申报: go on to choosing (吉林手册 L161).

    :raises PlanNotOpen, AlreadyApplied, Banned, NotBound: as `starting.check_startable`
    """
    plan = open_plan(id)
    starting.check_startable(current_person(), plan, site().clock.today())
    account = current_account()
    if not starting.has_self_checked(account, plan):
        starting.note_self_check(account, plan, now=site().clock.now())
    return redirect(url_for("plans.apply", id=id), 303)
