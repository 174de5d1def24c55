"""从表格导入: a template per kind, a page of what is wrong, and the good rows taken."""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.packs.model import Kind
from web.audience import APPLICANT, admit_to
from web.pages.records import display
from web.routes.disposition import disposition
from web.routes.opening_archive import open_archive
from web.services.archive import Archive
from web.services.errors import NotWritable
from web.services.import_template import build_template, columns_of
from web.services.importing import CheckedFile, check_file, take_rows
from web.services.spreadsheet import MOST_BYTES, MOST_ROWS, BadSpreadsheet

pages = admit_to(Blueprint("importing", __name__, url_prefix="/archive/import"), APPLICANT)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_NUMBER = 1_048_576
"""The last row that a sheet can have."""
LIMITS = {"rows": MOST_ROWS, "megabytes": MOST_BYTES // 1_048_576}


@pages.get("")
def start() -> ResponseReturnValue:
    """Which kind of record is to be imported."""
    return render_template("archive/import.html", archive=open_archive(), limits=LIMITS)


@pages.get("/<kind>")
def kind(kind: str) -> ResponseReturnValue:
    """The template to download, and where to send it."""
    archive = open_archive()
    return _page(archive, archive.kind(kind))


def _page(
    archive: Archive, kind: Kind, checked: CheckedFile | None = None, problem: str = ""
) -> ResponseReturnValue:
    columns = columns_of(kind)[:4]
    page = render_template(
        "archive/import_kind.html",
        archive=archive,
        kind=kind,
        limits=LIMITS,
        checked=checked,
        problem=problem,
        columns=columns,
        cells={
            row.number: [display(field, row.values.get(field.id)) for field in columns]
            for row in (checked.rows if checked else ())
        },
        good=json.dumps([[row.number, row.values] for row in checked.good]) if checked else "",
    )
    return page, 422 if problem else 200


@pages.get("/<kind>/template.xlsx")
def template(kind: str) -> ResponseReturnValue:
    """The spreadsheet to fill in."""
    found = open_archive().kind(kind)
    answer = Response(build_template(found), mimetype=XLSX)
    answer.headers["Content-Disposition"] = disposition("attachment", f"{found.name}.xlsx")
    return answer


@pages.post("/<kind>")
def check(kind: str) -> ResponseReturnValue:
    """Check every row of the file that was sent; nothing is stored yet."""
    archive = open_archive()
    found = archive.kind(kind)
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return _page(archive, found, problem="请先选择填写好的表格，再点“检查”。")
    try:
        return _page(archive, found, check_file(archive, found, sent.stream.read(MOST_BYTES + 1)))
    except BadSpreadsheet as bad:
        return _page(archive, found, problem=f"“{sent.filename[:80]}”不能导入：{bad}。")


@pages.post("/<kind>/take")
def take(kind: str) -> ResponseReturnValue:
    """Make drafts of the good rows."""
    archive = open_archive()
    found = archive.kind(kind)
    rows = _rows(request.form.get("rows", ""))
    new = take_rows(archive, found, request.form.get("sha256", "")[:64], rows)
    name = archive.state_name("unreviewed")
    if new:
        flash(f"已导入 {new} 条，状态为“{name}”。请逐条上传证明材料后提交单位审核。", "good")
    else:
        flash("这些行以前已经导入过，没有重复导入。", "warn")
    return redirect(url_for("archive.listing", kind=found.id, state="unreviewed"), 303)


def _rows(text: str) -> list[tuple[int, dict[str, Any]]]:
    """The rows that the page kept for taking them."""
    try:
        rows = [(int(number), dict(values.items())) for number, values in json.loads(text)]
        if not all(0 < number <= MOST_NUMBER for number, _ in rows):
            raise ValueError("no row of a sheet")
        return rows
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise NotWritable("要导入的内容不完整，请重新上传表格。") from error
