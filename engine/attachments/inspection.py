"""One uploaded file, opened once when it comes in."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from engine.attachments.attachment import Attachment, Refused
from engine.attachments.image import open_image
from engine.attachments.office import open_office
from engine.attachments.pdf import open_pdf
from engine.attachments.sniff import sniff

OPENERS: Mapping[str, Callable[[bytes], Attachment]] = {
    "pdf": open_pdf,
    "jpg": open_image,
    "png": open_image,
    "gif": open_image,
    "docx": open_office,
    "xlsx": open_office,
    "ofd": open_office,
    "zip": open_office,
}
"""Who opens the files of a type; Word and Excel of before 2007 are taken by their signature."""


def inspect(content: bytes) -> Attachment:
    """What a file is, from its bytes alone; its name is never looked at.

    Types, sizes and numbers that a slot or field asks for are not judged here.

    :raises Refused: it is empty, of no known type, damaged, encrypted, or does something
    """
    if not content:
        raise Refused("file-empty")
    type_ = sniff(content)
    if not type_:
        raise Refused("file-unknown")
    opener = OPENERS.get(type_)
    return opener(content) if opener else Attachment(type=type_)
