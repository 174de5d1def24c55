"""业绩审核: what a unit's operators do with the records of its people."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.audience import OPERATOR, admit_to
from web.context import site
from web.identity import current_account, current_unit
from web.models import FileUse, Record, StoredFile
from web.pages.history import build_history
from web.pages.paging import paged_query
from web.pages.records import RecordPart, build_record
from web.routes.searching import read_search
from web.routes.stored_file import READ, SHOWN, send_stored, viewed_file
from web.services import verification
from web.services.archive import digest_of_record, kind_of
from web.services.dossier import file_map
from web.services.duplicates import same_achievements, same_files
from web.services.duties import check_duty
from web.services.errors import BadChoice, Changed, Decided, NotFound, OpinionNeeded
from web.services.operators import is_own
from web.services.record_states import STATES, TRANSITIONS
from web.services.units import check_active
from web.services.verification import Decision, Desk
from web.services.verification_queue import (
    Queue,
    next_waiting,
    queue_of,
    read_queue,
    waiting_number,
)
from web.way_in import own_address

pages = admit_to(Blueprint("verification", __name__, url_prefix="/verification"), OPERATOR)
SIZE = 20
MOST = 200
"""Records that one batch may hold."""
BATCHES = {"pass": "通过", "return": "退回"}


def _desk() -> Desk:
    unit = current_unit()
    check_active(unit)
    check_duty(current_account(), "review")
    return Desk(
        unit=unit,
        province=site().packs.province(unit.province),
        operator=current_account(),
        now=site().clock.now(),
    )


def _part(desk: Desk, record: Record) -> RecordPart:
    kind = kind_of(desk.province, record.kind)
    return build_record(record, kind, desk.province.record_statuses)


@pages.get("")
def queue() -> ResponseReturnValue:
    """What waits for the unit, or what it decided before; filtered, sorted, in pages."""
    desk, wanted = _desk(), read_search(Queue)
    found = queue_of(desk, wanted)
    page = paged_query(found, request.args.get("page", 1, type=int), SIZE, read_queue)
    return render_template(
        "verification/queue.html",
        desk=desk,
        queue=wanted,
        records=[(_part(desk, r), r.person, digest_of_record(r)) for r in page.entries],
        found=page,
        states=[(s, desk.state_name(s)) for s in STATES if s != "unreviewed"],
        waiting=waiting_number(desk),
        batches=BATCHES,
    )


@pages.get("/<id>")
def review(id: str) -> ResponseReturnValue:
    """One record with proofs, doubts and history, and what can be decided about it."""
    desk = _desk()
    return _review_page(desk, verification.open_record(desk, id))


def _review_page(
    desk: Desk, record: Record, *, opinion: str = "", problem: str = "", status: int = 200
) -> ResponseReturnValue:
    kind, wanted = kind_of(desk.province, record.kind), read_search(Queue)
    page = render_template(
        "verification/review.html",
        desk=desk,
        queue=wanted,
        stored=record,
        record=_part(desk, record),
        seen=digest_of_record(record),
        person=record.person,
        actions=[action for state, action in TRANSITIONS if state == record.status],
        own=is_own(desk.operator, record.person),
        faults=verification.faults_of(desk, record),
        same=[_part(desk, r) for r in same_achievements(kind, record)],
        files=_same_files(desk, record),
        history=build_history(record, desk.province),
        shown=SHOWN,
        opinion=opinion,
        problem=problem,
        waiting=waiting_number(desk),
        back=_back(),
    )
    return page, status


def _back() -> str:
    """The application that somebody came from to verify a record of it (云南手册 L58), or ""."""
    return own_address(request.values.get("back", ""), "")


def _same_files(desk: Desk, record: Record) -> list[tuple[str, str]]:
    """(file, where it is used, too); of other people's records only that they have it."""
    found, elsewhere = [], same_files(record, everyone=True)
    ours = verification.people_of(desk, {one.record.person_id for one in elsewhere})
    for one in elsewhere:
        other = one.record
        if other.person_id == record.person_id:
            found.append((one.name, f"本人的“{_part(desk, other).title}”"))
        else:
            name = other.person.name if other.person_id in ours else "其他单位人员"
            found.append((one.name, f"{name}的业绩"))
    return sorted(set(found))


@pages.post("/<id>")
def decide(id: str) -> ResponseReturnValue:
    """通过, 退回, 不通过, 撤销; then the next one that waits."""
    desk, wanted = _desk(), read_search(Queue)
    decision = Decision(
        record=id,
        action=request.form.get("action", ""),
        opinion=request.form.get("opinion", ""),
        seen=request.form.get("seen", ""),
    )
    try:
        record = verification.decide(desk, decision)
    except OpinionNeeded:
        problem = "请填写审核意见，说明退回、不通过或撤销的原因。"
        return _again(desk, decision, problem, 422)
    except BadChoice as mistake:
        return _again(desk, decision, "；".join(mistake.problems.values()), 422)
    except Changed:
        problem = "本人在您打开此页后修改过这条业绩，下面是现在的内容，请重新审核。"
        return _again(desk, decision, problem, 409)
    except Decided as decided:
        by = f"{decided.by}已将" if decided.by else "本单位已将"
        problem = f"{by}这条业绩审核为“{decided.state}”，您的操作没有执行。"
        return _again(desk, decision, problem, 409)
    title = _part(desk, record).title
    flash(f"“{title}”：{desk.state_name(record.status)}，已通知{record.person.name}。", "good")
    if _back():
        return redirect(_back(), 303)
    following = next_waiting(desk, wanted, id)
    if following:
        return redirect(url_for("verification.review", id=following, **wanted.query), 303)
    return redirect(url_for("verification.queue"), 303)


def _again(desk: Desk, decision: Decision, problem: str, status: int) -> ResponseReturnValue:
    record = verification.open_record(desk, decision.record)
    return _review_page(desk, record, opinion=decision.opinion, problem=problem, status=status)


@pages.post("/batch")
def batch() -> ResponseReturnValue:
    """Several at once: first what was chosen is shown again, then it is decided."""
    desk, action = _desk(), request.form.get("action", "")
    if action not in BATCHES:
        raise NotFound("批量操作")
    chosen = [one.partition(":")[::2] for one in request.form.getlist("record")[:MOST]]
    if not chosen:
        flash("请先勾选要审核的业绩。", "warn")
        return redirect(url_for("verification.queue", **read_search(Queue).query), 303)
    opinion = request.form.get("opinion", "")
    if not request.form.get("confirmed") or (action == "return" and not opinion.strip()):
        return _confirm_page(desk, action, chosen)
    decisions = [Decision(record=id, action=action, opinion=opinion, seen=s) for id, s in chosen]
    try:
        outcome = verification.decide_all(desk, decisions)
    except BadChoice as mistake:
        return _confirm_page(desk, action, chosen, "；".join(mistake.problems.values()))
    if outcome.done:
        flash(f"已{BATCHES[action]} {outcome.done} 条，并通知本人。", "good")
    for title, reason in outcome.refused:
        flash(f"“{title}”没有审核：{reason}。", "warn")
    return redirect(url_for("verification.queue"), 303)


def _confirm_page(
    desk: Desk, action: str, chosen: list[tuple[str, str]], problem: str = ""
) -> ResponseReturnValue:
    records = [(verification.open_record(desk, id), seen) for id, seen in chosen]
    asked = bool(request.form.get("confirmed"))
    unsaid = "请填写审核意见，说明退回的原因。" if asked else ""
    page = render_template(
        "verification/batch.html",
        desk=desk,
        action=action,
        name=BATCHES[action],
        records=[
            (_part(desk, record), record.person, seen, verification.faults_of(desk, record))
            for record, seen in records
        ],
        problem=problem or unsaid,
        opinion=request.form.get("opinion", ""),
    )
    return page, 422 if asked else 200


@pages.get("/<id>/proofs/<file>")
def proof(id: str, file: str) -> ResponseReturnValue:
    """One proof, larger and smaller."""
    desk = _desk()
    record = verification.open_record(desk, id)
    use = _own_file(record, file)
    found = file_map(use)
    return render_template(
        "verification/proof.html",
        record=_part(desk, record),
        file=found,
        viewed=viewed_file(found),
        is_read=found["type"] in READ,
    )


@pages.get("/<id>/proofs/<file>/content")
def content(id: str, file: str) -> ResponseReturnValue:
    """The bytes of a proof: a picture to be shown, anything else to be downloaded."""
    return send_stored(file_map(_own_file(verification.open_record(_desk(), id), file)))


def _own_file(record: Record, id: str) -> FileUse:
    known = {file["id"] for maps in record.files.values() for file in maps}
    use = FileUse.select(FileUse, StoredFile).join(StoredFile).where(FileUse.id == id).first()
    if use is None or id not in known:
        raise NotFound("附件")
    found: FileUse = use
    return found
