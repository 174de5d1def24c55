"""Rows of a section and picks of an item: added, saved, moved and removed one by one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from engine.forms import accept
from engine.forms.visibility import holds
from engine.packs.model import Field
from web.models import FileUse, Row
from web.models.columns import is_id
from web.services.draft import Draft
from web.services.editing import Json, editing
from web.services.errors import Conflict, NotFound, NotWritable

Direction = Literal["up", "down"]
MAX_ROWS = 500
"""Rows in one list; far above every limit of a standard, so that a script cannot fill the disk."""


def fields_of(draft: Draft, list_id: str) -> tuple[Field, ...]:
    """What is asked in a row of this list: nothing beside the record for an item's picks.

    :raises NotFound: the application has no such list
    """
    section = draft.standard.section_of.get(list_id)
    if section is None:
        draft.item(list_id)
        return ()
    if section.type not in ("rows", "picks") or not draft.shows(section):
        raise NotFound("申报模块")
    return section.fields


def check_list(draft: Draft, list_id: str) -> None:
    """Refuse changes of a list that does not exist here or cannot be written now.

    :raises NotFound, NotWritable, PlanNotOpen, NotPledged: as `Draft.check_writable`
    """
    fields_of(draft, list_id)
    draft.check_writable(list_id)
    section = draft.standard.section_of.get(list_id)
    if section is not None and section.fixed:
        raise NotWritable(f"“{section.name}”来自个人信息，不能在申报中修改。")


def check_row(draft: Draft, list_id: str, row_id: str) -> None:
    """Refuse changes of one row, or of the list by a row that it does not have yet.

    :raises NotFound, NotWritable, PlanNotOpen, NotPledged: as `check_list`; a return may have
        opened other rows only
    """
    check_list(draft, list_id)
    known = any(row.id == row_id for row in draft.material.rows.get(list_id, ()))
    draft.check_allowed(f"{list_id}.{row_id}" if known else list_id)


def get_row(draft: Draft, list_id: str, row_id: str) -> Row:
    """A row of this application.

    :raises NotFound: there is none
    """
    for row in draft.material.rows.get(list_id, ()):
        if row.id == row_id:
            return row
    raise NotFound("这一条内容")


def save_row(draft: Draft, list_id: str, row_id: str, asked: Json, version: int) -> int:
    """Save a row, version 0 for a new one whose id the form was given. The new version.

    A new row that is sent twice is stored once. Faults do not stop the save.

    :raises Conflict: the row was saved since `version`
    """
    check_row(draft, list_id, row_id)
    fields = fields_of(draft, list_id)
    rows = draft.material.rows.get(list_id, [])
    row = next((row for row in rows if row.id == row_id), None)
    if row is None and (version or not _may_begin(draft, list_id, row_id)):
        raise NotFound("这一条内容")
    before = dict(row.values) if row else {}
    values = _masked(draft, fields, before, asked)
    if row is not None:
        if row.version != version:
            if row.values == values:
                return int(row.version)
            raise Conflict(f"{list_id}.{row_id}", asked, row.values, row.version)
        return _update(draft, row, values, asked)
    if len(rows) >= MAX_ROWS:
        raise NotWritable(f"一个模块最多保存 {MAX_ROWS} 条。")
    with editing(draft, "add-row", list=list_id, row=row_id):
        sent_before = Row.get_or_none(Row.id == row_id)
        if sent_before is not None:
            return _sent_again(draft, list_id, sent_before, values, asked)
        Row.create(
            id=row_id,
            application=draft.application.id,
            list=list_id,
            position=rows[-1].position + 1 if rows else 1,
            values=values,
        )
    return 1


def _may_begin(draft: Draft, list_id: str, row_id: str) -> bool:
    """Whether a row may begin by being typed: picks begin in the archive, and ids are ours."""
    section = draft.standard.section_of.get(list_id)
    return section is not None and section.type == "rows" and is_id(row_id)


def _sent_again(draft: Draft, list_id: str, row: Row, values: Json, asked: Json) -> int:
    """The version of a new row that another request stored a moment before this one.

    :raises NotFound: the id is that of a row elsewhere
    :raises Conflict: the other request stored something else
    """
    if (row.application_id, row.list) != (draft.application.id, list_id):
        raise NotFound("这一条内容")
    if row.values != values:
        raise Conflict(f"{list_id}.{row.id}", asked, row.values, row.version)
    return int(row.version)


def _masked(draft: Draft, fields: tuple[Field, ...], before: Json, asked: Json) -> Json:
    """The stored answers with those of `asked` that may be written, as for a section."""
    writable = [field for field in fields if not field.readonly]
    values, _ = accept(
        writable, asked, before, lambda row: lambda field: holds(field.when, draft.values, row)
    )
    return values


def _update(draft: Draft, row: Row, values: Json, asked: Json) -> int:
    with editing(draft, "save-row", list=row.list, row=row.id, fields=sorted(asked)):
        changed = (
            Row.update(values=values, version=row.version + 1)
            .where(Row.id == row.id, Row.version == row.version)
            .execute()
        )
        if not changed:
            now = Row.get_by_id(row.id)
            raise Conflict(f"{row.list}.{row.id}", asked, now.values, now.version)
    return int(row.version) + 1


def remove_row(draft: Draft, list_id: str, row_id: str) -> None:
    """Take a row with its files, or a pick, out of the application; the archive keeps its record.

    A row that is gone already is fine: the button may be pressed twice.
    """
    check_list(draft, list_id)
    draft.check_allowed(f"{list_id}.{row_id}")
    with editing(draft, "remove-row", list=list_id, row=row_id):
        FileUse.delete().where(
            FileUse.application == draft.application.id, FileUse.place.startswith(f"{row_id}/")
        ).execute()
        Row.delete().where(
            Row.id == row_id, Row.application == draft.application.id, Row.list == list_id
        ).execute()


def move_row(draft: Draft, list_id: str, row_id: str, direction: Direction) -> None:
    """Move a row one place up or down; at the end of the list it stays.

    :raises NotFound: there is no such row
    """
    check_list(draft, list_id)
    draft.check_allowed(list_id)
    get_row(draft, list_id, row_id)
    order = [row.id for row in draft.material.rows[list_id]]
    here = order.index(row_id)
    there = here - 1 if direction == "up" else here + 1
    if not 0 <= there < len(order):
        return
    order[here], order[there] = order[there], order[here]
    with editing(draft, "move-row", list=list_id, row=row_id, to=there + 1):
        _place(order)


def order_rows(draft: Draft, list_id: str, ids: Sequence[str]) -> None:
    """Put the rows of a list into an order, as after dragging one of them.

    :raises NotWritable: they are not the rows of the list; as `check_list`
    """
    check_list(draft, list_id)
    draft.check_allowed(list_id)
    rows = draft.material.rows.get(list_id, ())
    if sorted(ids) != sorted(row.id for row in rows):
        raise NotWritable("列表已有变化，请刷新页面后再调整顺序。")
    with editing(draft, "move-row", list=list_id, order=list(ids)):
        _place(ids)


def _place(order: Sequence[str]) -> None:
    for position, id in enumerate(order, 1):
        Row.update(position=position).where(Row.id == id).execute()
