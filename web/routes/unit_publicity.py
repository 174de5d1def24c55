"""单位内公示: a unit shows whom it recommends before they may pass."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.workflow.publicity import SHORTEST
from web.audience import OPERATOR, admit_to
from web.pages.paging import paged_query
from web.pages.typed import Typed
from web.routes import publicity_room
from web.routes.review_desk import open_desk
from web.services import publicising, publicity
from web.services.acceptance import candidate
from web.services.errors import BadChoice, Decided, NotWritable
from web.services.reviewing import ReviewDesk

pages = admit_to(Blueprint("unit_publicity", __name__, url_prefix="/unit/publicity"), OPERATOR)


@pages.get("")
def index() -> ResponseReturnValue:
    """Who has to be shown, and the publicities of the unit."""
    return _page(open_desk(), {})


def _page(desk: ReviewDesk, problems: dict[str, str]) -> str:
    found = paged_query(
        publicity.publicities_of(desk.unit, "unit"),
        request.args.get("page", 1, type=int),
        publicity_room.SIZE,
    )
    waiting = publicising.showable(desk)
    declared = [one.node.publicity for one in waiting if one.node.publicity is not None]
    today = desk.now.date()
    return render_template(
        "publicity/unit.html",
        desk=desk,
        waiting=[candidate(desk, one.application) for one in waiting],
        found=found,
        phases={one.id: publicity.phase_of(one, today) for one in found.entries},
        names=publicity.PHASES,
        tones=publicity.TONES,
        today=today.isoformat(),
        place=next((one.where for one in declared if one.where), ""),
        days=max((one.days for one in declared), default=SHORTEST),
        problems=Typed(problems),
        typed=Typed(request.form),
        chosen=request.form.getlist("application"),
    )


@pages.post("")
def start() -> ResponseReturnValue:
    """Show those who were ticked."""
    desk = open_desk()
    chosen = list(dict.fromkeys(request.form.getlist("application")))
    try:
        made = publicising.start_unit(desk, chosen, publicity_room.read_answers())
    except BadChoice as mistake:
        return _page(desk, mistake.problems), 422
    except NotWritable as refusal:
        return _page(desk, {"notice": refusal.reason}), 409
    except Decided:
        return _page(desk, {"notice": "其中有申报正在公示，列表已经更新，请重新勾选。"}), 409
    flash(f"公示已发起，到 {made.ends_on} 结束。", "good")
    return redirect(url_for("unit_publicity.show", id=made.id), 303)


@pages.get("/<id>")
def show(id: str) -> ResponseReturnValue:
    """One publicity of the unit."""
    return publicity_room.page(open_desk(), "unit", id)


@pages.post("/<id>")
def act(id: str) -> ResponseReturnValue:
    """End or withdraw it, record or decide an objection."""
    return publicity_room.act(open_desk(), "unit", id)
