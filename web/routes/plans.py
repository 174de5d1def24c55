"""One plan and its downloads; the pledge before it; choosing what to apply for, and beginning."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from engine.packs.model import Plan
from web.audience import APPLICANT, admit_to
from web.context import site
from web.errors import said
from web.identity import current_account, current_person
from web.pages.choice import choice_page
from web.pages.entries import interview_name
from web.pages.slots import slot_rule
from web.services import starting
from web.services.applications import standing_in_the_way
from web.services.choosing import Choice, ask, check_choice
from web.services.downloads import download_path
from web.services.errors import BadChoice, PlanNotOpen, SelfCheckNeeded, StartPledgeNeeded
from web.services.plans import is_open, plan_for
from web.services.units import bound_unit

pages = admit_to(Blueprint("plans", __name__, url_prefix="/plans"), APPLICANT)


def open_plan(id: str) -> Plan:
    """The plan of a request, of the province of whoever asks.

    :raises NotFound: there is none
    """
    return plan_for(site().packs, current_person(), id)


@pages.get("/<path:id>")
def show(id: str) -> ResponseReturnValue:
    """A plan: facts, scope, branches, text, downloads, 马上申报 (安徽手册 图4-2)."""
    plan, today, person = open_plan(id), site().clock.today(), current_person()
    refusals = starting.refusals(person, plan, today)
    return render_template(
        "plans/show.html",
        plan=plan,
        interview=interview_name(plan),
        slots=_slots(plan),
        today=today.isoformat(),
        is_open=is_open(plan, today),
        not_yet=today.isoformat() < plan.opens,
        existing=standing_in_the_way(person, plan),
        refused=[said(one) for one in refusals if not isinstance(one, PlanNotOpen)],
        unit=bound_unit(person),
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
    plan = open_plan(id)
    name, path = download_path(plan, site().packs.path(plan), site().settings.packs, number)
    return send_file(path, as_attachment=True, download_name=name)


@pages.get("/<path:id>/pledge")
def pledge(id: str) -> ResponseReturnValue:
    """The pledge before the first application (山东手册 L34)."""
    plan = open_plan(id)
    if plan.start.pledge is None:
        return redirect(url_for("plans.apply", id=id))
    agreed = starting.has_agreed(current_account(), plan.start.pledge)
    return render_template(
        "plans/pledge.html", plan=plan, pledge=plan.start.pledge, agreed=agreed, refused=False
    )


@pages.post("/<path:id>/pledge")
def agree(id: str) -> ResponseReturnValue:
    """Agree to the pledge, if that was ticked."""
    plan, account = open_plan(id), current_account()
    asked = plan.start.pledge
    if asked is not None and not request.form.get("agreed"):
        page = render_template(
            "plans/pledge.html", plan=plan, pledge=asked, agreed=False, refused=True
        )
        return page, 422
    if asked is not None and not starting.has_agreed(account, asked):
        starting.agree(account, asked, now=site().clock.now())
    return redirect(url_for("plans.apply", id=id), 303)


@pages.get("/<path:id>/apply")
def apply(id: str) -> ResponseReturnValue:
    """职称申报选择 (安徽手册 图4-3), after what the pack puts before it."""
    plan = open_plan(id)
    starting.check_startable(current_person(), plan, site().clock.today())
    try:
        starting.check_prepared(current_account(), plan)
    except StartPledgeNeeded:
        return redirect(url_for("plans.pledge", id=id))
    except SelfCheckNeeded:
        flash(f"请先做{plan.word('self_check')}，再选择申报内容。", "warn")
        return redirect(url_for("self_check.show", id=id))
    return _choice_page(plan, {}, {})


@pages.post("/<path:id>/apply")
def begin(id: str) -> ResponseReturnValue:
    """Begin an application with this choice and go to its first page; or, without scripts, show
    what the next question offers after the answers so far."""
    plan, person, account = open_plan(id), current_person(), current_account()
    starting.check_startable(person, plan, site().clock.today())
    starting.check_prepared(account, plan)
    chosen = request.form.to_dict()
    if "narrow" in chosen:
        return _choice_page(plan, chosen, {})
    try:
        choice = read_choice(plan, chosen)
    except BadChoice as mistake:
        return _choice_page(plan, chosen, mistake.problems), 422
    application = starting.start(
        person, plan, site().packs.pin(id), choice, now=site().clock.now(), actor=account
    )
    return redirect(url_for("applications.show", id=application.id), 303)


def read_choice(plan: Plan, chosen: Mapping[str, str]) -> Choice:
    """The choice that was posted, with 确认无误 ticked.

    :raises BadChoice: something is missing or not offered
    """
    problems = {} if chosen.get("confirmed") else {"confirmed": "请核对所选内容并勾选“确认无误”"}
    try:
        choice = check_choice(plan, {key: value.strip() for key, value in chosen.items()})
    except BadChoice as mistake:
        raise BadChoice({**mistake.problems, **problems}) from None
    if problems:
        raise BadChoice(problems)
    return choice


def _choice_page(plan: Plan, chosen: Mapping[str, str], problems: dict[str, str]) -> str:
    return render_template(
        "applications/choice.html",
        plan=plan,
        page=choice_page(plan, ask(plan, chosen)),
        chosen=chosen,
        problems=problems,
        application=None,
        version=0,
        effects=None,
    )
