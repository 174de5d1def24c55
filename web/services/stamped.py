"""盖章件: what was printed and stamped on paper, scanned and put beside an application.

The review form is still stamped off line (安徽手册 L805); its scan belongs to the round whose
tables were printed, is no part of what was handed in, and whoever has the application may look at
it.
"""

from __future__ import annotations

from typing import IO

from engine.attachments import slot_faults
from engine.packs.model import Slot
from web.models import FileUse, write
from web.services import events, files
from web.services.draft import Draft
from web.services.errors import BadFile, NotWritable
from web.services.receiving import file_of, read_sent, receive, refuse
from web.storage import FileStore

KEPT = ("submitted", "passed")
"""The states in which the tables of a round are on their way, or have come to their end."""


def stamped_slot(draft: Draft) -> Slot:
    """What may be uploaded."""
    return Slot(
        id="stamped",
        name="盖章扫描件",
        origin=draft.standard.origin,
        required=False,
        types=("pdf", "jpg", "png"),
        max_mb=20,
        max_files=20,
        hint="评审表等打印后由各单位盖章，再扫描上传",
    )


def stamped_of(draft: Draft) -> list[FileUse]:
    """The scans of the round that an application is in, in their order."""
    return files.files_in(_place(draft))


def stamped_file(draft: Draft, id: str) -> FileUse:
    """One of them.

    :raises NotFound: there is none of that id
    """
    return files.file_in(_place(draft), id)


def may_stamp(draft: Draft) -> bool:
    """Whether scans can be put there now: it was handed in and has not come back or ended."""
    return draft.application.state in KEPT


def add_stamped(draft: Draft, name: str, stream: IO[bytes], store: FileStore) -> FileUse:
    """Put a scan to an application.

    :raises TooLarge, BadFile: it is not what is taken, or is there already
    :raises NotWritable: the application is not on its way
    """
    slot = stamped_slot(draft)
    new = receive(name, read_sent(slot, name, stream))
    with write(f"application:{draft.application.id}"):
        _check(draft)
        held = stamped_of(draft)
        refuse(new.name, slot_faults(slot, [file_of(use) for use in held], new.file))
        stored = files.store(store, new.content, new.known, now=draft.now)
        if any(use.content_id == stored.sha256 for use in held):
            raise BadFile(new.name, "已经上传过内容相同的文件")
        use = files.put(draft.person, None, _place(draft), stored, new.name)
        _record(draft, "add-stamped", use)
    return use


def remove_stamped(draft: Draft, id: str) -> str:
    """Take a scan away; its name.

    :raises NotFound: as `stamped_file`
    :raises NotWritable: the application is not on its way
    """
    with write(f"application:{draft.application.id}"):
        _check(draft)
        use = stamped_file(draft, id)
        files.remove(use)
        _record(draft, "remove-stamped", use)
    return str(use.name)


def _check(draft: Draft) -> None:
    stored = type(draft.application).get_by_id(draft.application.id)
    if (stored.state, stored.round) != (draft.application.state, draft.application.round):
        raise NotWritable("申报的状态刚刚改变，请刷新页面后再试。")
    if not may_stamp(draft):
        raise NotWritable("提交申报以后、退回或终止以前，才能上传盖章扫描件。")


def _place(draft: Draft) -> str:
    return f"stamped/{draft.application.id}/{draft.application.round}"


def _record(draft: Draft, action: str, use: FileUse) -> None:
    events.record(
        f"application:{draft.application.id}",
        action,
        actor=draft.actor,
        now=draft.now,
        details={"name": use.name, "sha256": use.content_id, "round": draft.application.round},
    )
