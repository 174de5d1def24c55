"""The context in which xhtml2pdf reads a page: our fonts, and ideographic spaces kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xhtml2pdf.context import pisaContext

from engine.printing.cell_text import CellText
from engine.printing.fonts import RARE, REGULAR, marks_for, register_fonts
from engine.tables.layout import TableLayout

_IDEOGRAPHIC_SPACE = "\u3000"
_STAND_IN = "\ue3e3"
"""A private-use character, which white-space collapsing leaves alone."""


class FormContext(pisaContext):  # type: ignore[misc]  # xhtml2pdf carries no types
    """A context that knows the registered faces by name, lets 单　　位 keep its spaces, and holds
    the layout whose grids the page refers to."""

    def __init__(self, layout: TableLayout, images: Mapping[str, bytes]) -> None:
        super().__init__("")
        self.layout = layout
        self.images = images
        self.text_of_cells = CellText(prototypes={}, marks=marks_for("".join(layout.texts())))
        for face in register_fonts():
            self.fontList[face] = face
        self.fontList["helvetica"] = REGULAR
        self.fontList.setdefault(RARE, REGULAR)

    def addFrag(self, text: Any = "", frag: Any = None) -> Any:  # xhtml2pdf's name
        """Add text; xhtml2pdf would turn any run of white space into one space."""
        if isinstance(text, str):
            text = text.replace(_IDEOGRAPHIC_SPACE, _STAND_IN)
        return super().addFrag(text, frag)

    def _appendFrag(self, frag: Any) -> None:  # xhtml2pdf's name
        text = getattr(frag, "text", None)
        if type(text) is str and _STAND_IN in text:
            frag.text = text.replace(_STAND_IN, _IDEOGRAPHIC_SPACE)
        super()._appendFrag(frag)
