"""Signing on a phone: the code on the desk, the page on the phone (云南手册 L46)."""

from __future__ import annotations

import segno
from flask import Blueprint, flash, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.audience import APPLICANT, EVERYONE, admit, admit_to
from web.context import site
from web.errors import wants_json
from web.pages.places import Places
from web.pages.records import display
from web.routes.frame import frame
from web.routes.opening import open_application
from web.services import signing
from web.services.draft import Draft
from web.services.errors import BadFile
from web.services.receiving import read_sent

pages = admit_to(Blueprint("signing", __name__), APPLICANT)
MINUTES = int(signing.LASTS.total_seconds() // 60)


@pages.get("/applications/<id>/signing/<section>/<field>")
def ask(id: str, section: str, field: str) -> ResponseReturnValue:
    """What signing by phone is, and the button that makes a code."""
    draft = open_application(id)
    return _desk(draft, section, field, code="", link="")


@pages.post("/applications/<id>/signing/<section>/<field>")
def begin(id: str, section: str, field: str) -> ResponseReturnValue:
    """A new code for the phone; the codes before it end."""
    draft = open_application(id)
    token = signing.begin(draft, section, field)
    address = url_for("signing.show", token=token)
    link = f"{site().settings.site_url or request.host_url.rstrip('/')}{address}"
    code = segno.make(link, error="m").svg_data_uri(scale=6, border=3)
    if wants_json():
        return jsonify(ok=True, code=code, link=link, minutes=MINUTES)
    return _desk(draft, section, field, code=code, link=link)


def _desk(draft: Draft, section: str, field: str, *, code: str, link: str) -> str:
    found = draft.writable_section(section)
    page = Places(draft).page_of(section)
    return render_template(
        "signing/desk.html",
        **frame(draft, page=page.id if page else ""),
        section=found,
        field=signing.signature_field(draft, found, field),
        code=code,
        link=link,
        minutes=MINUTES,
        back=Places(draft).url(f"{section}.{field}"),
    )


@pages.get("/applications/<id>/signing/<section>/<field>/state")
def state(id: str, section: str, field: str) -> ResponseReturnValue:
    """How far the phone is, and what the section then holds, for the page on the desk."""
    draft = open_application(id)
    found = draft.section(section)
    asked = signing.signature_field(draft, found, field)
    answers = draft.data["sections"].get(section, {})
    file = answers.get(field)
    dated = getattr(asked.options, "dated", "")
    signed_on = answers.get(dated, "") if dated else ""
    return jsonify(
        ok=True,
        state=signing.state_of(draft, section, field),
        version=signing.version_of(draft, section),
        image=url_for("files.content", id=file["id"]) if file else "",
        said=display(asked, file),
        dated={"field": dated, "value": signed_on},
    )


@pages.get("/sign/<token>")
@admit(EVERYONE)
def show(token: str) -> ResponseReturnValue:
    """The phone's page: what is signed, and where to sign."""
    asked = signing.open_link(site().packs, token, now=site().clock.now())
    return render_template("signing/phone.html", token=token, asked=asked, refused="")


@pages.post("/sign/<token>")
@admit(EVERYONE)
def sign(token: str) -> ResponseReturnValue:
    """Take the signature; the page on the desk sees it by itself."""
    now = site().clock.now()
    asked = signing.open_link(site().packs, token, now=now)
    sent = request.files.get("signature")
    refused = "请先签名，再点“确认签名”。"
    if sent is not None and sent.filename:
        try:
            wordings = asked.draft.standard.messages
            content = read_sent(asked.field, sent.filename, sent.stream, wordings)
            signing.sign(site().packs, token, content, sent.filename, site().files, now=now)
        except BadFile as mistake:
            refused = mistake.reason
        else:
            return render_template("signing/done.html", asked=asked)
    flash(refused, "bad")
    return render_template("signing/phone.html", token=token, asked=asked, refused=refused), 422
