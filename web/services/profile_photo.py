"""The photos and files of 个人信息: inspected, written anew, kept beside the account."""

from __future__ import annotations

from datetime import datetime
from typing import IO, Any

from engine.packs.model import Field
from engine.packs.province import Province
from web.models import Account, FileUse, Person, StoredFile, write
from web.services import files
from web.services.dossier import file_map
from web.services.errors import NotFound
from web.services.profile import SavedProfile, save_profile
from web.services.receiving import read_sent, receive_answer
from web.storage import FileStore

FILES = frozenset({"photo", "file"})
"""Types of fields that are answered with a file."""


def file_field(province: Province, path: str) -> Field:
    """The field at `section.field` that takes a file.

    :raises NotFound: the profile has no such field
    """
    section_id, _, id = path.partition(".")
    section = province.section(section_id)
    for field in section.fields if section else ():
        if field.id == id and field.type in FILES:
            return field
    raise NotFound("照片")


def photo_path(province: Province) -> str:
    """The path of the identity photo in 个人信息, "" where a province keeps none."""
    for section in province.profile:
        for field in section.fields:
            if field.type == "photo":
                return f"{section.id}.{field.id}"
    return ""


def put_photo(
    province: Province,
    person: Person,
    path: str,
    name: str,
    stream: IO[bytes],
    store: FileStore,
    *,
    actor: Account | None,
    now: datetime,
) -> SavedProfile:
    """Keep a photo as the answer at `path`, upright and without what the camera noted.

    Its size and type are refused at once; ratio, pixels and background are told on the page.

    :raises NotFound: as `file_field`
    :raises TooLarge, BadFile: it is not what the field takes
    """
    field = file_field(province, path)
    new = receive_answer(field, name, read_sent(field, name, stream))
    stored = files.store(store, new.content, new.known, now=now)
    return _answer(province, person, path, (stored, new.name), actor, now)


def remove_photo(
    province: Province, person: Person, path: str, *, actor: Account | None, now: datetime
) -> SavedProfile:
    """Take the photo at `path` out of 个人信息. Applications keep theirs.

    :raises NotFound: as `file_field`
    """
    file_field(province, path)
    return _answer(province, person, path, None, actor, now)


def _answer(
    province: Province,
    person: Person,
    path: str,
    new: tuple[StoredFile, str] | None,
    actor: Account | None,
    now: datetime,
) -> SavedProfile:
    section, _, id = path.partition(".")
    with write():
        use = files.put(person, None, path, *new) if new else None
        answer: dict[str, Any] = {id: file_map(use) if use else None}
        saved = save_profile(province, person, section, answer, None, actor=actor, now=now)
        FileUse.delete().where(
            FileUse.person == person,
            FileUse.application.is_null(),
            FileUse.place == path,
            FileUse.id != (use.id if use else ""),
        ).execute()
    return saved
