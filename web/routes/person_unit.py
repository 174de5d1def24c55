"""变更单位: finding a unit, asking it to confirm the person, withdrawing, unbinding."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.packs.model import CodeTable
from engine.packs.province import Province
from web.audience import APPLICANT, admit_to
from web.context import site
from web.identity import current_account, current_person
from web.models import Binding, Unit
from web.pages.regions import region_name, regions_of
from web.services import bindings
from web.services.errors import BadChoice, NotFound
from web.services.unit_search import freelancer_departments, search_units

pages = admit_to(Blueprint("person_unit", __name__, url_prefix="/profile/unit"), APPLICANT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A unit that a search found, with its region, and the person's binding to it if there is."""

    unit: Unit
    region: str
    binding: Binding | None


@pages.get("")
def index() -> ResponseReturnValue:
    """The binding that holds, the one that waits, the former ones, and the search."""
    person = current_person()
    province = site().packs.province(person.province)
    rules = province.binding
    query = request.args.get("q", "").strip()
    freelancer = rules.freelancers and "freelancer" in request.args
    region = request.args.get("region", "") if freelancer else ""
    held = bindings.bindings_of(person)
    asked = freelancer or bool(query)
    units = (
        search_units(province.id, rules, query, freelancer=freelancer, region=region)
        if asked
        else []
    )
    return render_template(
        "profile/unit.html",
        province=province,
        held=held,
        current=next((one for one in held if one.state == "bound"), None),
        waiting=next((one for one in held if one.state == "requested"), None),
        states=bindings.STATES,
        tones=bindings.TONES,
        query=query,
        freelancer=freelancer,
        region=region,
        regions=regions_of(_departments(province), _table(province)) if freelancer else (),
        searched=asked,
        found=[_found(unit, held, province) for unit in units],
    )


def _departments(province: Province) -> list[Unit]:
    return freelancer_departments(province.id)


def _table(province: Province) -> CodeTable | None:
    return province.codes.get("region")


def _found(unit: Unit, held: list[Binding], province: Province) -> Found:
    mine = (one for one in held if one.unit_id == unit.id and one.state in ("requested", "bound"))
    region = region_name(_table(province), unit.region)
    return Found(unit=unit, region=region, binding=next(mine, None))


@pages.get("/<unit>/request")
def ask(unit: str) -> ResponseReturnValue:
    """The unit that was chosen and the 申请说明 to go with it."""
    return _ask_page(_unit(unit), "freelancer" in request.args)


def _ask_page(unit: Unit, freelancer: bool, note: str = "", problem: str = "") -> str:
    province = site().packs.province(current_person().province)
    held = bindings.bindings_of(current_person())
    bindings.check_may_ask(province, unit, held)
    return render_template(
        "profile/unit_request.html",
        province=province,
        unit=unit,
        region=region_name(_table(province), unit.region),
        current=next((one for one in held if one.state == "bound"), None),
        freelancer=freelancer,
        note=note,
        problem=problem,
    )


def _unit(id: str) -> Unit:
    unit: Unit | None = Unit.get_or_none(Unit.id == id)
    if unit is None:
        raise NotFound("单位")
    return unit


@pages.post("/<unit>/request")
def send(unit: str) -> ResponseReturnValue:
    """Send the request to the unit."""
    found, freelancer = _unit(unit), bool(request.form.get("freelancer"))
    note = request.form.get("note", "")
    person = current_person()
    try:
        bindings.request(
            site().packs.province(person.province),
            person,
            found,
            note=note,
            freelancer=freelancer,
            actor=current_account(),
            now=site().clock.now(),
        )
    except BadChoice as mistake:
        return _ask_page(found, freelancer, note, "；".join(mistake.problems.values())), 422
    flash(f"已向“{found.name}”发出绑定申请，待单位审核通过后生效。", "good")
    return redirect(url_for("person_unit.index"), 303)


@pages.post("/bindings/<id>/withdraw")
def withdraw(id: str) -> ResponseReturnValue:
    """Take a request back."""
    bindings.withdraw(current_person(), id, actor=current_account(), now=site().clock.now())
    flash("绑定申请已撤回。", "good")
    return redirect(url_for("person_unit.index"), 303)


@pages.post("/bindings/<id>/end")
def end(id: str) -> ResponseReturnValue:
    """解除绑定."""
    bindings.unbind(current_person(), id, actor=current_account(), now=site().clock.now())
    flash("已解除绑定。再次绑定之前，可以录入业绩，但不能提交单位审核，也不能申报。", "good")
    return redirect(url_for("person_unit.index"), 303)
