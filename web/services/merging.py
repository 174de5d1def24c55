"""Many PDFs and pictures as one PDF: in order, with bookmarks, every page numbered in one row.

Nothing is held in memory whole: parts are files, pages are copied by reference and written once
(measured in experiments/pdf.md §5: 117 pages in 0.2 s, stamped in 0.35 s).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
from PIL import Image, ImageOps
from reportlab import rl_config
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from engine.printing.fonts import REGULAR, drawable, register_fonts, runs

MARGIN = 36.0
"""Points of white around a picture on its page; the stamp stands in it."""

STAMP_SIZE = 8.0
STAMP_BASE = 14.0
MOST_PIXELS = 12_000_000
"""Larger pictures are made smaller: an A4 page of 300 points to the inch has nine million."""

Stamp = Callable[[int, int], str]
"""What stands at the foot of a page, by its number and how many there are."""


class Unreadable(Exception):
    """A file that cannot be put into a merged PDF."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a merged PDF: a PDF file, its bookmark, and the bookmark that this is below."""

    name: str
    path: Path
    group: str = ""


def count_pages(path: Path) -> int:
    """How many pages a PDF file has.

    :raises Unreadable: it cannot be opened without a password, or at all
    """
    try:
        with pikepdf.open(path) as document:
            return len(document.pages)
    except pikepdf.PdfError as error:
        raise Unreadable(str(error)) from error


def picture_page(picture: Path, target: Path) -> None:
    """Put a picture on a page of A4, upright or across as it is shaped, as large as it fits.

    :raises Unreadable: it is no picture that can be drawn
    """
    try:
        with Image.open(picture) as image:
            drawn = _upright(image, picture, target)
            width, height = _size(drawn)
    except (OSError, ValueError, Image.DecompressionBombError) as error:
        raise Unreadable(str(error)) from error
    page = landscape(A4) if width > height else A4
    room = (page[0] - 2 * MARGIN, page[1] - 2 * MARGIN)
    scale = min(room[0] / width, room[1] / height)
    size = (width * scale, height * scale)
    rl_config.useA85 = 0  # bytes as they are: texts of them take a quarter more, and a second each
    canvas = Canvas(str(target), pagesize=page, pageCompression=1)
    canvas.drawImage(
        str(drawn),
        (page[0] - size[0]) / 2,
        (page[1] - size[1]) / 2,
        *size,
        mask="auto",
    )
    canvas.showPage()
    canvas.save()


def _size(path: Path) -> tuple[int, int]:
    with Image.open(path) as image:
        return image.size


def _upright(image: Image.Image, path: Path, target: Path) -> Path:
    """The picture's file as it can be drawn: turned as its camera says, not too large."""
    is_turned = image.getexif().get(0x0112, 1) != 1
    pixels = image.width * image.height
    if image.format in ("JPEG", "PNG") and not is_turned and pixels <= MOST_PIXELS:
        return path
    image.draft("RGB", (4000, 4000))
    upright = ImageOps.exif_transpose(image).convert("RGB")
    if pixels > MOST_PIXELS:
        share = (MOST_PIXELS / pixels) ** 0.5
        upright.thumbnail((int(image.width * share) + 1, int(image.height * share) + 1))
    made = target.with_suffix(".jpg")
    upright.save(made, quality=88)
    return made


def merge(parts: Sequence[Part], target: Path, stamp: Stamp, *, title: str) -> int:
    """Write all pages of the parts into one PDF and number them; how many pages it has.

    Comments, form fields and signatures of a part become a part of its page: what was seen is what
    is printed, and nothing in the merged file acts.

    :raises Unreadable: a part cannot be opened
    """
    with ExitStack() as stack:
        merged = stack.enter_context(pikepdf.new())
        starts = []
        for part in parts:
            starts.append(len(merged.pages))
            merged.pages.extend(_opened(stack, part).pages)
        for page in merged.pages:
            for key in ("/AA", "/Annots"):
                if key in page.obj:
                    del page.obj[key]
        _put_bookmarks(merged, parts, starts)
        overlay = target.with_suffix(".stamp.pdf")
        _draw_stamps(merged, overlay, stamp)
        stamps = stack.enter_context(pikepdf.open(overlay))
        for page, over in zip(merged.pages, stamps.pages, strict=True):
            page.add_overlay(over, None)
        with merged.open_metadata(set_pikepdf_as_editor=False) as metadata:
            metadata["dc:title"] = title
        merged.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        count = len(merged.pages)
    overlay.unlink(missing_ok=True)
    return count


def _opened(stack: ExitStack, part: Part) -> pikepdf.Pdf:
    try:
        document = stack.enter_context(pikepdf.open(part.path))
        document.flatten_annotations("all")
    except (pikepdf.PdfError, RuntimeError) as error:
        raise Unreadable(f"{part.name}: {error}") from error
    return document


def _put_bookmarks(merged: pikepdf.Pdf, parts: Sequence[Part], starts: Sequence[int]) -> None:
    groups: dict[str, Any] = {}
    with merged.open_outline() as outline:
        for part, start in zip(parts, starts, strict=True):
            item = pikepdf.OutlineItem(part.name, start)
            if not part.group:
                outline.root.append(item)
                continue
            if part.group not in groups:
                groups[part.group] = pikepdf.OutlineItem(part.group, start)
                outline.root.append(groups[part.group])
            groups[part.group].children.append(item)


def _draw_stamps(merged: pikepdf.Pdf, path: Path, stamp: Stamp) -> None:
    """Draw what stands at the foot of each page, on pages as large as they are seen."""
    register_fonts()
    canvas = Canvas(str(path), pageCompression=1)
    total = len(merged.pages)
    for number, page in enumerate(merged.pages, start=1):
        width, height = seen_size(page)
        canvas.setPageSize((width, height))
        draw_foot(canvas, drawable(stamp(number, total)), width)
        canvas.showPage()
    canvas.save()


def seen_size(page: pikepdf.Page) -> tuple[float, float]:
    """Width and height of a page as a reader shows it, in points."""
    left, bottom, right, top = (float(one) for one in page.trimbox)
    width, height = abs(right - left), abs(top - bottom)
    turned = int(page.obj.get("/Rotate", 0)) % 180 == 90
    return (height, width) if turned else (width, height)


def draw_foot(canvas: Canvas, text: str, width: float) -> None:
    """Draw a line of text in the middle of the foot, on white, so that it is read on scans."""
    pieces = runs(text, REGULAR)
    long = sum(canvas.stringWidth(words, face, STAMP_SIZE) for face, words in pieces)
    size = min(STAMP_SIZE, STAMP_SIZE * (width - 12) / long) if long else STAMP_SIZE
    long *= size / STAMP_SIZE
    at = (width - long) / 2
    canvas.setFillGray(1)
    canvas.rect(at - 4, STAMP_BASE - 3, long + 8, size + 4, stroke=0, fill=1)
    canvas.setFillGray(0.2)
    for face, words in pieces:
        canvas.setFont(face, size)
        canvas.drawString(at, STAMP_BASE, words)
        at += canvas.stringWidth(words, face, size)
