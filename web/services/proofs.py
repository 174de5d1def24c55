"""Proofs of a record: put into its slots, renamed, taken out. `Record.files` keeps their FILE maps.

What an application picked is a snapshot that names files by id, so a file that was picked keeps
existing when it leaves its record.
"""

from __future__ import annotations

from typing import Any

from engine.attachments import slot_faults
from engine.packs.model import Slot
from web.models import FileUse, Record, Row, write
from web.services import files
from web.services.archive import Archive
from web.services.dossier import file_map
from web.services.errors import NotFound
from web.services.receiving import file_of, receive, refuse
from web.services.record_check import applies, good_values
from web.services.records import check_editable, note
from web.storage import FileStore

Json = dict[str, Any]


def find_slot(archive: Archive, record: Record, id: str) -> Slot:
    """A slot that applies to a record that may be changed.

    :raises NotFound: there is none
    :raises NotWritable: the record's state allows no change
    """
    check_editable(archive, record)
    kind = archive.kind(record.kind)
    row = good_values(kind, record.values, archive.today)
    for slot in kind.slots:
        if slot.id == id and applies(slot, row):
            return slot
    raise NotFound("附件项")


def add_proof(
    archive: Archive, record_id: str, slot_id: str, name: str, content: bytes, store: FileStore
) -> Json:
    """Put one file into a slot of a record and return its FILE map.

    :raises BadFile: its type, its size or the number of files is not what the slot takes
    :raises NotFound, NotYours, NotWritable: as `Archive.record`, `find_slot`
    """
    new = receive(name, content)
    with write(archive.subject):
        record = archive.record(record_id)
        slot = find_slot(archive, record, slot_id)
        place = place_of(record.id, slot.id)
        held = [file_of(use) for use in _uses(record.id, slot.id)]
        refuse(new.name, slot_faults(slot, held, new.file))
        stored = files.store(store, new.content, new.known, now=archive.now)
        use = files.put(archive.person, None, place, stored, new.name)
        _keep(archive, record, slot.id, "add-proof", new.name)
    return file_map(use)


def remove_proof(archive: Archive, record_id: str, file_id: str) -> str:
    """Take a file out of its slot; its name.

    :raises NotFound: the record has no such file
    :raises NotYours, NotWritable: as `Archive.record`, `check_editable`
    """
    with write(archive.subject):
        record, use = _own(archive, record_id, file_id)
        slot = use.place.rpartition("/")[2]
        let_go(record.id, [use])
        _keep(archive, record, slot, "remove-proof", use.name)
    return str(use.name)


def rename_proof(archive: Archive, record_id: str, file_id: str, name: str) -> str:
    """Give a file a name after what it shows; its ending stays. The new name.

    :raises BadFile: the name is empty
    :raises NotFound, NotYours, NotWritable: as `remove_proof`
    """
    with write(archive.subject):
        record, use = _own(archive, record_id, file_id)
        new = files.rename(use, name)
        _keep(archive, record, use.place.rpartition("/")[2], "rename-proof", new)
    return new


def let_go(record_id: str, uses: list[FileUse]) -> None:
    """Take files away from a record: those of a record that was ever picked stay to be looked at
    by its owner, since the snapshot of the application names them."""
    picked = Row.select().where(Row.record == record_id).exists()
    for use in uses:
        if picked:
            FileUse.update(place=f"former/{use.place}").where(FileUse.id == use.id).execute()
        else:
            files.remove(use)


def copy_proofs(archive: Archive, source_id: str, target_id: str) -> None:
    """Put the files of one record into the same slots of another that has none yet.

    :raises NotFound, NotYours, NotWritable: as `Archive.record`, `check_editable`
    """
    with write(archive.subject):
        source, target = archive.record(source_id), archive.record(target_id)
        check_editable(archive, target)
        for slot in source.files if not target.files else ():
            for use in _uses(source.id, slot):
                files.put(archive.person, None, place_of(target.id, slot), use.content, use.name)
                _keep(archive, target, slot, "add-proof", use.name)


def uses_of(record_id: str) -> list[FileUse]:
    """Every file that lies in a slot of a record."""
    return list(FileUse.select().where(FileUse.place.startswith(f"record/{record_id}/")))


def place_of(record_id: str, slot: str) -> str:
    """Where the files of a slot of a record are."""
    return f"record/{record_id}/{slot}"


def _own(archive: Archive, record_id: str, file_id: str) -> tuple[Record, FileUse]:
    record = archive.record(record_id)
    check_editable(archive, record)
    use = files.get_file(archive.person, file_id)
    if not use.place.startswith(f"record/{record.id}/"):
        raise NotFound("附件")
    return record, use


def _uses(record_id: str, slot: str) -> list[FileUse]:
    return files.files_in(place_of(record_id, slot))


def _keep(archive: Archive, record: Record, slot: str, action: str, name: str) -> None:
    kept = [file_map(use) for use in _uses(record.id, slot)]
    held = {id: maps for id, maps in record.files.items() if id != slot}
    record.files = {**held, slot: kept} if kept else held
    record.changed_at = archive.now
    record.save()
    note(archive, record, action, {"slot": slot, "name": name})
