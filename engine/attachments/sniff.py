"""The type of a file by its content. It only chooses who opens it: they have the last word."""

from __future__ import annotations

import io
import zipfile

_STARTS = (
    (b"\xff\xd8\xff", "jpg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_PDF_WITHIN = 1024  # some scanners write a few bytes before the header


def sniff(content: bytes) -> str:
    """pdf, jpg, png, gif, docx, xlsx, ofd, zip, doc or xls; "" for anything else."""
    for start, type_ in _STARTS:
        if content.startswith(start):
            return type_
    if b"%PDF-" in content[:_PDF_WITHIN]:
        return "pdf"
    if content.startswith(_ZIP):
        return _packed(content)
    if content.startswith(_OLE):
        return _compound(content)
    return ""


def _packed(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return "zip"
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    return "ofd" if "OFD.xml" in names else "zip"


def _compound(content: bytes) -> str:
    """Word and Excel files of before 2007, by the name of their main stream."""
    if "WordDocument".encode("utf-16-le") in content:
        return "doc"
    return "xls" if "Workbook".encode("utf-16-le") in content else ""
