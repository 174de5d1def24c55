"""My applications: the list, opening one, changing what is applied for, deleting."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.audience import APPLICANT, admit_to
from web.context import site
from web.identity import current_person
from web.pages.entries import build_entry
from web.pages.places import first_page, page_url
from web.routes.opening import open_application
from web.routes.plans import read_choice
from web.services import applications
from web.services.draft import Draft
from web.services.errors import BadChoice, Conflict
from web.services.plans import PlanSearch, choices_of

pages = admit_to(Blueprint("applications", __name__, url_prefix="/applications"), APPLICANT)


@pages.get("")
def index() -> ResponseReturnValue:
    """当前申报记录, 我的历史记录 and 评审计划 (安徽手册 图4-1)."""
    packs, today = site().packs, site().clock.today()
    plans = packs.plans()
    search = PlanSearch(**{key: request.args.get(key, "").strip() for key in PlanSearch.__slots__})
    entries = [build_entry(packs, a) for a in applications.applications_of(current_person())]
    is_current = [
        e.application.state == "editing" or e.plan.closes >= today.isoformat() for e in entries
    ]
    return render_template(
        "applications/index.html",
        current=[e for e, now in zip(entries, is_current, strict=True) if now],
        history=[e for e, now in zip(entries, is_current, strict=True) if not now],
        plans=[plan for plan in plans if search.matches(plan)],
        search=search,
        choices=choices_of(plans),
        today=today.isoformat(),
    )


@pages.get("/<id>")
def show(id: str) -> ResponseReturnValue:
    """Where an application is gone on with: its pledge, its first page, or what was handed in."""
    draft = open_application(id)
    if draft.application.state != applications.EDITING:
        return redirect(url_for("results.overview", id=id))
    if draft.open_pledge is not None:
        return redirect(url_for("sections.pledge", id=id))
    page = first_page(draft)
    return redirect(page_url(draft, page) if page else url_for("results.overview", id=id))


@pages.get("/<id>/choice")
def choice(id: str) -> ResponseReturnValue:
    """修改专业 (安徽手册 图4-6)."""
    draft = open_application(id)
    draft.check_open()
    chosen = draft.application.choice
    offer = f"{chosen['standard']}#{chosen['title']}"
    return _choice_page(draft, {**chosen, "offer": offer}, {}, draft.application.choice_version)


@pages.post("/<id>/choice")
def change_choice(id: str) -> ResponseReturnValue:
    """Apply for something else of the same plan."""
    draft = open_application(id)
    draft.check_open()
    version = request.form.get("version", 0, type=int)
    try:
        chosen = read_choice(draft.plan)
        applications.change_choice(draft.application, draft.plan, chosen, version, now=draft.now)
    except BadChoice as mistake:
        return _choice_page(draft, request.form.to_dict(), mistake.problems, version), 422
    except Conflict as conflict:
        problems = {"confirmed": "所选内容已在别处修改过，请核对后再次提交"}
        return _choice_page(draft, request.form.to_dict(), problems, conflict.version), 409
    flash("已修改申报专业和职称。", "good")
    return redirect(url_for("applications.show", id=id), 303)


def _choice_page(
    draft: Draft, chosen: dict[str, str], problems: dict[str, str], version: int
) -> str:
    return render_template(
        "applications/choice.html",
        plan=draft.plan,
        offers=applications.title_offers(draft.plan),
        chosen=chosen,
        problems=problems,
        application=draft.application,
        version=version,
    )


@pages.get("/<id>/delete")
def confirm_delete(id: str) -> ResponseReturnValue:
    """Ask whether an application shall really be deleted."""
    draft = open_application(id)
    applications.check_editing(draft.application)
    return render_template(
        "applications/delete.html", entry=build_entry(site().packs, draft.application)
    )


@pages.post("/<id>/delete")
def delete(id: str) -> ResponseReturnValue:
    """Delete an application that was not handed in."""
    draft = open_application(id)
    applications.delete(draft.application, now=draft.now)
    flash("申报记录已删除，可以重新申报。", "good")
    return redirect(url_for("applications.index"), 303)
