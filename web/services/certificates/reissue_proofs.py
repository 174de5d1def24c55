"""佐证材料 of a request for a new certificate: its one slot of files."""

from __future__ import annotations

from datetime import datetime
from typing import IO

from engine.attachments import slot_faults
from engine.packs.model import Slot
from engine.packs.province import Province
from web.models import Account, FileUse, Person, Reissue, write
from web.services import events, files
from web.services.errors import BadFile, NotWritable
from web.services.receiving import file_of, read_sent, receive, refuse
from web.storage import FileStore

TYPES = ("pdf", "jpg", "png")


def proof_slot(province: Province) -> Slot:
    """What may be uploaded as proof."""
    return Slot(
        id="proof",
        name="佐证材料",
        origin=province.origin,
        required=True,
        types=TYPES,
        max_mb=10,
        max_files=10,
        hint="原证书、更正依据等",
    )


def proofs_of(reissue: Reissue) -> list[FileUse]:
    """The files of a request, in their order."""
    return files.files_in(_place(reissue))


def add_proof(
    province: Province,
    person: Person,
    reissue: Reissue,
    name: str,
    stream: IO[bytes],
    store: FileStore,
    *,
    actor: Account,
    now: datetime,
) -> FileUse:
    """Put a file to a request that may be changed.

    :raises TooLarge, BadFile: it is not what is taken
    :raises NotWritable: the request is being reviewed, or was decided
    """
    slot = proof_slot(province)
    new = receive(name, read_sent(slot, name, stream))
    with write(f"person:{person.id}", f"reissue:{reissue.id}"):
        current = Reissue.get_by_id(reissue.id)
        if current.state not in ("editing", "returned"):
            raise NotWritable("补换证申请正在审核或已经办结，不能再上传。")
        held = proofs_of(current)
        refuse(new.name, slot_faults(slot, [file_of(use) for use in held], new.file))
        stored = files.store(store, new.content, new.known, now=now)
        if any(use.content_id == stored.sha256 for use in held):
            raise BadFile(new.name, "已经上传过内容相同的文件")
        use = files.put(person, None, _place(reissue), stored, new.name)
        events.record(
            f"reissue:{reissue.id}",
            "add-proof",
            actor=actor,
            now=now,
            details={"name": new.name, "sha256": stored.sha256},
        )
    return use


def remove_proof(
    person: Person, reissue: Reissue, file_id: str, *, actor: Account, now: datetime
) -> str:
    """Take a file out of a request that may be changed; its name.

    :raises NotFound: it has no such file
    :raises NotWritable: as `add_proof`
    """
    with write(f"person:{person.id}", f"reissue:{reissue.id}"):
        current = Reissue.get_by_id(reissue.id)
        if current.state not in ("editing", "returned"):
            raise NotWritable("补换证申请正在审核或已经办结，不能再移除附件。")
        use = proof_of(current, file_id)
        files.remove(use)
        events.record(
            f"reissue:{reissue.id}",
            "remove-proof",
            actor=actor,
            now=now,
            details={"name": use.name},
        )
    return str(use.name)


def proof_of(reissue: Reissue, file_id: str) -> FileUse:
    """A file of a request.

    :raises NotFound: it has no such file
    """
    return files.file_in(_place(reissue), file_id)


def _place(reissue: Reissue) -> str:
    return f"reissue/{reissue.id}"
