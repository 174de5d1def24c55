"""Single sign-on: to the portal, and back from it."""

from __future__ import annotations

from dataclasses import asdict

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from engine.packs.province import Portal, Province
from web import identity
from web.audience import EVERYONE, admit_to
from web.context import site
from web.services import portals as service
from web.services.errors import NotFound
from web.services.openid import WORDS, Begun, PortalClient, PortalFailed
from web.way_in import own_address

pages = admit_to(Blueprint("portals", __name__, url_prefix="/portals"), EVERYONE)
BEGUN = "portal_begun"
"""Where the browser's signed session keeps what a sign-in began with."""


@pages.get("/<province>/<portal>")
def leave(province: str, portal: str) -> ResponseReturnValue:
    """前往 the portal."""
    found, _, client = _find(province, portal)
    try:
        begun = client.begin()
    except PortalFailed as failed:
        return _failed(found, failed)
    after = own_address(request.args.get("next", ""), "/")
    session[BEGUN] = {**asdict(begun), "at": f"{province}/{portal}", "next": after}
    return redirect(begun.url)


@pages.get("/<province>/<portal>/return")
def arrive(province: str, portal: str) -> ResponseReturnValue:
    """Back from the portal: sign in whom it names."""
    found, declared, client = _find(province, portal)
    kept = session.pop(BEGUN, None)
    if not kept or kept.pop("at") != f"{province}/{portal}":
        return _failed(found, PortalFailed("state"))
    after = kept.pop("next")
    try:
        claims = client.finish(Begun(**kept), request.url)
        account = service.sign_in(found, declared, claims, now=site().clock.now())
    except PortalFailed as failed:
        return _failed(found, failed)
    identity.sign_in(account)
    if account.state != "active":
        return redirect(url_for("registering.standing"))
    return redirect(url_for("kept.index", next=after))


def _find(province: str, portal: str) -> tuple[Province, Portal, PortalClient]:
    found = site().packs.province(province)
    declared = next((one for one in found.account.portals if one.id == portal), None)
    settings = site().settings.portals.get(f"{province}/{portal}")
    if declared is None or settings is None:
        raise NotFound("统一身份认证平台")
    path = url_for("portals.arrive", province=province, portal=portal)
    return_to = (site().settings.site_url or request.host_url.rstrip("/")) + path
    return found, declared, PortalClient(settings=settings, return_to=return_to)


def _failed(province: Province, failed: PortalFailed) -> ResponseReturnValue:
    page = render_template(
        "accounts/portal_failed.html", province=province, text=WORDS[failed.reason]
    )
    return page, 503 if failed.reason == "unreachable" else 403
