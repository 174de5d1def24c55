"""导入业绩库: choosing records of the archive (安徽手册 图4-18)."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from web.audience import APPLICANT, admit_to
from web.pages.places import Places
from web.pages.records import build_record
from web.routes.frame import frame
from web.routes.opening import open_application
from web.services import picks, rows
from web.services.draft import Draft

pages = admit_to(
    Blueprint("picks", __name__, url_prefix="/applications/<id>/picks/<list>"), APPLICANT
)


@pages.get("")
def choose(id: str, list: str) -> ResponseReturnValue:
    """The records that can be picked here; what was picked before is not among them."""
    draft = open_application(id)
    rows.check_list(draft, list)
    page = Places(draft).page_of(list)
    offered = picks.offers(draft, list)
    return render_template(
        "applications/picks.html",
        **frame(draft, page=page.id if page else ""),
        name=_name(draft, list),
        offers=[(offer, build_record(offer.record, offer.kind)) for offer in offered],
        kinds=sorted({draft.standard.kinds[a.kind].name for a in picks.accepts_of(draft, list)}),
        back=Places(draft).url(list),
    )


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
