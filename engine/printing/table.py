"""Tables of a form: declared heights are least heights, and nothing is too tall for a page.

In stock xhtml2pdf 0.2.28 a row height is fixed, a cell taller than the page is shrunk to fit it,
its borders stay open where it is cut, and a row span taller than the page fails to print.
"""

from __future__ import annotations

import copy
from typing import Any

from reportlab.lib.colors import black
from reportlab.platypus.tables import TableStyle
from xhtml2pdf.xhtml2pdf_reportlab import PmlTable

from engine.printing.cell_styles import merge_styles

LINE_WIDTH = 0.6
_ENDLESS = 1e9


class FormTable(PmlTable):  # type: ignore[misc]  # xhtml2pdf carries no types
    """A grid that flows over pages with all its borders closed.

    reportlab makes the parts of a split table with the cell styles of the whole; a table without
    them is a new one, whose declared heights become least heights.
    """

    _spanCmds: list[Any]

    def __init__(self, data: Any, **options: Any) -> None:
        least: list[float] | None = None
        if options.get("cellStyles") is None:
            least = [height or 0.0 for height in options["rowHeights"]]
            options["rowHeights"] = [None] * len(least)
            options["style"] = _closed(options["style"], len(data), max(map(len, data)))
        super().__init__(data, **options)
        self._minRowHeights = least

    def split(self, availWidth: float, availHeight: float) -> list[Any]:
        """The part for this page and the rest, or nothing if it has to move on whole."""
        parts: list[Any] = super().split(availWidth, availHeight)
        if not parts and self._spanCmds and self._cut_spans(availHeight):
            parts = super().split(availWidth, availHeight)
        if len(parts) == 2:
            self._share_heights(*parts)
        return parts

    def _share_heights(self, above: FormTable, below: FormTable) -> None:
        """Give both parts the least heights of their rows; the halves of a cut row have none."""
        least = self._minRowHeights
        if least is None:
            return
        repeated = self._repeatCount()
        cut = above._rowCutBottom
        rest = below._nrows - repeated
        above._minRowHeights = least[: above._nrows]
        below._minRowHeights = least[:repeated] + least[len(least) - rest :]
        if cut:
            above._minRowHeights[-1] = 0.0
            below._minRowHeights[repeated] = 0.0

    def _cut_spans(self, room: float) -> bool:
        """End the row spans that cross the end of this page there and begin them again below,
        with the same content, if they could not stand on any page. True if one was cut."""
        row = self._getFirstPossibleSplitRowPosition(room, ignoreSpans=1)
        if not self._repeatCount() < row < self._nrows:
            return False
        if not self._mayCutInsideRow() and not self._has_tall_span():
            return False
        commands: list[Any] = []
        for name, start, end in (command[:3] for command in self._spanCmds):
            left, top, right, bottom = self._corners(start, end)
            if not top < row <= bottom:
                commands.append((name, (left, top), (right, bottom)))
                continue
            for first, last in ((top, row - 1), (row, bottom)):
                if (left, first) != (right, last):
                    commands.append((name, (left, first), (right, last)))
            self._repeat_cell(left, top, right, row)
        if commands == self._spanCmds:
            return False
        self._spanCmds = commands
        self._calcSpanRanges()
        return True

    def _repeat_cell(self, left: int, top: int, right: int, row: int) -> None:
        self._cellvalues[row][left] = copy.deepcopy(self._cellvalues[top][left])
        self._cellStyles[row][left] = self._cellStyles[top][left].copy()
        for name, at in (("LINEBELOW", row - 1), ("LINEABOVE", row)):
            self._addCommand((name, (left, at), (right, at), LINE_WIDTH, black))

    def _has_tall_span(self) -> bool:
        document = getattr(getattr(self, "canv", None), "_doctemplate", None)
        page = getattr(getattr(document, "frame", None), "_height", _ENDLESS)
        for _, start, end in (command[:3] for command in self._spanCmds):
            _, top, _, bottom = self._corners(start, end)
            if sum(height or 0 for height in self._rowHeights[top : bottom + 1]) > page:
                return True
        return False

    def _corners(self, start: Any, end: Any) -> tuple[int, int, int, int]:
        columns, rows = self._ncols, self._nrows
        return start[0] % columns, start[1] % rows, end[0] % columns, end[1] % rows


def _closed(style: TableStyle, rows: int, columns: int) -> TableStyle:
    """The style with its commands merged, and with lines wherever a row is cut at a page's end."""
    commands = merge_styles(style.getCommands(), rows, columns)
    if any(str(command[0]).startswith("LINE") for command in commands):
        for name, where in (("LINEBELOW", "inrowsplitstart"), ("LINEABOVE", "inrowsplitend")):
            commands.append((name, (0, where), (-1, where), LINE_WIDTH, black))
    return TableStyle(commands)
