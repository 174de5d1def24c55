"""Printed lists of several applications: the roster (一览表), everybody's one-page extract (简表).

One roster has people of one plan and table; what units choose may hold several. Numbers of people
stand in no roster, and are hidden in extracts.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf

from engine.dossier import dossier_from
from engine.packs.model import Plan
from engine.tables.lay_out import lay_out_list, row_of
from engine.tables.layout import TableLayout
from engine.tables.model import Table
from engine.tables.of_plan import tables_of
from engine.tables.rows import plan_names
from web.models import Job, write
from web.services import events
from web.services.draft import Draft
from web.services.errors import DoesNotFit, NotWritable
from web.services.jobs import enqueue
from web.services.masking import masked_draft
from web.services.printing import Printer, find_table, layout_of
from web.services.reviewing import ReviewDesk, open_review
from web.services.table_entries import unit_opinion
from web.storage import FileStore

WHAT: Mapping[str, str] = {"roster": "一览表", "summary": "简表"}
"""What can be printed of several applications."""
AT_ONCE = 50
"""More people are printed by a job."""
MOST = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterRow:
    """One application as a row of a roster; `bundle` is the digest of its plan's bundle."""

    bundle: str
    table: str
    values: Mapping[str, Any]


def open_all(desk: ReviewDesk, ids: Sequence[str]) -> list[Draft]:
    """The applications, as they may be shown.

    :raises NotFound, NotYours: one of them never came to the unit
    :raises NotWritable: these are none, or too many for one file
    """
    if not ids:
        raise NotWritable("没有可以打印的申报，请先勾选。")
    if len(ids) > MOST:
        raise NotWritable(f"一次最多打印 {MOST} 人，请按批次或条件分几次打印。")
    return [masked_draft(open_review(desk, id)) for id in ids]


def roster_row(draft: Draft) -> RosterRow:
    """The application's row, with the unit's opinion where there is one.

    :raises NotWritable: its standard prints no roster
    """
    found = tables_of(draft.plan, draft.standard, "roster")
    if not found:
        raise NotWritable(f"“{draft.plan.name}”没有一览表，请联系组织单位。")
    values = row_of(
        found[0],
        draft.plan,
        dossier_from(draft.data),
        draft.report,
        opinion=unit_opinion(draft),
    )
    return RosterRow(bundle=draft.application.bundle_id, table=found[0].id, values=values)


def roster_layouts(
    desk: ReviewDesk, rows: Sequence[RosterRow], batch: str = ""
) -> list[TableLayout]:
    """The rosters of these rows: one for each plan and table, in the order of first appearance."""
    groups: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for row in rows:
        groups.setdefault((row.bundle, row.table), []).append(row.values)
    layouts = []
    for (bundle, id), people in groups.items():
        plan = desk.packs.pinned(bundle)
        names = {
            **plan_names(plan),
            "unit.name": desk.unit.name,
            "filler.name": desk.operator.name,
            "filler.phone": desk.unit.phone,
            "printed_on": desk.now.date().isoformat(),
            "batch.name": batch,
            "count": len(people),
        }
        layouts.append(lay_out_list(plan.tables[id], people, names))
    return layouts


def draw_summary(draft: Draft, printer: Printer, files: FileStore) -> bytes:
    """The extract of one application on one page.

    :raises NotWritable: its standard prints none
    :raises DoesNotFit: it is too long; says whose it is
    """
    table = _summary(draft.plan, draft)
    try:
        return printer.draw(layout_of(draft, find_table(draft, table.id)), files)
    except DoesNotFit as error:
        name = f"{draft.person.name}的{error.table}"
        raise DoesNotFit(name, error.points, error.longest) from error


def _summary(plan: Plan, draft: Draft) -> Table:
    for table in tables_of(plan, draft.standard, "application"):
        if table.least_font_size:
            return table
    raise NotWritable(f"“{plan.name}”的申报没有简表，请改为打印一览表。")


def has_summary(plan: Plan) -> bool:
    """Whether one of a plan's standards prints extracts. Recognitions (认定) print none: neither
    the manual nor the forms of organisers know one for them (domain.md §4)."""
    return any(
        table.least_font_size
        for standard in plan.standards
        for table in tables_of(plan, standard, "application")
    )


def print_now(
    desk: ReviewDesk,
    ids: Sequence[str],
    what: str,
    printer: Printer,
    files: FileStore,
    batch: str = "",
) -> bytes:
    """The list as one PDF; raises as `open_all`, `roster_row` and `draw_summary`."""
    drafts = open_all(desk, ids)
    if what == "summary":
        made = [draw_summary(draft, printer, files) for draft in drafts]
    else:
        rows = [roster_row(draft) for draft in drafts]
        made = [printer.draw(layout, files) for layout in roster_layouts(desk, rows, batch)]
    with write(f"unit:{desk.unit.id}"):
        _record(desk, what, len(drafts))
    return joined(made)


def order(desk: ReviewDesk, ids: Sequence[str], what: str, batch: str = "") -> Job:
    """The same by a job, for more people than a page can wait for."""
    drafts = open_all(desk, ids)
    items = [{"application": one.application.id, "name": one.person.name} for one in drafts]
    title = f"{batch or desk.unit.name}{WHAT[what]}（{len(items)} 人）"
    with write(f"unit:{desk.unit.id}"):
        job = enqueue(
            "roster",
            title,
            items,
            account=desk.operator,
            unit=desk.unit,
            payload={"what": what, "batch": batch},
            now=desk.now,
        )
        _record(desk, what, len(items))
    return job


def joined(parts: Sequence[bytes]) -> bytes:
    """Several PDFs as one."""
    if len(parts) == 1:
        return parts[0]
    out = io.BytesIO()
    with pikepdf.new() as whole:
        for part in parts:
            with pikepdf.open(io.BytesIO(part)) as document:
                whole.pages.extend(document.pages)
        whole.save(out)
    return out.getvalue()


def _record(desk: ReviewDesk, what: str, count: int) -> None:
    events.record(
        f"unit:{desk.unit.id}",
        "list-printed",
        actor=desk.operator,
        now=desk.now,
        details={"what": WHAT[what], "count": count},
    )
