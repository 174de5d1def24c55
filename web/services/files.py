"""Files: checked by content, stored by hash, put in a place of an application or of its own."""

from __future__ import annotations

from datetime import datetime

from peewee import fn

from engine.attachments import Attachment
from web.models import Application, FileUse, Person, StoredFile, write
from web.models.prepared import Stored, by_key
from web.services.errors import BadFile, NotFound, NotYours
from web.storage import FileStore

MAX_NAME = 120
MAX_ENDING = 10

_CONTENT = by_key(StoredFile)
_USES = Stored(FileUse)


def clean_name(name: str) -> str:
    """A file name without folders and control characters, at most 120 characters with its ending.

    :raises BadFile: nothing is left of it
    """
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(c for c in last if c.isprintable()).strip().strip(".")
    if not kept:
        raise BadFile(name or "未命名", "文件名为空")
    stem, dot, ending = kept.rpartition(".")
    if not stem or len(ending) > MAX_ENDING:
        return kept[:MAX_NAME]
    return f"{stem[: MAX_NAME - len(ending) - 1].strip()}{dot}{ending}"


def store(files: FileStore, content: bytes, known: Attachment, *, now: datetime) -> StoredFile:
    """Keep content that was inspected before; the same content is kept once."""
    sha256 = files.save(content)
    kept = _CONTENT.one(sha256)
    if kept is not None:
        return kept
    with write():
        StoredFile.insert(
            sha256=sha256,
            type=known.type,
            bytes=len(content),
            width=known.width or None,
            height=known.height or None,
            pages=known.pages or None,
            background=known.background,
            stored_at=now,
        ).on_conflict_ignore().execute()
    return _CONTENT.get(sha256)


def put(
    person: Person, application: Application | None, place: str, content: StoredFile, name: str
) -> FileUse:
    """Put a stored file at the end of a place of an application, or of the archive (None)."""
    with write():
        last = FileUse.select(fn.MAX(FileUse.position)).where(
            FileUse.person == person, FileUse.application == application, FileUse.place == place
        )
        return _USES.insert(
            person=person,
            application=application,
            place=place,
            position=(last.scalar() or 0) + 1,
            name=clean_name(name),
            content=content,
        )


def get_file(person: Person, id: str) -> FileUse:
    """A file of this person, with its content's facts.

    :raises NotFound: there is none
    :raises NotYours: it is another person's
    """
    use = FileUse.select(FileUse, StoredFile).join(StoredFile).where(FileUse.id == id).first()
    if use is None:
        raise NotFound("附件")
    if use.person_id != person.id:
        raise NotYours
    found: FileUse = use
    return found


def rename(use: FileUse, name: str) -> str:
    """Give a file a name after what it shows (安徽手册 L799); its ending stays. The new name.

    :raises BadFile: the name is empty
    """
    ending = f".{use.name.rpartition('.')[2]}" if "." in use.name else ""
    new = clean_name(name)
    if ending and not new.lower().endswith(ending.lower()):
        new = clean_name(f"{new}{ending}")
    with write():
        FileUse.update(name=new).where(FileUse.id == use.id).execute()
    return new


def remove(use: FileUse) -> None:
    """Take a file out of its place; the content stays, snapshots may show it."""
    with write():
        FileUse.delete().where(FileUse.id == use.id).execute()


def files_at(application: Application, place: str) -> list[FileUse]:
    """The files at a place of an application, in order."""
    query = FileUse.select(FileUse, StoredFile).join(StoredFile)
    query = query.where(FileUse.application == application, FileUse.place == place)
    return list(query.order_by(FileUse.position, FileUse.id))


def files_in(place: str) -> list[FileUse]:
    """The files at a place of its own, which no application has, in order."""
    query = FileUse.select(FileUse, StoredFile).join(StoredFile).where(FileUse.place == place)
    return list(query.order_by(FileUse.position, FileUse.id))


def file_in(place: str, id: str) -> FileUse:
    """One of them.

    :raises NotFound: there is none of that id
    """
    found = next((use for use in files_in(place) if use.id == id), None)
    if found is None:
        raise NotFound("附件")
    return found
