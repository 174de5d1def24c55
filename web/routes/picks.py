"""导入业绩库: choosing records of the archive (安徽手册 图4-18), and taking changed ones again."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from web.audience import APPLICANT, admit_to
from web.pages.paging import paged
from web.pages.pick_changes import build_differences
from web.pages.places import Places
from web.pages.records import build_record, record_part
from web.routes.frame import frame
from web.routes.opening import open_application
from web.routes.searching import read_search
from web.services import picks, refreshing, rows
from web.services.draft import Draft
from web.services.errors import Changed
from web.services.record_search import RecordSearch, year_of

pages = admit_to(
    Blueprint("picks", __name__, url_prefix="/applications/<id>/picks/<list>"), APPLICANT
)
SIZE = 30
MANY = 6
"""With more offers than these, the page lets people look for some of them."""


@pages.get("")
def choose(id: str, list: str) -> ResponseReturnValue:
    """The records that can be picked here; what was picked before is not among them."""
    draft = open_application(id)
    rows.check_list(draft, list)
    offered = picks.offers(draft, list)
    wanted = read_search(RecordSearch)
    found = paged(
        [offer for offer in offered if wanted.matches(offer.record, offer.kind)],
        request.args.get("page", 1, type=int),
        SIZE,
    )
    kinds = [draft.standard.kinds[kind] for kind in _kinds(draft, list)]
    held = draft.material.rows.get(list, ())
    return render_template(
        "applications/picks.html",
        **frame(draft, page=_page(draft, list)),
        name=_name(draft, list),
        offers=[
            (offer, build_record(offer.record, offer.kind, draft.record_statuses))
            for offer in found.entries
        ],
        found=found,
        query=wanted.query,
        wanted=wanted,
        searchable=len(offered) > MANY,
        kinds=kinds,
        years=sorted({year_of(o.record, o.kind) for o in offered} - {""}, reverse=True),
        held=len(held),
        list_id=list,
        back=Places(draft).url(list),
    )


def _kinds(draft: Draft, list: str) -> tuple[str, ...]:
    """The kinds that a list accepts, each once."""
    return tuple(dict.fromkeys(accept.kind for accept in picks.accepts_of(draft, list)))


def _page(draft: Draft, list: str) -> str:
    page = Places(draft).page_of(list)
    return page.id if page else ""


def _name(draft: Draft, list: str) -> str:
    section = draft.standard.section_of.get(list)
    return section.name if section else draft.item(list).name


@pages.post("")
def take(id: str, list: str) -> ResponseReturnValue:
    """Pick the ticked records."""
    draft = open_application(id)
    taken = picks.pick(draft, list, request.form.getlist("record"))
    word = draft.standard.terms.get("pick", "导入")
    if taken:
        flash(f"已{word} {taken} 条。", "good")
    else:
        flash(f"没有选择要{word}的记录。", "warn")
    return redirect(Places(draft).url(list), 303)


@pages.get("/<row>/update")
def compare(id: str, list: str, row: str) -> ResponseReturnValue:
    """What has changed in the archive since a record was picked; nothing changes by looking."""
    return _comparison(open_application(id), list, row)


def _comparison(draft: Draft, list: str, row: str) -> str:
    rows.check_row(draft, list, row)
    found = refreshing.compare(draft, list, row)
    kept = found.row.snapshot
    return render_template(
        "applications/pick_update.html",
        **frame(draft, page=_page(draft, list)),
        name=_name(draft, list),
        list_id=list,
        found=found,
        kept=record_part(
            found.row.record,
            found.kind,
            kept["values"],
            kept["files"],
            kept["status"],
            draft.record_statuses,
        ),
        differences=build_differences(found, draft.record_statuses),
        back=Places(draft).url(f"{list}.{row}"),
    )


@pages.post("/<row>/update")
def refresh(id: str, list: str, row: str) -> ResponseReturnValue:
    """Take the record again as it was shown; what changed meanwhile is shown first."""
    draft = open_application(id)
    try:
        refreshing.refresh(draft, list, row, request.form.get("seen", ""))
    except Changed:
        flash("业绩刚刚又有变化，请核对现在的内容后再更新。", "warn")
        return _comparison(open_application(id), list, row), 409
    flash("已更新为现在的内容。", "good")
    return redirect(Places(draft).url(f"{list}.{row}"), 303)
