"""What `<td>` and `<col>` mean on our pages."""

from __future__ import annotations

from typing import Any

from xhtml2pdf.tables import pisaTagTD
from xhtml2pdf.tags import pisaTag
from xhtml2pdf.xhtml2pdf_reportlab import PmlFlowingCell, _CellPart


class WholeCell(_CellPart):  # type: ignore[misc]  # xhtml2pdf carries no types
    """A cell at its natural height: never shrunk, moved on whole if any page can hold it."""


def end_cell(tag: pisaTagTD, context: Any) -> None:
    """Close a `<td>`: one of class `flow` may be cut at the end of a page, others move on."""
    context.addPara()
    flows = "flow" in (tag.node.getAttribute("class") or "").split()
    kind = PmlFlowingCell if flows else WholeCell
    # Half the cells of a form are empty: those need not be measured.
    cell = kind(context.story) if context.story else []
    context.swapStory(tag.story)
    context.tableData.add_cell(cell)


class ColumnTag(pisaTag):  # type: ignore[misc]  # xhtml2pdf carries no types
    """`<col width="12%">`, which xhtml2pdf ignores: the width of the table's next column."""

    def start(self, context: Any) -> None:
        """Note the width."""
        if context.tableData is not None:
            context.tableData.colw.append(self.node.getAttribute("width"))
