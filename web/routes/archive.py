"""个人业绩库, to look at: entering records comes with the accounts."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from engine.packs.model import Kind
from web.audience import APPLICANT, admit_to
from web.context import site
from web.identity import current_person
from web.pages.records import build_record
from web.services.archive import STATUSES, get_record, records_of

pages = admit_to(Blueprint("archive", __name__, url_prefix="/archive"), APPLICANT)


@pages.get("")
def index() -> ResponseReturnValue:
    """All records by kind with their states."""
    kinds = _kinds()
    groups: dict[str, list[object]] = {}
    for record in records_of(current_person()):
        kind = kinds.get(record.kind)
        if kind is not None:
            groups.setdefault(kind.name, []).append(build_record(record, kind))
    return render_template("archive/index.html", groups=groups, statuses=STATUSES)


@pages.get("/<id>")
def show(id: str) -> ResponseReturnValue:
    """One record with its fields and proofs."""
    record = get_record(current_person(), id)
    return render_template(
        "archive/record.html", record=build_record(record, _kinds()[record.kind])
    )


def _kinds() -> dict[str, Kind]:
    """The kinds of record of the person's province; the newest plan's wording wins."""
    kinds: dict[str, Kind] = {}
    province = current_person().province
    for plan in reversed(site().packs.plans()):
        if plan.province != province:
            continue
        for standard in plan.standards:
            kinds |= standard.kinds
    return kinds
