"""个人注册: the province's questions, every fault at once, nothing typed is lost (山东手册 L18)."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.packs.province import Province
from web.audience import EVERYONE, SIGNED_IN, admit, admit_to
from web.context import site
from web.identity import current_account, find_account, sign_in
from web.models import Account
from web.pages.asked_profile import build_asked
from web.pages.passwords import rule_of, sentences
from web.pages.signing_in import names_of
from web.routes.accounts.captchas import is_solved, new_captcha
from web.services.errors import NotAdmitted
from web.services.profile_answers import PERSON, RESIDENT, Answers
from web.services.registration import Asked, Registered, Registration, said_by_portal
from web.services.units import bound_unit

pages = admit_to(Blueprint("registering", __name__), EVERYONE)


@pages.get("/register")
def choose() -> ResponseReturnValue:
    """The provinces, or the only one's registration."""
    provinces = site().packs.provinces()
    if len(provinces) == 1:
        return redirect(url_for("registering.register", province=provinces[0].id))
    return render_template("accounts/choose_registration.html", provinces=provinces)


@pages.get("/register/<province>")
def register(province: str) -> ResponseReturnValue:
    """The questions of a province."""
    found = site().packs.province(province)
    if find_account() is not None:
        return redirect(url_for("entrance.index"))
    return _page(found, {PERSON: {"id_type": RESIDENT}})


@pages.post("/register/<province>")
def create(province: str) -> ResponseReturnValue:
    """立即注册: makes the account and signs it in; where it is reviewed, it waits."""
    found = site().packs.province(province)
    sent = request.form
    asked = Asked(
        login=sent.get("login", ""),
        password=sent.get("password", ""),
        repeated=sent.get("repeated", ""),
        series=tuple(sent.getlist("series")),
    )
    done = _registration(found).register(asked, sent, is_solved=is_solved())
    if done.account is None:
        return _page(found, done.answers.values, done, asked.login), 422
    sign_in(done.account)
    return _go_on(found, done.account)


@pages.get("/account/standing")
@admit(SIGNED_IN)
def standing() -> ResponseReturnValue:
    """How the registration stands: waits, was refused, is to be completed, is done."""
    account = current_account()
    if account.state == "incomplete":
        return redirect(url_for("registering.again"))
    province = site().packs.province(account.province)
    person = account.person
    asks = province.account.register.choose_unit
    return render_template(
        "accounts/standing.html",
        chooses_unit=asks and person is not None and bound_unit(person) is None,
        account=account,
        province=province,
    )


@pages.get("/account/complete")
@admit(SIGNED_IN)
def again() -> ResponseReturnValue:
    """The questions once more: refused before, or left open by a portal (安徽手册 L56)."""
    account = current_account()
    if account.state not in ("refused", "incomplete") or account.person is None:
        raise NotAdmitted
    return _completion(account.person.account)


@pages.post("/account/complete")
@admit(SIGNED_IN)
def complete() -> ResponseReturnValue:
    """Send the corrected or completed answers."""
    account = current_account()
    province = site().packs.province(account.province)
    series = tuple(request.form.getlist("series"))
    done = _registration(province).correct(account, request.form, series)
    if done.account is None:
        return _completion(done.answers.values, done), 422
    return _go_on(province, done.account)


def _go_on(province: Province, account: Account) -> ResponseReturnValue:
    """To the search for a unit where that was wished and may be done now (安徽手册 L86-122)."""
    wished = province.account.register.choose_unit and request.form.get("choose_unit") == "yes"
    here = "person_unit.index" if wished and account.state == "active" else "registering.standing"
    return redirect(url_for(here), 303)


def _registration(province: Province) -> Registration:
    return Registration(province=province, now=site().clock.now())


def _page(
    province: Province, values: Answers, done: Registered | None = None, login: str = ""
) -> str:
    rules = province.account.password
    faults = dict(done.faults) if done else {}
    if done and done.password_faults:
        faults["password"] = tuple(sentences(done.password_faults, rules))
    return render_template(
        "accounts/register.html",
        province=province,
        parts=build_asked(province, values, faults),
        values=values,
        faults=faults,
        login=login,
        chosen=request.form.getlist("series"),
        wishes_unit=request.form.get("choose_unit", ""),
        names=names_of(province),
        rule=rule_of(rules),
        captcha=new_captcha(),
    )


def _completion(values: Answers, done: Registered | None = None) -> str:
    account = current_account()
    province = site().packs.province(account.province)
    fixed = said_by_portal(province, account)
    faults = done.faults if done else {}
    person = account.person
    held = person.series if person is not None else []
    return render_template(
        "accounts/complete.html",
        chosen=request.form.getlist("series") if done else held,
        wishes_unit=request.form.get("choose_unit", ""),
        province=province,
        parts=build_asked(province, values, faults, fixed),
        values=values,
        faults=faults,
        account=account,
    )
