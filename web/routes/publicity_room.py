"""What the publicities of units and of committees have in common: one page, one form of actions."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from web.models import Publicity
from web.pages.typed import Typed
from web.pages.words import words_for
from web.services import objections, publicising, publicity
from web.services.errors import BadChoice, Decided, NotWritable
from web.services.objections import ObjectionAnswers
from web.services.publicity_words import PublicityAnswers
from web.services.reviewing import ReviewDesk

SIZE = 30


def read_answers() -> PublicityAnswers:
    """The form that begins a publicity."""
    form = request.form
    return PublicityAnswers(
        starts_on=form.get("starts_on", "").strip()[:10],
        place=" ".join(form.get("place", "").split()),
        days=form.get("days", 0, type=int),
        text=form.get("text", "").strip().replace("\r\n", "\n"),
    )


def read_objection() -> ObjectionAnswers:
    """The form of an objection."""
    form = request.form
    return ObjectionAnswers(
        shown=form.get("shown", ""),
        name=form.get("name", "").strip(),
        contact=form.get("contact", "").strip(),
        text=form.get("text", "").strip(),
    )


def page(desk: ReviewDesk, room: str, id: str, problems: dict[str, str] | None = None) -> str:
    """One publicity with its people, objections and what can be done."""
    found = publicity.publicity_of(desk.unit, id)
    shown = publicity.shown_in(found)
    return render_template(
        "publicity/desk.html",
        desk=desk,
        room=room,
        publicity=found,
        standing=publicity.standing_of(found, desk.packs.calendar, desk.now.date()),
        shown=shown,
        words={k: v for k, v in publicity.WORDS.items() if any(k in s.words for s in shown)},
        objections=objections.objections_to(found),
        about={one.application_id: one.words.get("name", "") for one in shown},
        names=publicity.PHASES,
        tones=publicity.TONES,
        states=objections.STATES,
        state_tones=objections.TONES,
        problems=Typed(problems),
        typed=Typed(request.form),
    )


def act(desk: ReviewDesk, room: str, id: str) -> ResponseReturnValue:
    """End or withdraw a publicity, record or decide an objection."""
    action = request.form.get("action", "")
    found = publicity.publicity_of(desk.unit, id)
    try:
        said = _act(desk, found, action)
    except BadChoice as mistake:
        which = request.form.get("objection", "") if action == "decide" else ""
        told = {f"{action}{which}.{key}": text for key, text in mistake.problems.items()}
        return page(desk, room, id, told), 422
    except NotWritable as refusal:
        return page(desk, room, id, {"notice": refusal.reason}), 409
    except Decided as before:
        told = {"notice": f"这个{before.what}已经处理过，您的操作没有改变它。"}
        return page(desk, room, id, told), 409
    flash(said, "good")
    return redirect(url_for(f"{room}_publicity.show", id=id), 303)


def _act(desk: ReviewDesk, found: Publicity, action: str) -> str:
    form = request.form
    if action == "end":
        ended = publicising.end(desk, found.id)
        if ended.kind == "unit":
            desk_name = words_for(desk.packs, desk.operator)("reviews")
            return f"公示已办结，可以到“{desk_name}”中通过了。"
        return "公示已办结，通过的申报正在依次转入下一环节。"
    if action == "withdraw":
        publicising.withdraw(desk, found.id, form.get("reason", ""))
        return "公示已撤销，需要时请重新发起。"
    if action == "record":
        asked = read_objection()
        objections.object_to(found, asked, source="hand", actor=desk.operator, now=desk.now)
        return "异议已登记。"
    if action == "decide":
        if form.get("verdict") not in ("sustained", "rejected"):
            raise BadChoice({"verdict": "请选择异议是否成立"})
        done = objections.decide(
            desk,
            form.get("objection", ""),
            sustained=form["verdict"] == "sustained",
            finding=form.get("finding", ""),
        )
        return f"异议已处理：{objections.STATES[done.state]}。"
    raise BadRequest
