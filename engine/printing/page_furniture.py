"""Headers, footers and the QR code of each page, drawn beside the flow.

共几页 is only known at the end. Each page refers to a form that is filled in when the file is
saved, so that everything is laid out once and not twice.
"""

from __future__ import annotations

from typing import Any

from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from xhtml2pdf.builders.printmarks import MarkedCanvas

from engine.printing.fonts import drawable, runs
from engine.printing.qr import modules
from engine.tables.blocks import paper_size
from engine.tables.layout import CoverLayout, Folio, RunningLayout, TableLayout
from engine.tables.model import Page

_SIZE = 9.0
_FOOT_AT, _HEAD_AT = 10 * mm, 13 * mm
_CODE_AT = 6 * mm
_CODE_FORM = "zhiping-code"


class FurnitureCanvas(MarkedCanvas):  # type: ignore[misc]  # xhtml2pdf carries no types
    """A canvas that fills in the furniture of all pages when it is saved."""

    layout: TableLayout
    _furnished: list[tuple[int, Page]]

    def furnish(self, layout: TableLayout, page: Page, number: int) -> None:
        """Leave room on the current page for its header, footer and code."""
        self.layout = layout
        if number == 1 and layout.blocks and isinstance(layout.blocks[0], CoverLayout):
            return
        if not hasattr(self, "_furnished"):
            self._furnished = []
        self._furnished.append((number, page))
        self.saveState()
        self.doForm(_form_name(number))
        if layout.code:
            width, height = (side * mm for side in paper_size(page))
            size = layout.code_size * mm
            self.translate(width - page.right * mm - size, height - _CODE_AT - size)
            self.doForm(_CODE_FORM)
        self.restoreState()

    def save(self) -> None:
        """Draw the furniture, now that the number of pages is known, and write the file."""
        furnished = getattr(self, "_furnished", [])
        pages = self.getPageNumber() - 1
        for number, page in furnished:
            width, height = (side * mm for side in paper_size(page))
            self.beginForm(_form_name(number), 0, 0, width, height)
            for running, at in (
                (self.layout.header, height - _HEAD_AT),
                (self.layout.footer, _FOOT_AT),
            ):
                if running is not None:
                    _draw_running(self, running, page, at, number, pages, self.layout)
            self.endForm()
        if furnished and self.layout.code:
            _draw_code(self, self.layout.code, self.layout.code_size * mm)
        super().save()


def _form_name(number: int) -> str:
    return f"zhiping-page-{number}"


def _draw_running(
    canvas: Any,
    running: RunningLayout,
    page: Page,
    at: float,
    number: int,
    pages: int,
    layout: TableLayout,
) -> None:
    left = page.left * mm
    right = paper_size(page)[0] * mm - page.right * mm
    beside_code = layout.code_size * mm + 3 * mm if layout.code and at > 50 * mm else 0
    for parts, share in ((running.left, 0.0), (running.center, 0.5), (running.right, 1.0)):
        text = "".join(_said(part, number, pages) for part in parts)
        pieces = runs(drawable(text))
        width = sum(stringWidth(words, face, _SIZE) for face, words in pieces)
        end = right - (beside_code if share == 1 else 0)
        x = left + (end - left - width) * share
        for face, words in pieces:
            canvas.setFont(face, _SIZE)
            canvas.drawString(x, at, words)
            x += stringWidth(words, face, _SIZE)


def _said(part: str | Folio, number: int, pages: int) -> str:
    if isinstance(part, Folio):
        return str(number if part is Folio.PAGE else pages)
    return part


def _draw_code(canvas: Any, text: str, size: float) -> None:
    side, dark = modules(text)
    step = size / side
    canvas.beginForm(_CODE_FORM, 0, 0, size, size)
    for row, column, length in dark:
        canvas.rect(column * step, size - (row + 1) * step, length * step, step, stroke=0, fill=1)
    canvas.endForm()
