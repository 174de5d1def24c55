"""One plan, its downloads, and choosing what to apply for."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from engine.packs.model import Plan
from web.audience import APPLICANT, admit_to
from web.context import site
from web.identity import current_person
from web.pages.entries import interview_name
from web.pages.slots import slot_rule
from web.services import applications
from web.services.downloads import download_path
from web.services.errors import AlreadyApplied, BadChoice
from web.services.plans import check_open, is_open

pages = admit_to(Blueprint("plans", __name__, url_prefix="/plans"), APPLICANT)


@pages.get("/<path:id>")
def show(id: str) -> ResponseReturnValue:
    """A plan: facts, scope, branches, text, downloads, 马上申报 (安徽手册 图4-2)."""
    plan, today = site().packs.plan(id), site().clock.today()
    return render_template(
        "plans/show.html",
        plan=plan,
        interview=interview_name(plan),
        slots=_slots(plan),
        today=today.isoformat(),
        is_open=is_open(plan, today),
        not_yet=today.isoformat() < plan.opens,
        existing=applications.application_in_year(current_person(), plan.year),
    )


def _slots(plan: Plan) -> list[tuple[str, str, str]]:
    """The attachments that the plan's standards ask for: name, rule, 必传 or 视情况必传 or ""."""
    found = {}
    for standard in plan.standards:
        for section in standard.sections:
            for slot in section.slots if section.type == "slots" else ():
                unconditional = slot.required is True and slot.when is None
                required = "必传" if unconditional else "视情况必传" if slot.required else ""
                found[slot.name] = (slot.name, slot_rule(slot), required)
    return list(found.values())


@pages.get("/<path:id>/downloads/<int:number>")
def download(id: str, number: int) -> ResponseReturnValue:
    """A file that the plan offers."""
    plan = site().packs.plan(id)
    name, path = download_path(plan, site().packs.path(plan), site().settings.packs, number)
    return send_file(path, as_attachment=True, download_name=name)


@pages.get("/<path:id>/apply")
def apply(id: str) -> ResponseReturnValue:
    """职称申报选择 (安徽手册 图4-3)."""
    plan = site().packs.plan(id)
    check_open(plan, site().clock.today())
    existing = applications.application_in_year(current_person(), plan.year)
    if existing is not None:
        raise AlreadyApplied(plan.year, existing.id)
    return _choice_page(plan, {}, {})


@pages.post("/<path:id>/apply")
def begin(id: str) -> ResponseReturnValue:
    """Begin an application with this choice and go to its pledge."""
    plan = site().packs.plan(id)
    check_open(plan, site().clock.today())
    try:
        choice = read_choice(plan)
    except BadChoice as mistake:
        return _choice_page(plan, request.form.to_dict(), mistake.problems), 422
    application = applications.start(
        current_person(), plan, site().packs.pin(id), choice, now=site().clock.now()
    )
    return redirect(url_for("applications.show", id=application.id), 303)


def read_choice(plan: Plan) -> applications.Choice:
    """The choice that was posted, with 确认无误 ticked.

    :raises BadChoice: something is missing or not offered
    """
    form = request.form
    problems = {} if form.get("confirmed") else {"confirmed": "请核对所选内容并勾选“确认无误”"}
    try:
        choice = applications.check_choice(
            plan,
            mode=form.get("mode", ""),
            branch=form.get("branch", "").strip(),
            offer=form.get("offer", ""),
        )
    except BadChoice as mistake:
        raise BadChoice({**mistake.problems, **problems}) from None
    if problems:
        raise BadChoice(problems)
    return choice


def _choice_page(plan: Plan, chosen: dict[str, str], problems: dict[str, str]) -> str:
    return render_template(
        "applications/choice.html",
        plan=plan,
        offers=applications.title_offers(plan),
        chosen=chosen,
        problems=problems,
        application=None,
        version=0,
    )
