"""A printed table as data: what a `kind: table` pack says once it is compiled.

`compile_table` builds these values, `lay_out` turns one and a dossier into a `TableLayout`.
Lengths are millimetres, column widths are relative weights.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from engine.packs.node import Node
from engine.problems import Position

Align = Literal["left", "center", "right", "justify"]
VerticalAlign = Literal["top", "middle", "bottom"]
Orientation = Literal["portrait", "landscape"]
Paper = Literal["A4", "A3"]
Format = Literal["plain", "day", "month", "dotted_day", "dotted_month", "boxes", "paragraphs"]
Show = Literal["number", "title", "date", "rank", "kind", "item", "summary", "files"]
Source = Literal["section", "item", "category", "categories", "records", "slots", "list"]
CellRole = Literal["label", "text", "field", "photo", "signature", "code"]
Subject = Literal["application", "roster", "vote", "ticket", "reissue"]
Fills = Literal[
    "opinion", "publicity", "exam", "experts", "vote", "result_publicity", "approval", "nothing"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPart:
    """A piece of a text: literal words, or the expression that stood between braces."""

    words: str = ""
    expression: str = ""
    format: Format = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text with `{expression}` in it, and where it stands in its pack."""

    parts: tuple[TextPart, ...]
    position: Position

    @property
    def raw(self) -> str:
        """The text as its author wrote it."""
        return "".join(
            f"{{{part.expression}}}" if part.expression else part.words for part in self.parts
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A sheet: paper, orientation and its margins in millimetres."""

    paper: Paper = "A4"
    orientation: Orientation = "portrait"
    top: float = 25
    right: float = 20
    bottom: float = 20
    left: float = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A header or footer line; `{page}` and `{pages}` in it are 第几页 and 共几页.

    A header or footer is not printed on the cover.
    """

    left: Text
    center: Text
    right: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A QR code on every page: what it says, and its size in millimetres."""

    text: Text
    size: float = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of a grid.

    `path` is the field path of a field or photo cell; `text` what a label or text cell says, or
    the words beside the line of a signature cell, or what the QR code of a code cell holds.
    `height` is the least height; a `flow` cell may be cut at the end of a page. `empty` stands in
    for a missing answer in a filled form. `size` is the side of a code, or the width of the place
    of a photo.
    """

    role: CellRole
    path: str = ""
    text: Text
    format: Format = "plain"
    colspan: int = 1
    rowspan: int = 1
    align: Align = "center"
    valign: VerticalAlign = "middle"
    height: float = 0
    bold: bool = False
    vertical: bool = False
    flow: bool = False
    empty: str | None = None
    size: float = 0
    position: Position


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a repeat: a field of the row, a text, or something every row has (`show`).

    `until` names the field with the end of a period that begins with `path`; when the end is open
    it prints 至今. Neighbours of one `group` have that name above their own.
    """

    name: str
    width: float
    path: str = ""
    until: str = ""
    text: Text | None = None
    show: Show | None = None
    format: Format = "plain"
    align: Align = "center"
    group: str = ""
    position: Position


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverLine:
    """A line of the cover: its name and what stands on the rule behind it."""

    name: str
    value: Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """The title page."""

    title: Text
    subtitle: Text
    lines: tuple[CoverLine, ...]
    foot: tuple[Text, ...]
    code: bool
    position: Position


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading between blocks; `small` is one size below."""

    text: Text
    small: bool = False
    align: Align = "left"
    position: Position


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Running text; `indent` starts each paragraph two characters in."""

    texts: tuple[Text, ...]
    align: Align = "justify"
    indent: bool = True
    numbered: bool = False
    position: Position


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Rows of cells over columns of relative `columns` widths; `keep` does not cut it, and one
    that is not `ruled` has no lines."""

    title: Text | None
    columns: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]
    keep: bool = False
    ruled: bool = True
    position: Position


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """One row for each row of a section, each pick of an item, a category or (`records`) of all
    categories, each file of the slots, or each row of a list of the table's subject.
    `source: categories` draws one such grid per category. `label` is a side cell that spans all
    rows. The title row and the column names stand on every page."""

    source: Source
    of: str
    title: Text | None
    label: Text | None
    columns: tuple[Column, ...]
    min_rows: int = 0
    row_height: float = 8
    empty: str | None = None
    note: Text | None = None
    position: Position


@dataclass(frozen=True, slots=True, kw_only=True)
class LongText:
    """An answer of any length in a box that flows over pages; `height` is its least height."""

    title: Text | None
    path: str
    height: float = 60
    empty: str | None = None
    position: Position


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """An opinion box of one body: its statement, the stamp's place, who signs, and the date.

    Entries given to `lay_out` under its `id` fill it: `text`, `signed_by`, `date`. `fills` says
    what of the review they are, `node` at which node of the workflow it was said.
    """

    id: str
    title: Text
    statement: Text | None
    stamp: str = ""
    signers: tuple[str, ...] = ()
    date: bool = True
    height: float = 60
    fills: Fills = "opinion"
    node: str = ""
    position: Position


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """The box for a vote. `counts` are (id, name); entries under the box's `id` fill them.
    `node` is the node of the workflow that votes."""

    id: str
    title: Text
    counts: tuple[tuple[str, str], ...]
    conclusion: str = ""
    stamp: str = ""
    signers: tuple[str, ...] = ()
    height: float = 60
    node: str = ""
    position: Position


@dataclass(frozen=True, slots=True, kw_only=True)
class PageBreak:
    """The next block starts a page; with `page`, a page of that paper."""

    page: Page | None = None
    position: Position


Block = Cover | Heading | Paragraph | Grid | Repeat | LongText | Opinion | Vote | PageBreak


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of a province (评审表, 一览表 …), complete. Font size is points.

    With `least_font_size` it has to stand on one page: it is set in smaller type down to that
    size, and what does not fit even then is not printed but told.
    """

    id: str
    name: str
    subject: Subject = "application"
    source: str = ""
    version: str = ""
    province: str = ""
    page: Page
    font_size: float = 10.5
    least_font_size: float = 0
    empty: str = ""
    header: Running | None = None
    footer: Running | None = None
    code: Code | None = None
    blocks: tuple[Block, ...]
    origin: Node = field(repr=False, compare=False)
