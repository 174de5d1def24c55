"""业绩档案·业绩库: its kinds and numbers, lists, single records, the recycle bin."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.audience import APPLICANT, admit_to
from web.models import Record
from web.pages.history import build_history
from web.pages.paging import paged
from web.pages.records import RecordPart, build_record
from web.routes.opening_archive import open_archive
from web.routes.searching import read_search
from web.services import records, recycle, reminding
from web.services.archive import Archive, records_of, statistics
from web.services.duplicates import same_achievements, same_files
from web.services.errors import NotWritable
from web.services.record_search import RecordSearch, find_records, years_of
from web.services.record_states import EDITABLE, STATES
from web.services.units import bound_unit

pages = admit_to(Blueprint("archive", __name__, url_prefix="/archive"), APPLICANT)
SIZE = 20


@pages.get("")
def index() -> ResponseReturnValue:
    """Every kind with its number of records, and the numbers by state."""
    archive = open_archive()
    return render_template(
        "archive/index.html",
        archive=archive,
        numbers=statistics(archive.person, archive.province),
        unit=bound_unit(archive.person),
        deleted=recycle.deleted_number(archive),
        days=recycle.KEPT_DAYS,
    )


@pages.get("/records")
def listing() -> ResponseReturnValue:
    """The records of a kind, or of all, as far as they are looked for."""
    archive = open_archive()
    search = read_search(RecordSearch)
    kind = archive.kind(search.kind) if search.kind else None
    mine = records_of(archive.person)
    found = paged(find_records(archive, search, mine), request.args.get("page", 1, type=int), SIZE)
    return render_template(
        "archive/list.html",
        archive=archive,
        kind=kind,
        search=search,
        found=found,
        query=search.query,
        records=[_part(archive, record) for record in found.entries],
        states=[(state, archive.state_name(state)) for state in STATES],
        years=years_of(archive, mine),
        editable=EDITABLE,
        unit=bound_unit(archive.person),
    )


def _part(archive: Archive, record: Record) -> RecordPart:
    return build_record(record, archive.kind(record.kind), archive.province.record_statuses)


@pages.get("/<id>")
def show(id: str) -> ResponseReturnValue:
    """One record with its answers, proofs, opinion and history."""
    archive = open_archive()
    record = archive.record(id)
    kind, unit = archive.kind(record.kind), bound_unit(archive.person)
    return render_template(
        "archive/record.html",
        archive=archive,
        stored=record,
        record=_part(archive, record),
        faults=records.faults_of(archive, record),
        editable=record.status in EDITABLE,
        submittable=records.may_submit(archive, record, unit),
        unit=unit,
        same=[_part(archive, r) for r in same_achievements(kind, record)],
        files=[(one.name, _part(archive, one.record)) for one in same_files(record)],
        history=build_history(record, archive.province),
    )


@pages.post("/<id>/submit")
def submit(id: str) -> ResponseReturnValue:
    """提交审核: the unit is told at once."""
    archive = open_archive()
    record = records.submit_record(archive, id)
    flash(f"已提交单位审核，状态为“{archive.state_name(record.status)}”。", "good")
    return redirect(url_for("archive.listing", kind=record.kind), 303)


@pages.post("/<id>/remind")
def remind(id: str) -> ResponseReturnValue:
    """催办: the unit is told, once a day."""
    archive = open_archive()
    unit = bound_unit(archive.person)
    if unit is None:
        raise NotWritable("您还没有绑定工作单位。")
    if reminding.remind(archive, id, unit):
        flash(f"已提醒{unit.name}审核。", "good")
    else:
        flash("今天已经提醒过，请明天再提醒。", "warn")
    return redirect(url_for("archive.show", id=id), 303)


@pages.post("/submit")
def submit_all() -> ResponseReturnValue:
    """Submit every draft that is complete."""
    archive = open_archive()
    submitted, left = records.submit_all(archive)
    if submitted:
        flash(f"已提交单位审核 {submitted} 条。", "good")
    if left:
        name = archive.state_name("unreviewed")
        flash(f"还有 {left} 条“{name}”的业绩没有填写完整，请补充后再提交。", "warn")
    return redirect(url_for("archive.listing", state="unreviewed" if left else None), 303)


@pages.get("/<id>/delete")
def confirm_delete(id: str) -> ResponseReturnValue:
    """What deleting means for this record."""
    archive = open_archive()
    record = archive.record(id)
    return render_template(
        "archive/delete.html",
        archive=archive,
        record=_part(archive, record),
        applications=recycle.applications_with(record),
        days=recycle.KEPT_DAYS,
    )


@pages.post("/<id>/delete")
def delete(id: str) -> ResponseReturnValue:
    """Put a record into the recycle bin."""
    archive = open_archive()
    record = recycle.delete_record(archive, id)
    flash(f"已移到回收站，{recycle.KEPT_DAYS} 天内可以恢复。", "good")
    return redirect(url_for("archive.listing", kind=record.kind), 303)


@pages.get("/bin")
def bin() -> ResponseReturnValue:
    """回收站: what was deleted in the last thirty days."""
    archive = open_archive()
    deleted = [r for r in recycle.deleted_records(archive) if r.kind in archive.province.kinds]
    return render_template(
        "archive/bin.html",
        archive=archive,
        records=[(_part(archive, r), r.deleted_at, recycle.days_left(archive, r)) for r in deleted],
        days=recycle.KEPT_DAYS,
    )


@pages.post("/<id>/restore")
def restore(id: str) -> ResponseReturnValue:
    """Take a record out of the recycle bin."""
    record = recycle.restore_record(open_archive(), id)
    flash("已恢复。", "good")
    return redirect(url_for("archive.show", id=record.id), 303)
