"""部门和评委会: the departments, committees and issuers of a province, set up by its staff."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.audience import STAFF, admit_to
from web.context import site
from web.identity import current_account
from web.pages.paging import paged_query
from web.pages.regions import chosen_region, region_name, region_steps
from web.routes.unit_registration import read_operator, worded
from web.services import organisations
from web.services.errors import BadChoice
from web.services.handing_on import unheld_tasks
from web.services.operators import OperatorAnswers, operators_of
from web.services.organisations import OrganisationAnswers

pages = admit_to(
    Blueprint("staff_organisations", __name__, url_prefix="/staff/organisations"), STAFF
)
SIZE = 50
"""How many organisations a page lists."""


@pages.get("")
def index() -> ResponseReturnValue:
    """Those of one kind, and what is missing."""
    province = site().packs.province(current_account().province)
    kind = request.args.get("kind", "department")
    kind = kind if kind in organisations.KINDS else "department"
    page = request.args.get("page", 1, type=int)
    found = paged_query(organisations.organisations_in(province.id, kind), page, SIZE)
    regions = province.codes.get("region")
    return render_template(
        "staff/organisations.html",
        kind=kind,
        kinds=organisations.KINDS,
        found=found,
        listed=[(one, region_name(regions, one.region)) for one in found.entries],
        missing=organisations.missing_committees(site().packs, province.id),
        lacks_issuer=organisations.lacks_issuer(province.id),
        unheld=unheld_tasks(province.id).count(),
    )


@pages.get("/new")
def start() -> ResponseReturnValue:
    """The form for another one."""
    asked = OrganisationAnswers(
        name=request.args.get("name", "").strip(), kind=request.args.get("kind", "department")
    )
    return _form(asked, OperatorAnswers(), {})


@pages.post("/new")
def make() -> ResponseReturnValue:
    """Set it up with its first operator."""
    account, operator = current_account(), read_operator()
    province = site().packs.province(account.province)
    asked = _read()
    try:
        unit = organisations.create(
            province, asked, operator, actor=account, now=site().clock.now()
        )
    except BadChoice as mistakes:
        return _form(asked, operator, worded(mistakes.problems, province)), 422
    flash(f"已设立“{unit.name}”，经办人登录名 {operator.login}；首次登录须修改密码。", "good")
    return redirect(url_for("staff_organisations.index", kind=unit.kind), 303)


@pages.get("/<id>")
def show(id: str) -> ResponseReturnValue:
    """One of them, to be looked at and changed."""
    unit = organisations.organisation_of(current_account().province, id)
    return _form(organisations.answers_of(unit), None, {}, id)


@pages.post("/<id>")
def change(id: str) -> ResponseReturnValue:
    """Keep what is said of it now."""
    account, asked = current_account(), _read()
    province = site().packs.province(account.province)
    try:
        unit = organisations.change(province, id, asked, actor=account, now=site().clock.now())
    except BadChoice as mistakes:
        return _form(asked, None, mistakes.problems, id), 422
    flash(f"已保存“{unit.name}”。", "good")
    return redirect(url_for("staff_organisations.index", kind=unit.kind), 303)


@pages.post("/<id>/close")
def close(id: str) -> ResponseReturnValue:
    """停用 or 启用."""
    account = current_account()
    province = site().packs.province(account.province)
    closed = request.form.get("closed") == "1"
    try:
        unit = organisations.close(
            province,
            id,
            closed=closed,
            reason=request.form.get("reason", ""),
            actor=account,
            now=site().clock.now(),
        )
    except BadChoice as mistakes:
        unit = organisations.organisation_of(province.id, id)
        return _form(organisations.answers_of(unit), None, mistakes.problems, id), 422
    waiting = organisations.open_tasks(unit)
    more = f"有 {waiting} 份申报等在那里，请转交。" if closed and waiting else ""
    flash(f"已{'停用' if closed else '启用'}“{unit.name}”。{more}", "warn" if more else "good")
    return redirect(url_for("staff_organisations.index", kind=unit.kind), 303)


def _read() -> OrganisationAnswers:
    table = site().packs.province(current_account().province).codes.get("region")
    sent = request.form
    return OrganisationAnswers(
        name=sent.get("name", "").strip(),
        kind=sent.get("kind", "department"),
        region=chosen_region(table, sent) if table else "",
        contact=sent.get("contact", "").strip(),
        phone=sent.get("phone", "").strip(),
        takes_freelancers=bool(sent.get("takes_freelancers")),
    )


def _form(
    asked: OrganisationAnswers,
    operator: OperatorAnswers | None,
    problems: dict[str, str],
    id: str = "",
) -> str:
    province = site().packs.province(current_account().province)
    unit = organisations.organisation_of(province.id, id) if id else None
    table = province.codes.get("region")
    return render_template(
        "staff/organisation.html",
        unit=unit,
        province=province,
        asked=asked,
        operator=operator,
        operators=operators_of(unit) if unit else (),
        waiting=organisations.open_tasks(unit) if unit else 0,
        kinds=organisations.KINDS,
        explained=organisations.EXPLAINED,
        steps=region_steps(table, asked.region) if table else (),
        problems=problems,
    )
