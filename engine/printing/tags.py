"""What our own tags mean on a page, and what `<td>` means beside them.

    <zp:style name="al-center bold"><p class="al-center bold">字</p></zp:style>
    <zp:grid number="3"></zp:grid>

The first teaches a text style of cells, the second stands for a grid of the layout.
"""

from __future__ import annotations

from typing import Any

from reportlab.platypus.flowables import KeepTogether
from xhtml2pdf.tables import pisaTagTD
from xhtml2pdf.tags import pisaTag

from engine.printing.grid_table import WholeCell, build_table


class StyleTag(pisaTag):  # type: ignore[misc]  # xhtml2pdf carries no types
    """A prototype: its paragraph is not printed, its style is what cells are set in."""

    def start(self, context: Any) -> None:
        """Close the paragraph before."""
        context.addPara()

    def end(self, context: Any) -> None:
        """Keep the paragraph as a prototype."""
        context.addPara()
        context.text_of_cells.prototypes[self.node.getAttribute("name")] = context.story.pop()


class GridTag(pisaTag):  # type: ignore[misc]  # xhtml2pdf carries no types
    """A grid of the layout, by the number of its block."""

    def start(self, context: Any) -> None:
        """Build the grid's table where the tag stands."""
        context.addPara()
        grid = context.layout.blocks[int(self.node.getAttribute("number"))]
        table = build_table(grid, context.text_of_cells, context.images)
        context.addStory(KeepTogether([table]) if grid.keep else table)


class ColumnTag(pisaTag):  # type: ignore[misc]  # xhtml2pdf carries no types
    """`<col width="12%">`, which xhtml2pdf ignores: the width of the table's next column."""

    def start(self, context: Any) -> None:
        """Note the width."""
        if context.tableData is not None:
            context.tableData.colw.append(self.node.getAttribute("width"))


def end_cell(tag: pisaTagTD, context: Any) -> None:
    """Close a `<td>`, whose words are never shrunk to fit."""
    context.addPara()
    cell: Any = WholeCell(context.story) if context.story else []
    context.swapStory(tag.story)
    context.tableData.add_cell(cell)
