"""Receiving a file, wherever it goes: measured before it is read, opened to see what it is, and
refused with a sentence that says what would be taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import SEEK_END
from typing import IO

from engine.attachments import Attachment, Refused, clean_photo, inspect
from engine.dossier import File
from engine.fields import Fault
from engine.fields.file_check import IMAGES, file_faults
from engine.messages import say
from engine.packs.model import Field, Slot
from web.models import FileUse
from web.services.errors import BadFile, TooLarge
from web.services.files import clean_name

Wordings = Mapping[str, str]
USUAL: Wordings = {}
"""No wording of a province's own."""

MOST_MB = 10.0
"""What a field takes whose type knows no limit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A file that was opened: how it will be called, its bytes, what they are."""

    name: str
    content: bytes
    known: Attachment

    @property
    def file(self) -> File:
        """What checks of files look at."""
        return File(id="", name=self.name, type=self.known.type, bytes=len(self.content))


def read_sent(
    place: Slot | Field, name: str, stream: IO[bytes], wordings: Wordings = USUAL
) -> bytes:
    """The bytes of a file that was sent for a slot or a field.

    The size is looked at first: what is too large stays in the temporary file that it came to.

    :raises TooLarge: the file has more bytes than one file there may have
    """
    size = stream.seek(0, SEEK_END)
    stream.seek(0)
    sent = File(id="", name=clean_name(name), type="", bytes=size)
    faults = file_faults(place.name, sent, (), most_mb(place))
    if faults:
        raise TooLarge(sent.name, _sentence(faults, wordings))
    return stream.read()


def most_mb(place: Slot | Field) -> float:
    """How large one file of a slot or a field may be, in units of 1,048,576 bytes."""
    if isinstance(place, Slot):
        return place.max_mb
    most: float = getattr(place.options, "max_mb", MOST_MB)
    return most


def receive(name: str, content: bytes, wordings: Wordings = USUAL) -> Received:
    """A file opened by its content.

    :raises BadFile: it is none that can be kept
    """
    name = clean_name(name)
    try:
        return Received(name=name, content=content, known=inspect(content))
    except Refused as refusal:
        raise BadFile(name, say(refusal.code, refusal.details, wordings)) from None


def receive_answer(field: Field, name: str, content: bytes, wordings: Wordings = USUAL) -> Received:
    """The file that answers a photo, signature or file field. Photos are written anew, without the
    place and device that a camera noted.

    :raises BadFile: its type or size is not what the field takes
    """
    new = receive(name, content, wordings)
    types = getattr(field.options, "types", IMAGES)
    refuse(new.name, file_faults(field.name, new.file, types, most_mb(field)), wordings)
    if field.type != "photo":
        return new
    try:
        return receive(name, clean_photo(content), wordings)
    except Refused as refusal:
        raise BadFile(new.name, say(refusal.code, refusal.details, wordings)) from None


def refuse(name: str, faults: Sequence[Fault], wordings: Wordings = USUAL) -> None:
    """Refuse a file that has faults.

    :raises BadFile: it has
    """
    if faults:
        raise BadFile(name, _sentence(faults, wordings))


def file_of(use: FileUse) -> File:
    """A stored file as checks of files look at it."""
    return File(id=use.id, name=use.name, type=use.content.type, bytes=use.content.bytes)


def _sentence(faults: Sequence[Fault], wordings: Wordings) -> str:
    return "；".join(say(fault.code, fault.args, wordings) for fault in faults)
