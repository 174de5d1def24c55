"""Taking uploads into an application: where they may go, and whether they may."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.attachments import slot_faults
from engine.packs.model import Field, Section, Slot
from web.models import FileUse
from web.services import files
from web.services.dossier import file_map
from web.services.draft import Draft
from web.services.editing import editing
from web.services.errors import NotFound, NotWritable
from web.services.receiving import Received, file_of, receive, receive_answer, refuse
from web.services.rows import Direction, check_list, get_row
from web.storage import FileStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A slot that takes files: of a section, or of a row. `anchor` is its path in findings."""

    slot: Slot
    place: str
    anchor: str


def find_target(draft: Draft, place: str) -> Target:
    """The slot at `slot-id` or `row-id/slot-id`, if it applies and may be written now.

    :raises NotFound: there is no such slot, or it does not apply
    :raises NotWritable, PlanNotOpen, NotPledged: as `Draft.check_writable`
    """
    draft.check_open()
    row_id, _, slot_id = place.rpartition("/")
    for section in draft.standard.sections:
        slot = next((slot for slot in section.slots if slot.id == slot_id), None)
        if slot is None or not draft.shows(section) or (section.type == "rows") != bool(row_id):
            continue
        draft.check_writable(section.id)
        draft.check_place(place)
        if row_id:
            return _row_target(draft, section, slot, row_id)
        if draft.shows(slot):
            return Target(slot=slot, place=place, anchor=slot.id)
    raise NotFound("附件项")


def slot_of(draft: Draft, id: str) -> Slot:
    """A slot of a section that applies, whether or not anything may be uploaded to it now.

    :raises NotFound: there is none
    """
    for section in draft.standard.sections:
        for slot in section.slots if draft.shows(section) else ():
            if slot.id == id:
                return slot
    raise NotFound("附件项")


def _row_target(draft: Draft, section: Section, slot: Slot, row_id: str) -> Target:
    check_list(draft, section.id)
    get_row(draft, section.id, row_id)
    data = next(row for row in draft.data["rows"][section.id] if row["id"] == row_id)
    if not draft.shows(slot, data):
        raise NotFound("附件项")
    return Target(
        slot=slot,
        place=f"{row_id}/{slot.id}",
        anchor=f"{section.id}.{row_id}.{slot.id}",
    )


def upload(
    draft: Draft, target: Target, name: str, content: bytes, store: FileStore
) -> dict[str, Any]:
    """Put one file into a slot and return its FILE map.

    :raises BadFile: its type, its size or the number of files is not what the slot takes
    """
    new = receive(name, content, draft.standard.messages)
    with editing(draft, "upload", place=target.place, name=new.name):
        held = [file_of(use) for use in files.files_at(draft.application, target.place)]
        refuse(new.name, slot_faults(target.slot, held, new.file), draft.standard.messages)
        return _keep(draft, target.place, new, store)


def upload_answer(
    draft: Draft, field: Field, place: str, name: str, content: bytes, store: FileStore
) -> dict[str, Any]:
    """Store the file of a photo, signature or file field and return its FILE map.

    Whether a photo has the right shape is judged by the check: the draft may keep a wrong one.

    :raises BadFile: its type or size is not what the field takes
    """
    draft.check_place(place)
    new = receive_answer(field, name, content, draft.standard.messages)
    with editing(draft, "upload", place=place, name=new.name):
        return _keep(draft, place, new, store)


def _keep(draft: Draft, place: str, new: Received, store: FileStore) -> dict[str, Any]:
    stored = files.store(store, new.content, new.known, now=draft.now)
    return file_map(files.put(draft.person, draft.application, place, stored, new.name))


def own_file(draft: Draft, id: str) -> FileUse:
    """A file that was uploaded to this application and may be changed now.

    :raises NotFound: there is none
    :raises NotWritable, PlanNotOpen, NotPledged: as `Draft.check_writable`
    """
    draft.check_open()
    use = files.get_file(draft.person, id)
    if use.application_id != draft.application.id:
        raise NotFound("附件")
    draft.check_writable(_part_of(draft, use.place))
    draft.check_place(use.place)
    return use


def _part_of(draft: Draft, place: str) -> str:
    """The section or slot that a place of a file belongs to."""
    row_id, _, slot = place.rpartition("/")
    lists = draft.material.rows.items() if row_id else ()
    owner = next((id for id, rows in lists if any(row.id == row_id for row in rows)), "")
    return owner or slot.partition(".")[0]


def remove(draft: Draft, use: FileUse) -> None:
    """Take a file out of its slot.

    :raises NotWritable: it is the answer of a question, and is removed there
    """
    _check_in_slot(use)
    with editing(draft, "remove-file", place=use.place, name=use.name):
        files.remove(use)


def rename(draft: Draft, use: FileUse, name: str) -> str:
    """Give a file a name after what it shows (安徽手册 L799); its ending stays. The new name.

    :raises BadFile: the name is empty
    :raises NotWritable: it is the answer of a question
    """
    _check_in_slot(use)
    with editing(draft, "rename-file", place=use.place, old=use.name, new=name):
        return files.rename(use, name)


def move(draft: Draft, use: FileUse, direction: Direction) -> None:
    """Move a file one place up or down in its slot; at the end it stays.

    :raises NotWritable: it is the answer of a question
    """
    _check_in_slot(use)
    order = [one.id for one in files.files_at(draft.application, use.place)]
    here = order.index(use.id) if use.id in order else -1
    there = here - 1 if direction == "up" else here + 1
    if here < 0 or not 0 <= there < len(order):
        return
    order[here], order[there] = order[there], order[here]
    with editing(draft, "move-file", place=use.place, name=use.name, to=direction):
        for position, id in enumerate(order, 1):
            FileUse.update(position=position).where(FileUse.id == id).execute()


def _check_in_slot(use: FileUse) -> None:
    if "." in use.place:
        raise NotWritable("请在填写此项的页面修改。")


def forget_others(draft: Draft, place: str, keep: Mapping[str, Any] | None) -> None:
    """Leave only the file that answers the question at `place`, or none."""
    kept = keep["id"] if keep else ""
    others = (
        (FileUse.application == draft.application.id)
        & (FileUse.place == place)
        & (FileUse.id != kept)
    )
    if not FileUse.select().where(others).exists():
        return
    with editing(draft, "remove-file", place=place):
        FileUse.delete().where(others).execute()
