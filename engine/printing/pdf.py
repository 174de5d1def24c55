"""From a layout to PDF bytes, in this process; `renderer` does it in others."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from reportlab.lib.units import mm
from xhtml2pdf.config.resources import default_policy, use_policy
from xhtml2pdf.document import pisaStory
from xhtml2pdf.files import cleanFiles
from xhtml2pdf.util import reset_caches
from xhtml2pdf.xhtml2pdf_reportlab import PmlBaseDoc, PmlFrame, PmlPageTemplate

from engine.printing.context import FormContext
from engine.printing.fonts import drawable
from engine.printing.html import page_ids, render_print_html
from engine.printing.page_furniture import FurnitureCanvas
from engine.printing.typesetting import chinese_typesetting
from engine.tables.blocks import paper_size
from engine.tables.layout import GridLayout, Row, TableLayout
from engine.tables.model import Page

Images = Mapping[str, bytes]
"""Photos (JPEG or PNG bytes) by the sha256 that the layout names them by."""

_NO_IMAGES: Images = {}
_CREATOR = "职评 Zhiping"
_STEP = 0.5


class RenderError(Exception):
    """A layout that could not be drawn; the message says why, for staff."""


class TooLong(RenderError):
    """A table that has to stand on one page and does not, even in its smallest type.

    `longest` are the beginnings of its longest cells, the longest first.
    """

    def __init__(self, layout_name: str, pages: int, points: float, longest: Sequence[str]) -> None:
        self.layout_name, self.pages, self.points = layout_name, pages, points
        self.longest = tuple(longest)
        super().__init__(
            f"“{layout_name}”须印在一页上，缩到 {points:g} 磅仍有 {pages} 页；"
            f"请精简内容较长的栏目：{'、'.join(self.longest)}"
        )

    def __reduce__(self) -> tuple[type[TooLong], tuple[str, int, float, tuple[str, ...]]]:
        """Pickled as it is made: workers send it to the process that asked for a file."""
        return TooLong, (self.layout_name, self.pages, self.points, self.longest)


class FormFrame(PmlFrame):  # type: ignore[misc]  # xhtml2pdf carries no types
    """The text area of a page. reportlab copies the frame once for each cell that it measures,
    and a shallow copy does."""

    def __deepcopy__(self, memo: dict[int, Any]) -> FormFrame:
        copied = self.__class__.__new__(self.__class__)
        copied.__dict__.update(self.__dict__)
        return copied


class FormDocument(PmlBaseDoc):  # type: ignore[misc]  # xhtml2pdf carries no types
    """A document that puts the layout's header, footer and code on each page."""

    layout: TableLayout
    papers: dict[str, Page]

    def afterPage(self) -> None:  # reportlab's name
        """Furnish the page that has just been filled."""
        super().afterPage()
        self.canv.furnish(self.layout, self.papers[self.pageTemplate.id], self.page)

    def _makeCanvas(self, filename: Any = None, canvasmaker: Any = None) -> Any:
        return super()._makeCanvas(filename=filename, canvasmaker=FurnitureCanvas)


def render_pdf(layout: TableLayout, images: Images = _NO_IMAGES) -> bytes:
    """The layout as a PDF file; equal layouts give equal bytes.

    One render at a time in a process: give many to a `Renderer`.

    A layout with `least_font_size` is set on one page, half a point smaller as often as it needs.

    :raises TooLong: it has to stand on one page and does not
    :raises RenderError: the page could not be drawn
    :raises FontsMissing: the serif fonts were not set up
    """
    if not layout.least_font_size:
        return _drawn(layout, images)[0]
    pages, size = 0, layout.font_size
    while size >= layout.least_font_size:
        drawn, pages = _drawn(smaller(layout, size), images)
        if pages == 1:
            return drawn
        size -= _STEP
    raise TooLong(layout.name, pages, layout.least_font_size, _longest(layout))


def smaller(layout: TableLayout, size: float) -> TableLayout:
    """The layout in type of `size` points, its least heights lowered as much."""
    scale = size / layout.font_size

    def lower(row: Row) -> Row:
        return tuple(replace(cell, height=cell.height * scale) for cell in row)

    blocks = tuple(
        replace(block, head=tuple(map(lower, block.head)), rows=tuple(map(lower, block.rows)))
        if isinstance(block, GridLayout)
        else block
        for block in layout.blocks
    )
    return replace(layout, font_size=size, blocks=blocks)


def _drawn(layout: TableLayout, images: Images) -> tuple[bytes, int]:
    """The file and its number of pages."""
    html = drawable(render_print_html(layout))
    with chinese_typesetting(), use_policy(default_policy("")):
        try:
            return _build(layout, html, images)
        except Exception as error:
            raise RenderError(f"{layout.name} 无法排版：{error}") from error
        finally:
            cleanFiles()
            reset_caches()


def _longest(layout: TableLayout) -> list[str]:
    """The beginnings of the three longest cells."""
    cells = [
        cell.text.strip()
        for block in layout.blocks
        if isinstance(block, GridLayout)
        for row in block.rows
        for cell in row
        if cell.role == "value"
    ]
    longest = sorted(cells, key=len, reverse=True)[:3]
    return [f"{text[:12]}…（{len(text)} 字）" for text in longest if text]


def _build(layout: TableLayout, html: str, images: Images) -> tuple[bytes, int]:
    context = pisaStory(html, context=FormContext(layout, images), encoding="utf-8")
    out = io.BytesIO()
    papers = {id: page for page, id in page_ids(layout).items()}
    document = FormDocument(
        out,
        pagesize=_points(layout.page),
        title=layout.name,
        subject=layout.subject,
        author=layout.subject,
        creator=_CREATOR,
        keywords=[layout.id, layout.digest],
        lang="zh-CN",
        allowSplitting=1,
        invariant=1,
    )
    document.layout, document.papers = layout, papers
    document.addPageTemplates([_template(id, page) for id, page in papers.items()])
    document.pisaPositioned = context.positioned
    document.build(context.story)
    return out.getvalue(), document.page


def _template(id: str, page: Page) -> PmlPageTemplate:
    width, height = _points(page)
    frame = FormFrame(
        page.left * mm,
        page.bottom * mm,
        width - (page.left + page.right) * mm,
        height - (page.top + page.bottom) * mm,
        id="body",
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
    return PmlPageTemplate(id=id, frames=[frame], pagesize=(width, height))


def _points(page: Page) -> tuple[float, float]:
    width, height = paper_size(page)
    return width * mm, height * mm
