"""A grid of a layout as the table that xhtml2pdf's document builder sets and splits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from reportlab.lib.colors import black
from reportlab.lib.units import mm
from reportlab.platypus.flowables import Flowable
from reportlab.platypus.tables import TableStyle
from xhtml2pdf.xhtml2pdf_reportlab import PmlFlowingCell, PmlImage, _CellPart

from engine.printing.cell_text import CellText
from engine.printing.qr import modules
from engine.printing.table import LINE_WIDTH, FormTable
from engine.tables.layout import CellLayout, GridLayout, Row, least_height

_PADDINGS = (("LEFTPADDING", 3), ("RIGHTPADDING", 3), ("TOPPADDING", 4), ("BOTTOMPADDING", 1))
"""Points; the ascent of the face stands one and a half above the ink of Chinese characters."""

Place = tuple[int, int]
"""A column and a row, counted from 0."""


class WholeCell(_CellPart):  # type: ignore[misc]  # xhtml2pdf carries no types
    """A cell at its natural height: never shrunk, moved on whole if any page can hold it."""


class CodeCell(Flowable):  # type: ignore[misc]  # reportlab carries no types
    """A QR code in a cell, its modules as rectangles."""

    def __init__(self, text: str, size: float) -> None:
        super().__init__()
        self._text, self._size = text, size

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As wide as the cell, so that the code can stand in its middle."""
        self.width, self.height = width, self._size
        return width, self._size

    def draw(self) -> None:
        """Draw the dark modules from the upper left corner down."""
        side, dark = modules(self._text)
        step = self._size / side
        left = (self.width - self._size) / 2
        for row, column, length in dark:
            self.canv.rect(
                left + column * step,
                self._size - (row + 1) * step,
                length * step,
                step,
                stroke=0,
                fill=1,
            )


class Picture(Flowable):  # type: ignore[misc]  # reportlab carries no types
    """A photo in the middle of a cell."""

    def __init__(self, image: PmlImage) -> None:
        super().__init__()
        self._image, self._size = image, (image.drawWidth, image.drawHeight)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As wide as the cell, as high as the photo."""
        self.width, self.height = max(width, self._size[0]), self._size[1]
        return self.width, self.height

    def draw(self) -> None:
        """Draw the photo."""
        self._image.wrapOn(self.canv, *self._size)
        self._image.drawOn(self.canv, (self.width - self._size[0]) / 2, 0)


def build_table(grid: GridLayout, text: CellText, images: Mapping[str, bytes]) -> FormTable:
    """The table of a grid, its head rows repeated on each page, its declared heights the least."""
    rows = (*grid.head, *grid.rows)
    columns = len(grid.widths)
    data: list[list[Any]] = [[""] * columns for _ in rows]
    commands: list[tuple[Any, ...]] = [(name, (0, 0), (-1, -1), at) for name, at in _PADDINGS]
    for (column, row), cell in _placed(rows):
        data[row][column] = _content(cell, text, images)
        last = (column + cell.colspan - 1, row + cell.rowspan - 1)
        ruled = grid.ruled and cell.role != "title"
        commands += _commands(cell, (column, row), last, ruled, grid.ruled)
    table = FormTable(
        data,
        colWidths=[f"{width:.4f}%" for width in grid.widths],
        rowHeights=[least_height(row) * mm for row in rows],
        repeatRows=len(grid.head),
        style=TableStyle(commands),
        splitByRow=1,
        vAlign="TOP",
    )
    table.totalWidth = None
    return table


def _placed(rows: tuple[Row, ...]) -> Iterator[tuple[Place, CellLayout]]:
    """The cells with the places of their upper left corners, past the spans from above."""
    taken: set[Place] = set()
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while (column, number) in taken:
                column += 1
            yield (column, number), cell
            if cell.rowspan > 1:
                taken |= {
                    (column + across, number + down)
                    for across in range(cell.colspan)
                    for down in range(1, cell.rowspan)
                }
            column += cell.colspan


def _content(cell: CellLayout, text: CellText, images: Mapping[str, bytes]) -> Any:
    content = _photo(cell, text, images) if cell.photo is not None else text.paragraphs(cell)
    if cell.code:
        return [CodeCell(cell.code, cell.code_size * mm)]
    # Half the cells of a form are empty: those need not be measured.
    if not content:
        return []
    return (PmlFlowingCell if cell.flow else WholeCell)(content)


def _photo(cell: CellLayout, text: CellText, images: Mapping[str, bytes]) -> list[Any]:
    photo = cell.photo
    image = images.get(photo.sha256) if photo is not None else None
    if photo is None or image is None:
        return list(text.paragraphs(cell))
    return [Picture(PmlImage(image, width=photo.width * mm, height=photo.height * mm))]


def _commands(
    cell: CellLayout, first: Place, last: Place, ruled: bool, underlined: bool
) -> Iterator[tuple[Any, ...]]:
    (left, top), (right, bottom) = first, last
    if first != last:
        yield ("SPAN", first, last)
    yield ("VALIGN", first, last, cell.valign.upper())
    if ruled:
        yield ("LINEBEFORE", first, (left, bottom), LINE_WIDTH, black)
        yield ("LINEAFTER", (right, top), last, LINE_WIDTH, black)
        if not cell.open_above:
            yield ("LINEABOVE", first, (right, top), LINE_WIDTH, black)
    if underlined and not cell.open_below:
        yield ("LINEBELOW", (left, bottom), last, LINE_WIDTH, black)
