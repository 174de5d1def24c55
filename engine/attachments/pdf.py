"""PDF files: opened without repair, without a password, and without anything that acts."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from functools import cache

import pikepdf

from engine.attachments.attachment import Attachment, Refused

MAX_PAGES = 500
MAX_OBJECTS = 200_000
MAX_UNPACKED = 64 * 1_048_576
"""Bytes that one packed stream may become: 400 kilobytes can say 400 megabytes of nothing."""

UNSEEN = ("error decoding stream data", "unfilterable stream")
"""What qpdf warns of when it could not look into a stream that holds objects."""

_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_PACKED_OBJECTS = re.compile(rb"/XRef(?![A-Za-z0-9])")
_UNLIMITED = re.compile(
    rb"/LZW(?:Decode)?(?![A-Za-z0-9])"
    # the filter's name stands in another object, which may be packed itself, or behind a comment
    rb"|/Filter[\s\0]*+(?:\[(?:[\s\0]|/[^][\s\0/%]*+)*+)?[0-9%]"
)
"""LZW, for which qpdf has no limit, or a filter of which only qpdf will know what it is."""

ACTIONS: Mapping[str, str] = {
    "/JavaScript": "脚本",
    "/Launch": "启动程序的动作",
    "/SubmitForm": "发送数据的动作",
    "/ImportData": "读取数据的动作",
    "/GoToE": "嵌入文件",
    "/Rendition": "多媒体",
    "/Movie": "多媒体",
    "/Sound": "多媒体",
    "/RichMediaExecute": "多媒体",
}
"""Types of action (`/S`) that do something when a document is opened or clicked."""

ANNOTATIONS: Mapping[str, str] = {
    "/RichMedia": "多媒体",
    "/Screen": "多媒体",
    "/Movie": "多媒体",
    "/Sound": "多媒体",
    "/3D": "多媒体",
    "/FileAttachment": "嵌入文件",
}
"""Subtypes of annotation that carry something else than marks on paper."""

Found = pikepdf.Dictionary | pikepdf.Array


def open_pdf(content: bytes) -> Attachment:
    """The number of pages.

    :raises Refused: damaged, encrypted (a mere restriction too), no or too many pages, active
        parts, objects that may be packed without a limit
    """
    _limit_memory()
    if _may_unpack_endlessly(content):
        raise Refused("pdf-broken")
    try:
        with pikepdf.open(io.BytesIO(content), attempt_recovery=False) as document:
            return _measure(document)
    except pikepdf.PasswordError:
        raise Refused("pdf-encrypted") from None
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, OverflowError,
            RecursionError, NotImplementedError):  # fmt: skip
        # qpdf reports what is malformed as one of these, depending on where it is
        raise Refused("pdf-broken") from None


def _may_unpack_endlessly(content: bytes) -> bool:
    """Whether opening may unpack, without a limit, streams in which objects stand.

    Only a table of references that is a stream itself (PDF 1.5) leads to such objects. LZW is older
    and went out of use with it: what says both is refused, wherever in the file it says so, since
    only a whole reader could tell the dictionaries of streams from texts that look like them.
    """
    plain = _ESCAPED.sub(lambda code: bytes([int(code[1], 16)]), content)
    return bool(_PACKED_OBJECTS.search(plain) and _UNLIMITED.search(plain))


@cache
def _limit_memory() -> None:
    """Limits hold for the whole process and are set before its first document is opened."""
    pikepdf.settings.set_qpdf_limits(
        flate_max_memory=MAX_UNPACKED,
        png_max_memory=MAX_UNPACKED,
        run_length_max_memory=MAX_UNPACKED,
        tiff_max_memory=MAX_UNPACKED,
    )


def _measure(document: pikepdf.Pdf) -> Attachment:
    if document.is_encrypted:
        raise Refused("pdf-encrypted")
    if len(document.objects) > MAX_OBJECTS:
        raise Refused("pdf-broken")
    pages = len(document.pages)
    if not pages:
        raise Refused("pdf-no-pages")
    if pages > MAX_PAGES:
        raise Refused("pdf-too-many-pages", expected=MAX_PAGES, actual=pages)
    for page in document.pages:
        _ = page.mediabox
    active = sorted({what for part in _parts(document) for what in _active(part)})
    if active:
        raise Refused("pdf-active", actual="、".join(active))
    # objects in a stream that could not be unpacked were not looked at: to qpdf they are null
    if any(sign in said for said in map(str, document.get_warnings()) for sign in UNSEEN):
        raise Refused("pdf-broken")
    return Attachment(type="pdf", pages=pages)


def _active(part: pikepdf.Dictionary) -> Iterator[str]:
    """What in one dictionary acts or carries other files."""
    for key, known in (("/S", ACTIONS), ("/Subtype", ANNOTATIONS)):
        name = part.get(key)
        if isinstance(name, pikepdf.Name) and str(name) in known:
            yield known[str(name)]
    if "/JS" in part:
        yield ACTIONS["/JavaScript"]
    if "/EF" in part or "/EmbeddedFiles" in part:
        yield ANNOTATIONS["/FileAttachment"]
    if "/XFA" in part:
        yield "XFA 表单"


def _parts(document: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    """Every dictionary of the document: an action can hide nowhere from a flat walk."""
    for found in document.objects:
        yield from _inside(found)
    yield from _inside(document.trailer)


def _inside(found: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    waiting: list[pikepdf.Object] = [found]
    while waiting:
        part = waiting.pop()
        if isinstance(part, pikepdf.Stream):
            part = part.stream_dict
        if isinstance(part, pikepdf.Dictionary):
            yield part
            waiting += [value for value in part.values() if _is_direct(value)]
        elif isinstance(part, pikepdf.Array):
            waiting += [value for value in part if _is_direct(value)]


def _is_direct(value: object) -> bool:
    """Whether a part stands inside its parent; any other is met in the walk by itself."""
    return isinstance(value, Found) and not value.is_indirect
