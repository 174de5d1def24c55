"""评审结果公示: a committee shows the results of a batch to everybody."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.workflow.publicity import SHORTEST
from web.audience import COMMITTEE, admit_to
from web.pages.paging import paged_query
from web.pages.typed import Typed
from web.routes import publicity_room
from web.routes.review_desk import open_desk
from web.services import batches, publicising, publicity
from web.services.errors import BadChoice, Decided, NotWritable
from web.services.reviewing import ReviewDesk

pages = admit_to(
    Blueprint("committee_publicity", __name__, url_prefix="/committee/publicity"), COMMITTEE
)


@pages.get("")
def index() -> ResponseReturnValue:
    """The batches that can be shown, and the publicities of the committee."""
    return _page(open_desk(), {})


def _page(desk: ReviewDesk, problems: dict[str, str]) -> str:
    found = paged_query(
        publicity.publicities_of(desk.unit, "result"),
        request.args.get("page", 1, type=int),
        publicity_room.SIZE,
    )
    today = desk.now.date()
    return render_template(
        "publicity/committee.html",
        desk=desk,
        batches=list(batches.batches_of(desk.unit, "voted")),
        found=found,
        phases={one.id: publicity.phase_of(one, today) for one in found.entries},
        names=publicity.PHASES,
        tones=publicity.TONES,
        today=today.isoformat(),
        place="评委会门户网站",
        days=SHORTEST,
        problems=Typed(problems),
        typed=Typed(request.form),
    )


@pages.post("")
def start() -> ResponseReturnValue:
    """Show the results of a batch."""
    desk = open_desk()
    try:
        made = publicising.start_result(
            desk, request.form.get("batch", ""), publicity_room.read_answers()
        )
    except BadChoice as mistake:
        return _page(desk, mistake.problems), 422
    except NotWritable as refusal:
        return _page(desk, {"notice": refusal.reason}), 409
    except Decided as before:
        return _page(desk, {"notice": f"这个{before.what}已经处理过，列表已经更新。"}), 409
    flash(f"公示已发起，到 {made.ends_on} 结束。", "good")
    return redirect(url_for("committee_publicity.show", id=made.id), 303)


@pages.get("/<id>")
def show(id: str) -> ResponseReturnValue:
    """One publicity of results."""
    return publicity_room.page(open_desk(), "committee", id)


@pages.post("/<id>")
def act(id: str) -> ResponseReturnValue:
    """End or withdraw it, record or decide an objection."""
    return publicity_room.act(open_desk(), "committee", id)
