"""单位注册: a unit asks for an account (山东手册 L84-96), and what its operators see until it is
accepted."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.packs.province import Province
from web.audience import EVERYONE, OPERATOR, admit, admit_to
from web.context import site
from web.identity import current_account, current_unit, sign_in
from web.pages.passwords import sentences
from web.pages.regions import chosen_region, region_name, region_steps
from web.routes.accounts.captchas import is_solved, new_captcha
from web.services import unit_registration
from web.services.duties import check_duty, has_duty
from web.services.errors import BadChoice
from web.services.operators import OperatorAnswers, read_number
from web.services.unit_answers import UnitAnswers, answers_of, draft_of, read_unit
from web.services.unit_directory import BY_HAND, MATCHES

pages = admit_to(Blueprint("unit_registration", __name__), EVERYONE)
HANDED_IN = "注册信息已提交，请等待管理员审核。"
KEPT = "申请已保存，还没有提交。填写完整后请点“提交申请”。"


@pages.get("/units/register")
def choose() -> ResponseReturnValue:
    """Which province the unit belongs to."""
    return render_template("units/provinces.html", provinces=site().packs.provinces())


@pages.get("/units/register/<province>")
def start(province: str) -> ResponseReturnValue:
    """The empty form."""
    found = site().packs.province(province)
    return _form(found, UnitAnswers(), OperatorAnswers(), {})


@pages.post("/units/register/<province>")
def register(province: str) -> ResponseReturnValue:
    """立即注册, handed in at once or kept as a draft; the operator is signed in and sees how the
    registration stands."""
    found = site().packs.province(province)
    asked, operator = _read(found), read_operator()
    try:
        account = unit_registration.register(
            found,
            asked,
            operator,
            is_solved=is_solved(),
            hands_in=_hands_in(),
            now=site().clock.now(),
        )
    except BadChoice as mistakes:
        return _form(found, asked, operator, worded(mistakes.problems, found)), 422
    sign_in(account)
    flash(HANDED_IN if _hands_in() else KEPT, "good")
    return redirect(url_for("unit_registration.show"), 303)


@pages.get("/unit/registration")
@admit(OPERATOR)
def show() -> ResponseReturnValue:
    """单位信息: as it was sent, its state, and what was wrong with it; a draft as it stands."""
    unit = current_unit()
    province = site().packs.province(unit.province)
    by_hand = unit.state == "pending" and unit.matched in BY_HAND
    return render_template(
        "units/registration.html",
        unit=unit,
        answers=draft_of(unit) if unit.state == "draft" else answers_of(unit),
        match=MATCHES.get(unit.matched, "") if unit.matched else "",
        by_hand=by_hand,
        institutions=unit_registration.institutions_near(unit) if by_hand else (),
        may_manage=has_duty(current_account(), "manage"),
        states=unit_registration.STATES,
        tones=unit_registration.TONES,
        **_words(province, unit.region),
    )


@pages.get("/unit/registration/edit")
@admit(OPERATOR)
def edit() -> ResponseReturnValue:
    """A draft to be finished, or a refused registration to be corrected."""
    unit = current_unit()
    check_duty(current_account(), "manage")
    unit_registration.check_correctable(unit)
    return _form(site().packs.province(unit.province), draft_of(unit), None, {})


@pages.post("/unit/registration/edit")
@admit(OPERATOR)
def correct() -> ResponseReturnValue:
    """保存申请, or 提交申请 for the first time or again."""
    unit, actor, now = current_unit(), current_account(), site().clock.now()
    province = site().packs.province(unit.province)
    asked, again = _read(province), unit.state == "refused"
    try:
        if _hands_in():
            unit_registration.correct(province, unit, asked, actor=actor, now=now)
        else:
            unit_registration.save_draft(unit, asked, actor=actor, now=now)
    except BadChoice as mistakes:
        return _form(province, asked, None, mistakes.problems), 422
    handed_in = "已修改并重新提交，请等待管理员审核。" if again else HANDED_IN
    flash(handed_in if _hands_in() else KEPT, "good")
    return redirect(url_for("unit_registration.show"), 303)


def _hands_in() -> bool:
    """Whether a form is to be handed in, and not only kept."""
    return request.form.get("action", "submit") != "save"


def _read(province: Province) -> UnitAnswers:
    table = province.codes.get("region")
    return read_unit(request.form, chosen_region(table, request.form) if table else "")


def read_operator() -> OperatorAnswers:
    """The account that a form asks for."""
    sent = request.form
    return OperatorAnswers(
        login=sent.get("login", "").strip().lower(),
        name=sent.get("operator", "").strip(),
        number=read_number(sent.get("number", "")),
        duties=tuple(sent.getlist("duty")),
        password=sent.get("password", ""),
        again=sent.get("again", ""),
    )


def worded(problems: dict[str, str], province: Province) -> dict[str, str]:
    """Problems with an account, those of the password in words."""
    if "password" not in problems:
        return problems
    said = sentences(problems["password"].split(), province.account.password)
    return {**problems, "password": "；".join(said)}


def _form(
    province: Province,
    answers: UnitAnswers,
    operator: OperatorAnswers | None,
    problems: dict[str, str],
) -> str:
    return render_template(
        "units/register.html",
        province=province,
        answers=answers,
        operator=operator,
        problems=problems,
        captcha=new_captcha() if operator else None,
        **_words(province, answers.region),
    )


def _words(province: Province, region: str) -> dict[str, object]:
    """The code tables that the form chooses from."""
    table = province.codes.get("region")
    return {
        "natures": province.codes.get("unit-nature"),
        "economic_types": province.codes.get("economic-type"),
        "region": region_name(table, region),
        "steps": region_steps(table, region) if table else (),
    }
