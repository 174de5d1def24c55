"""批次: made, renamed, closed; the roster, and applications moved between open batches."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.audience import COMMITTEE, admit_to
from web.context import site
from web.models import Batch
from web.pages.paging import paged_query
from web.pages.typed import Typed
from web.routes.review_desk import open_desk
from web.services import batches, rosters
from web.services.acceptance import Candidate
from web.services.errors import BadChoice, NotFound, NotWritable
from web.services.lists_printing import has_summary
from web.services.reviewing import ReviewDesk, status_of

pages = admit_to(
    Blueprint("committee_batches", __name__, url_prefix="/committee/batches"), COMMITTEE
)
SIZE = 30


@pages.get("")
def index() -> ResponseReturnValue:
    """The batches of the committee, the newest first."""
    return _list(open_desk(), {})


def _list(desk: ReviewDesk, problems: dict[str, str]) -> str:
    state = request.args.get("state", "")
    state = state if state in batches.STATES else ""
    found = paged_query(
        batches.batches_of(desk.unit, state), request.args.get("page", 1, type=int), SIZE
    )
    return render_template(
        "committee/batches.html",
        desk=desk,
        found=found,
        plans=batches.plans_of(desk),
        names={one.plan: _plan_name(one) for one in found.entries},
        state=state,
        states=batches.STATES,
        tones=batches.TONES,
        problems=Typed(problems),
        typed=Typed(request.form),
    )


def _is_summarised(batch: Batch) -> bool:
    try:
        return has_summary(site().packs.plan(batch.plan))
    except NotFound:  # its applications keep the packs that they were begun with
        return True


def _plan_name(batch: Batch) -> str:
    try:
        return site().packs.plan(batch.plan).name
    except NotFound:
        return batch.plan


@pages.post("")
def make() -> ResponseReturnValue:
    """A new batch."""
    desk = open_desk()
    try:
        batch = batches.make_batch(desk, request.form.get("plan", ""), request.form.get("name", ""))
    except BadChoice as mistake:
        return _list(desk, mistake.problems), 422
    flash(f"已建立批次“{batch.name}”，可以受理申报了。", "good")
    return redirect(url_for("committee.index"), 303)


@pages.get("/<id>")
def show(id: str) -> ResponseReturnValue:
    """One batch with its roster."""
    return _one(open_desk(), id, {})


def _one(desk: ReviewDesk, id: str, problems: dict[str, str]) -> str:
    batch = batches.batch_of(desk.unit, id)
    order = request.args.get("order", "unit")
    roster = rosters.roster_of(desk, batch, order)
    others = [one for one in batches.open_batches(desk.unit, batch.plan) if one.id != batch.id]
    return render_template(
        "committee/batch.html",
        desk=desk,
        batch=batch,
        plan=_plan_name(batch),
        summarised=_is_summarised(batch),
        roster=roster,
        counts=rosters.counts_of(roster),
        order=order if order in rosters.ORDERS else "unit",
        orders=rosters.ORDERS,
        others=others if batch.state == "open" else [],
        states=batches.STATES,
        tones=batches.TONES,
        statuses={one.application.id: _status(one) for one in roster},
        problems=Typed(problems),
        typed=Typed(request.form),
    )


def _status(one: Candidate) -> str:
    standard = one.plan.standard(one.application.choice["standard"])
    return status_of(standard, one.application) if standard is not None else ""


@pages.post("/<id>")
def change(id: str) -> ResponseReturnValue:
    """Rename, close or reopen a batch, or move one of its applications to another."""
    desk, action = open_desk(), request.form.get("action", "")
    form = request.form
    try:
        if action == "rename":
            said = f"已改名为“{batches.rename(desk, id, form.get('name', '')).name}”。"
        elif action == "close":
            if not form.get("sure"):
                raise BadChoice({"sure": "请先勾选“已核对名单”，再封存"})
            said = f"“{batches.close(desk, id).name}”已封存，名单不再变动。"
        elif action == "reopen":
            said = f"“{batches.reopen(desk, id, form.get('reason', '')).name}”已重新开放。"
        elif action == "move":
            batches.batch_of(desk.unit, id)
            moved = batches.move_to(
                desk, form.get("application", ""), form.get("to", ""), form.get("reason", "")
            )
            to = moved.batch.name if moved.batch is not None else ""
            said = f"“{moved.person.name}”已移到“{to}”。"
        else:
            raise BadChoice({"action": "请选择要做什么"})
    except BadChoice as mistake:
        return _one(
            desk, id, {f"{action}.{key}": text for key, text in mistake.problems.items()}
        ), 422
    except NotWritable as refusal:
        return _one(desk, id, {f"{action}.action": refusal.reason}), 409
    flash(said, "good")
    return redirect(url_for("committee_batches.show", id=id), 303)
