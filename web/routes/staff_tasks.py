"""无人办理的申报: what waits for nobody, and giving it to somebody (转交)."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.audience import STAFF, admit_to
from web.context import site
from web.identity import current_account
from web.pages.paging import paged_query
from web.services import handing_on
from web.services.errors import BadChoice

pages = admit_to(Blueprint("staff_tasks", __name__, url_prefix="/staff/tasks"), STAFF)
SIZE = 50
"""How many tasks a page lists."""


@pages.get("")
def index() -> ResponseReturnValue:
    """The open tasks of the province that no active unit has."""
    packs, province = site().packs, current_account().province
    page = request.args.get("page", 1, type=int)
    found = paged_query(handing_on.unheld_tasks(province), page, SIZE)
    return render_template(
        "staff/tasks.html",
        found=found,
        listed=[
            (task, packs.pinned(task.application.bundle_id), handing_on.node_of(packs, task))
            for task in found.entries
        ],
    )


@pages.get("/<id>")
def show(id: str) -> ResponseReturnValue:
    """One of them, and who could act there."""
    return _one(id, {})


@pages.post("/<id>")
def hand_on(id: str) -> ResponseReturnValue:
    """Give it to the chosen unit."""
    account, sent = current_account(), request.form
    try:
        task = handing_on.hand_on(
            site().packs,
            account.province,
            id,
            sent.get("unit", ""),
            sent.get("reason", ""),
            actor=account,
            now=site().clock.now(),
        )
    except BadChoice as mistakes:
        return _one(id, mistakes.problems), 422
    flash(f"已转交“{task.unit.name if task.unit else ''}”办理。", "good")
    return redirect(url_for("staff_tasks.index"), 303)


def _one(id: str, problems: dict[str, str]) -> str:
    packs, province = site().packs, current_account().province
    task = handing_on.task_of(province, id)
    node = handing_on.node_of(packs, task)
    words = request.values.get("words", "").strip()
    return render_template(
        "staff/task.html",
        task=task,
        plan=packs.pinned(task.application.bundle_id),
        node=node,
        words=words,
        units=[one for one in handing_on.takers(province, node, words) if one.id != task.unit_id],
        chosen=request.form.get("unit", ""),
        reason=request.form.get("reason", ""),
        problems=problems,
    )
