"""Word, Excel and OFD files: archives that unpack to something of sensible size, without macros."""

from __future__ import annotations

import io
import zipfile
import zlib

from engine.attachments.attachment import Attachment, Refused
from engine.attachments.sniff import sniff

MAX_UNPACKED = 200 * 1_048_576
MAX_PARTS = 5_000
MACROS = "vbaproject.bin"
ENCRYPTED = 0x1
METHODS = frozenset((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
"""The only methods that office programs write; others ask for gigabytes before they fail."""


def open_office(content: bytes) -> Attachment:
    """An archive that unpacks; there is nothing to measure.

    :raises Refused: damaged, encrypted, unpacking to too much, or with macros
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check(archive)
    except (zipfile.BadZipFile, zlib.error, ValueError, RuntimeError, OSError, EOFError,
            OverflowError):  # fmt: skip
        raise Refused("document-broken") from None
    return Attachment(type=sniff(content))


def _check(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    if not parts or len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED:
        raise Refused("document-broken")
    if any(part.flag_bits & ENCRYPTED or part.compress_type not in METHODS for part in parts):
        raise Refused("document-broken")
    if any(part.filename.lower().endswith(MACROS) for part in parts):
        raise Refused("document-active")
    # the directory's sizes were believed so far; unpacking in pieces stops at what it promised
    if archive.testzip() is not None:
        raise Refused("document-broken")
