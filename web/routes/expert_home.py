"""专家的首页和阅读: the queue, one application, its files, what the expert says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.audience import EXPERT, admit_to
from web.context import site
from web.identity import current_account
from web.models import Assignment
from web.pages.entries import build_entry
from web.pages.reviewing import Typed, build_dossier_part
from web.pages.typed import whole_number
from web.routes.stored_file import READ, send_stored, viewed_file
from web.services import expert_reading, recusals, voting
from web.services.committee_node import called, code_of
from web.services.errors import BadChoice, Conflict, NotWritable
from web.services.expert_reading import ADVICE, ExpertDesk, Reading, Said
from web.services.experts import expert_with
from web.services.handed_in import file_in
from web.services.masking import masked_draft
from web.services.meetings import STATES
from web.services.notices import unread

pages = admit_to(Blueprint("expert_home", __name__, url_prefix="/expert"), EXPERT)


def open_expert_desk() -> ExpertDesk:
    """The desk of the expert who is signed in."""
    account = current_account()
    return ExpertDesk(
        expert=expert_with(account), account=account, packs=site().packs, now=site().clock.now()
    )


@pages.get("")
def index() -> ResponseReturnValue:
    """What waits to be read, what was said, the meetings to come."""
    desk = open_expert_desk()
    queue = expert_reading.queue_of(desk)
    done = [one for one in queue if one.state == "submitted"]
    return render_template(
        "experts/home.html",
        desk=desk,
        queue=queue,
        done=len(done),
        names={one.id: called(desk.packs, one.application) for one in queue},
        entries={one.id: build_entry(desk.packs, one.application) for one in queue},
        advice=ADVICE,
        chairs={one.id for one in queue if one.group and one.group.chair_id == desk.expert.id},
        seats=voting.meetings_with(desk.expert),
        meeting_states=STATES,
        notices=unread(desk.account),
    )


@pages.get("/readings/<id>")
def show(id: str) -> ResponseReturnValue:
    """The whole of an application, and what the expert says of it."""
    desk = open_expert_desk()
    return _page(desk, expert_reading.open_reading(desk, id))


def _page(
    desk: ExpertDesk,
    reading: Reading,
    problems: Mapping[str, str] | None = None,
    typed: Said | None = None,
    conflict: Conflict | None = None,
) -> str:
    assignment = reading.assignment
    draft = reading.draft if reading.blind else masked_draft(reading.draft)
    group = expert_reading.group_opinion(assignment) if assignment.group_id else None
    return render_template(
        "experts/read.html",
        desk=desk,
        reading=reading,
        assignment=assignment,
        draft=draft,
        application=draft.application,
        plan=draft.plan,
        entry=build_entry(desk.packs, draft.application),
        name=code_of(draft.application) if reading.blind else draft.person.name,
        dossier=build_dossier_part(draft, _file_url(assignment)),
        typed_marks=Typed(),
        said=typed or Said(
            points=assignment.points, advice=assignment.advice, opinion=assignment.opinion
        ),
        advice=ADVICE,
        grounds=recusals.GROUNDS,
        beside=expert_reading.opinions_beside(desk, assignment),
        group=group,
        is_chair=assignment.group is not None and assignment.group.chair_id == desk.expert.id,
        problems=dict(problems or {}),
        conflict=conflict,
    )  # fmt: skip


def _file_url(assignment: Assignment) -> Any:
    def address(file: Mapping[str, Any]) -> str:
        return url_for("expert_home.file", id=assignment.id, file=file["id"])

    return address


@pages.post("/readings/<id>")
def say(id: str) -> ResponseReturnValue:
    """Save a draft, submit, ask to be recused, or write what the group says."""
    desk, action = open_expert_desk(), request.form.get("action", "save")
    if action == "recuse":
        return _recuse(desk, id)
    if action == "group":
        return _group(desk, id)
    said = Said(
        points=_points(),
        advice=request.form.get("advice", ""),
        opinion=request.form.get("opinion", ""),
    )
    version = request.form.get("version", 0, type=int)
    try:
        if action == "submit":
            expert_reading.submit(desk, id, said, version)
            flash("已提交，不能再改。", "good")
            return redirect(url_for("expert_home.index"), 303)
        expert_reading.save(desk, id, said, version)
    except BadChoice as mistakes:
        reading = expert_reading.open_reading(desk, id)
        return _page(desk, reading, mistakes.problems, said), 422
    except Conflict as both:
        reading = expert_reading.open_reading(desk, id)
        return _page(desk, reading, {}, said, both), 409
    flash("已保存草稿。全部填好后请提交。", "good")
    return redirect(url_for("expert_home.show", id=id), 303)


def _points() -> dict[str, int]:
    """The points that were typed; what is no number is an impossible one, to be told."""
    found = {}
    for key, text in request.form.items():
        if key.startswith("points-") and text.strip():
            number = whole_number(text, digits=5)
            found[key.removeprefix("points-")[:60]] = -1 if number is None else number
    return found


def _recuse(desk: ExpertDesk, id: str) -> ResponseReturnValue:
    reading = expert_reading.open_reading(desk, id)
    try:
        recusals.declare(
            desk.expert,
            reading.assignment.application_id,
            ground=request.form.get("ground", ""),
            reason=request.form.get("reason", ""),
            by="expert",
            actor=desk.account,
            now=desk.now,
        )
    except BadChoice as mistakes:
        problems = {f"recuse.{key}": text for key, text in mistakes.problems.items()}
        return _page(desk, reading, problems), 422
    flash("已申请回避，这份材料不再需要您阅读和表决。", "good")
    return redirect(url_for("expert_home.index"), 303)


def _group(desk: ExpertDesk, id: str) -> ResponseReturnValue:
    try:
        expert_reading.write_group_opinion(
            desk, id, request.form.get("advice", ""), request.form.get("opinion", "")
        )
    except (BadChoice, NotWritable) as mistake:
        problems = (
            {f"group.{key}": text for key, text in mistake.problems.items()}
            if isinstance(mistake, BadChoice)
            else {"group.opinion": mistake.reason}
        )
        reading = expert_reading.open_reading(desk, id)
        return _page(desk, reading, problems), 422
    flash("已保存评议组意见。", "good")
    return redirect(url_for("expert_home.show", id=id), 303)


@pages.get("/readings/<id>/files/<file>")
def file(id: str, file: str) -> ResponseReturnValue:
    """One file, larger and smaller; that it was looked at is recorded."""
    desk = open_expert_desk()
    reading = expert_reading.open_reading(desk, id)
    found = file_in(reading.draft.data, file)
    expert_reading.note_file(desk, reading, found)
    return render_template(
        "reviews/file.html",
        file=found,
        content=url_for("expert_home.content", id=id, file=file),
        back=url_for("expert_home.show", id=id),
        back_name="阅读材料",
        viewed=viewed_file(found),
        is_read=found["type"] in READ,
    )


@pages.get("/readings/<id>/files/<file>/content")
def content(id: str, file: str) -> ResponseReturnValue:
    """The bytes of a file; a download or a window of its own is recorded, too."""
    desk = open_expert_desk()
    reading = expert_reading.open_reading(desk, id)
    found = file_in(reading.draft.data, file)
    if "download" in request.args or "read" in request.args:
        expert_reading.note_file(desk, reading, found)
    return send_stored(found)
