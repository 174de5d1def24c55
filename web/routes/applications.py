"""My applications: the list, opening one, changing what is applied for, deleting, restoring."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.packs.model import Plan
from engine.packs.province import Province
from web.audience import APPLICANT, admit_to
from web.context import site
from web.errors import said
from web.identity import current_account, current_person
from web.models.columns import digest_of
from web.pages.choice import choice_page
from web.pages.entries import build_entry
from web.pages.paging import paged
from web.pages.places import first_page, page_url
from web.routes.opening import open_application
from web.routes.plans import read_choice
from web.routes.searching import read_search
from web.services import applications
from web.services.changing import Effects, effects_of
from web.services.choosing import as_chosen, ask
from web.services.draft import Draft
from web.services.errors import BadChoice, Conflict, ServiceError
from web.services.plans import SORTS, PlanSearch, by_type, choices_of, plans_of

pages = admit_to(Blueprint("applications", __name__, url_prefix="/applications"), APPLICANT)
CONFLICT = "所选内容已在别处修改过，请核对后再次提交"


@pages.get("")
def index() -> ResponseReturnValue:
    """当前申报记录, 我的历史记录 and 评审计划 (安徽手册 图4-1)."""
    packs, today, person = site().packs, site().clock.today(), current_person()
    plans = plans_of(packs, person.province)
    search = read_search(PlanSearch)
    entries = [build_entry(packs, a, today) for a in applications.applications_of(person)]
    is_current = [e.can_edit or e.plan.closes >= today.isoformat() for e in entries]
    here = {key: value for key, value in request.args.items() if value and key != "csrf_token"}
    return render_template(
        "applications/index.html",
        current=[e for e, now in zip(entries, is_current, strict=True) if now],
        history=paged(
            [e for e, now in zip(entries, is_current, strict=True) if not now],
            request.args.get("history", 1, type=int),
        ),
        plans=paged(search.find(plans, today), request.args.get("page", 1, type=int)),
        kinds=_kinds(plans, packs.province(person.province)),
        search=search,
        sorts=SORTS,
        choices=choices_of(plans),
        here=here,
        deleted=len(applications.deleted_of(person)),
        today=today.isoformat(),
        offers_self_check=any(plan.start.self_check != "none" for plan in plans),
    )


def _kinds(plans: tuple[Plan, ...], province: Province) -> list[tuple[str, int]]:
    """The business types with the number of plans of each, if there are several (吉林手册 L89)."""
    grouped = [
        (name, len(members)) for name, members in by_type(plans, province.plan_types) if name
    ]
    return grouped if len(grouped) > 1 else []


@pages.get("/<id>")
def show(id: str) -> ResponseReturnValue:
    """Where an application is gone on with: its pledge, its first page, or what was handed in."""
    draft = open_application(id)
    if not draft.is_writable:
        return redirect(url_for("results.overview", id=id))
    page = first_page(draft)
    if page is not None and draft.order.pledge_before_page(page) is not None:
        return redirect(url_for("sections.pledge", id=id))
    return redirect(page_url(draft, page) if page else url_for("results.overview", id=id))


@pages.get("/<id>/choice")
def choice(id: str) -> ResponseReturnValue:
    """修改专业 (安徽手册 图4-6)."""
    draft = open_application(id)
    draft.check_choice()
    chosen = as_chosen(draft.plan, draft.application.choice)
    return _choice_page(draft, chosen, {}, draft.application.choice_version)


@pages.post("/<id>/choice")
def change_choice(id: str) -> ResponseReturnValue:
    """Apply for something else of the same plan, once what that does was seen."""
    draft = open_application(id)
    draft.check_choice()
    version = request.form.get("version", 0, type=int)
    sent = request.form.to_dict()
    if "narrow" in sent:
        return _choice_page(draft, sent, {}, version)
    try:
        chosen = read_choice(draft.plan, sent)
        effects = effects_of(draft, chosen)
        # what was agreed to are the effects of this very choice
        if not effects.is_nothing and sent.get("agreed") != digest_of(chosen.plain()):
            return _choice_page(draft, sent, {}, version, effects, digest_of(chosen.plain()))
        applications.change_choice(
            draft.application,
            draft.plan,
            chosen,
            version,
            now=draft.now,
            until=draft.open_until,
            actor=current_account(),
        )
    except BadChoice as mistake:
        return _choice_page(draft, sent, mistake.problems, version), 422
    except Conflict as conflict:
        return _choice_page(draft, sent, {"confirmed": CONFLICT}, conflict.version), 409
    flash("已修改申报专业和职称。", "good")
    return redirect(url_for("applications.show", id=id), 303)


def _choice_page(
    draft: Draft,
    chosen: Mapping[str, str],
    problems: dict[str, str],
    version: int,
    effects: Effects | None = None,
    agreed: str = "",
) -> str:
    return render_template(
        "applications/choice.html",
        plan=draft.plan,
        page=choice_page(draft.plan, ask(draft.plan, chosen)),
        chosen=chosen,
        problems=problems,
        application=draft.application,
        version=version,
        effects=effects,
        agreed=agreed,
    )


@pages.get("/<id>/delete")
def confirm_delete(id: str) -> ResponseReturnValue:
    """Ask whether an application shall really be deleted."""
    draft = open_application(id)
    applications.check_deletable(draft.application)
    return render_template(
        "applications/delete.html", entry=build_entry(site().packs, draft.application)
    )


@pages.post("/<id>/delete")
def delete(id: str) -> ResponseReturnValue:
    """Delete an application that was not handed in."""
    application = applications.get_application(current_person(), id)
    applications.delete(application, now=site().clock.now(), actor=current_account())
    flash("申报记录已删除，可以重新申报；在申报时间内也可以从“已删除的申报”恢复。", "good")
    return redirect(url_for("applications.index"), 303)


@pages.get("/deleted")
def deleted() -> ResponseReturnValue:
    """The deleted applications, and which of them can be restored."""
    packs, person, today = site().packs, current_person(), site().clock.today()
    found = []
    for application in applications.deleted_of(person):
        entry = build_entry(packs, application, today)
        refused: ServiceError | None = None
        try:
            applications.check_restorable(person, application, entry.plan, today)
        except ServiceError as error:
            refused = error
        found.append((entry, said(refused) if refused else ""))
    return render_template("applications/deleted.html", found=found)


@pages.post("/<id>/restore")
def restore(id: str) -> ResponseReturnValue:
    """Bring a deleted application back."""
    person, now = current_person(), site().clock.now()
    application = applications.get_application(person, id, deleted=True)
    plan = site().packs.pinned(application.bundle_id)
    applications.restore(person, application, plan, now=now, actor=current_account())
    flash("申报记录已恢复，已填的内容都在。", "good")
    return redirect(url_for("applications.show", id=id), 303)
