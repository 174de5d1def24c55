"""The public first page, one sign-in page per province for persons, units and staff alike (山东手册
L15), 安全退出."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.packs.province import Province
from web import identity
from web.audience import EVERYONE, SIGNED_IN, admit, admit_to
from web.context import site
from web.identity import current_account, find_account
from web.pages.menu import start_of
from web.pages.signing_in import SignInPage, names_of
from web.routes.accounts.captchas import captchas, new_captcha, sent_captcha
from web.routes.accounts.second_factor import ask_code
from web.services import kept_forms, second_factor
from web.services.errors import NotFound
from web.services.plans import is_open
from web.services.signing_in import Attempt, Refusal, SigningIn
from web.way_in import TIMED_OUT, own_address

pages = admit_to(Blueprint("entrance", __name__), EVERYONE)


@pages.get("/")
def index() -> ResponseReturnValue:
    """The public page: open plans, ways in; who is signed in goes on to their own first page."""
    account = find_account()
    if account is not None:
        return redirect(url_for(start_of(account)))
    packs, today = site().packs, site().clock.today()
    return render_template(
        "accounts/welcome.html",
        provinces=packs.provinces(),
        plans=[plan for plan in packs.plans() if is_open(plan, today)],
    )


@pages.get("/signin")
def choose() -> ResponseReturnValue:
    """The provinces, or the only one's sign-in page."""
    provinces = site().packs.provinces()
    wanted: dict[str, Any] = {
        key: request.args[key] for key in ("next", "late") if key in request.args
    }
    if len(provinces) == 1:
        return redirect(url_for("entrance.sign_in", province=provinces[0].id, **wanted))
    return render_template("accounts/choose.html", provinces=provinces, wanted=wanted)


@pages.get("/signin/<province>")
def sign_in(province: str) -> ResponseReturnValue:
    """The sign-in page; whoever is signed in already goes on."""
    found = site().packs.province(province)
    after = own_address(request.args.get("next", ""), "/")
    if find_account() is not None:
        return redirect(after)
    needed = _signing_in(found).needs_captcha("", _address())
    text = TIMED_OUT if request.args.get("late") else ""
    return _page(found, SignInPage(after=after, notice=text, captcha=_captcha(needed)))


@pages.post("/signin/<province>")
def enter(province: str) -> ResponseReturnValue:
    """Sign in, or say how many tries are left, or for how many minutes none is."""
    found = site().packs.province(province)
    sent, after = request.form, own_address(request.form.get("next", ""), "/")
    name = sent.get("name", "").strip()
    signing = _signing_in(found)
    answer = signing.sign_in(
        Attempt(
            name=name,
            password=sent.get("password", ""),
            address=_address(),
            captcha=sent_captcha(),
        )
    )
    if isinstance(answer, Refusal):
        page = SignInPage(
            after=after,
            name=name,
            refusal=answer,
            captcha=_captcha(signing.needs_captcha(name, _address())),
        )
        return _page(found, page), 429 if answer.reason == "locked" else 422
    if second_factor.find(answer) is not None:
        return ask_code(answer, after)
    identity.sign_in(answer)
    if kept_forms.kept_by(answer):
        return redirect(url_for("kept.index", next=after), 303)
    return redirect(after, 303)


@pages.post("/signout")
@admit(SIGNED_IN)
def sign_out() -> ResponseReturnValue:
    """安全退出: the session ends on the server, too (吉林手册 L81)."""
    province = current_account().province
    identity.sign_out()
    return redirect(url_for("entrance.signed_out", province=province), 303)


@pages.get("/signedout/<province>")
def signed_out(province: str) -> ResponseReturnValue:
    """Says that nobody is signed in here any more."""
    return render_template("accounts/signed_out.html", province=site().packs.province(province))


@pages.get("/captcha/<token>.png")
def captcha(token: str) -> ResponseReturnValue:
    """The picture of a captcha."""
    picture = captchas().picture(token)
    if picture is None:
        raise NotFound("验证码")
    return Response(picture, mimetype="image/png")


def _captcha(needed: bool) -> tuple[str, str] | None:
    return new_captcha() if needed else None


def _signing_in(province: Province) -> SigningIn:
    secret = str(current_app.secret_key)
    return SigningIn(province=province, secret=secret, now=site().clock.now())


def _address() -> str:
    return request.remote_addr or ""


def _page(province: Province, page: SignInPage) -> str:
    known = site().settings.portals
    return render_template(
        "accounts/sign_in.html",
        province=province,
        page=page,
        names=names_of(province),
        portals=[one for one in province.account.portals if f"{province.id}/{one.id}" in known],
        several=len(site().packs.provinces()) > 1,
    )
