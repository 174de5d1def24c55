"""A table with everything in its place: final strings, spans and roles, nothing left to look up.

`lay_out` makes it, `render_html` and `render_pdf` draw it. Equal layouts draw equal pages.
Lengths are millimetres, column widths are per cent of the text width.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import ClassVar, Literal

from engine.tables.model import Align, Page, VerticalAlign

PHOTO_WIDTH, PHOTO_HEIGHT = 28.0, 39.0
"""Millimetres of a two-inch photo's place on a form."""

Role = Literal["label", "value", "photo", "title"]


class Folio(Enum):
    """A number that is only known when pages are drawn."""

    PAGE = "page"
    PAGES = "pages"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A paragraph of a cell; `indent` starts it two characters in. Its text is one line of
    input and may take several on paper."""

    text: str
    align: Align | None = None
    indent: bool = False
    bold: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoLayout:
    """A photo: the digest by which its bytes are found, and its size on paper."""

    sha256: str
    width: float = PHOTO_WIDTH
    height: float = PHOTO_HEIGHT


@dataclass(frozen=True, slots=True, kw_only=True)
class CellLayout:
    """One cell. `path` is the answer that it prints, "" for fixed words. A cell that is
    `open_above` or `open_below` has no border there. `code` is what its QR code says, `code_size`
    its side."""

    role: Role
    lines: tuple[Line, ...] = ()
    colspan: int = 1
    rowspan: int = 1
    align: Align = "center"
    valign: VerticalAlign = "middle"
    height: float = 0
    bold: bool = False
    flow: bool = False
    open_above: bool = False
    open_below: bool = False
    path: str = ""
    photo: PhotoLayout | None = None
    code: str = ""
    code_size: float = 0

    @property
    def text(self) -> str:
        """What the cell says, line by line."""
        return "\n".join(line.text for line in self.lines)

    @property
    def is_plain(self) -> bool:
        """Are all its lines set alike, so that line breaks suffice between them?"""
        return not any(line.indent or line.align or line.bold for line in self.lines)


Row = tuple[CellLayout, ...]


def least_height(row: Row) -> float:
    """The height below which the row may not fall: what its cells of one row ask for."""
    return max((cell.height for cell in row if cell.rowspan == 1), default=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class GridLayout:
    """Cells; the `head` rows stand on top of each page that the grid reaches."""

    kind: ClassVar = "grid"
    widths: tuple[float, ...]
    rows: tuple[Row, ...]
    head: tuple[Row, ...] = ()
    keep: bool = False
    ruled: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingLayout:
    """A heading between grids."""

    kind: ClassVar = "heading"
    text: str
    small: bool = False
    align: Align = "left"


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphLayout:
    """Running text outside of grids."""

    kind: ClassVar = "paragraph"
    lines: tuple[Line, ...]
    align: Align = "justify"


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverLineLayout:
    """A line of the cover: its name and what stands on the rule behind it."""

    name: str
    value: str
    path: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverLayout:
    """The title page. `code` is what its QR code says, "" for none."""

    kind: ClassVar = "cover"
    title: str
    subtitle: str
    lines: tuple[CoverLineLayout, ...]
    foot: tuple[str, ...]
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakLayout:
    """What follows starts a page, of the paper `page` where that changes."""

    kind: ClassVar = "break"
    page: Page | None = None


BlockLayout = GridLayout | HeadingLayout | ParagraphLayout | CoverLayout | BreakLayout


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningLayout:
    """A header or footer: words, and page numbers to come."""

    left: tuple[str | Folio, ...]
    center: tuple[str | Folio, ...]
    right: tuple[str | Folio, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableLayout:
    """One table of one application, of many people, or its blank form. `code` is what the QR code
    on every page says, "" for none; `digest` names the answers that were printed, "" for a blank
    form. With `least_font_size` it has to stand on one page, in type of that size at least."""

    id: str
    name: str
    subject: str
    digest: str
    page: Page
    font_size: float
    header: RunningLayout | None
    footer: RunningLayout | None
    code: str
    code_size: float
    blocks: tuple[BlockLayout, ...]
    least_font_size: float = 0

    @property
    def pages(self) -> tuple[Page, ...]:
        """The different papers it is printed on, the first page's first."""
        papers = [self.page]
        for block in self.blocks:
            if isinstance(block, BreakLayout) and block.page and block.page not in papers:
                papers.append(block.page)
        return tuple(papers)

    def pictures(self) -> tuple[str, ...]:
        """The digests of all pictures that it shows."""
        shown: list[PhotoLayout] = []
        for block in self.blocks:
            if isinstance(block, GridLayout):
                for row in (*block.head, *block.rows):
                    shown += [cell.photo for cell in row if cell.photo is not None]
        return tuple(dict.fromkeys(found.sha256 for found in shown))

    def texts(self) -> tuple[str, ...]:
        """Every string that will be drawn, for the search for missing glyphs."""
        found: list[str] = []
        for block in self.blocks:
            if isinstance(block, GridLayout):
                found += [cell.text for row in (*block.head, *block.rows) for cell in row]
            elif isinstance(block, ParagraphLayout):
                found += [line.text for line in block.lines]
            elif isinstance(block, HeadingLayout):
                found.append(block.text)
            elif isinstance(block, CoverLayout):
                found += [block.title, block.subtitle, *block.foot]
                found += [text for line in block.lines for text in (line.name, line.value)]
        for running in (self.header, self.footer):
            if running is not None:
                parts = (*running.left, *running.center, *running.right)
                found += [part for part in parts if isinstance(part, str)]
        return tuple(found)
