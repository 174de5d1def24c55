"""The words of a cell as paragraphs, in styles that xhtml2pdf made from the style sheet.

A form has thousands of cells and a dozen styles. Each style is read through HTML and CSS once, as a
prototype; the cells' paragraphs are made from it directly, which takes a third of the time.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.printing.fonts import runs
from engine.printing.paragraph import FormParagraph
from engine.tables.layout import CellLayout, GridLayout, Line, TableLayout
from engine.tables.model import Align

_UPLOADED = Line(text="（已上传照片）")
"""Said where a photo was handed in but its bytes are not at hand."""

_SPACES = re.compile(r"[ \t\r\n\f\v]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class TextStyle:
    """What distinguishes the paragraphs of cells; `name` is its classes in the style sheet."""

    align: Align
    indent: bool = False
    bold: bool = False

    @property
    def name(self) -> str:
        """The classes of `templates/print/pdf.css`."""
        return f"al-{self.align}{' indent' if self.indent else ''}{' bold' if self.bold else ''}"


def styles_of(layout: TableLayout) -> tuple[TextStyle, ...]:
    """The styles of all cells of a layout, each once."""
    found: dict[TextStyle, None] = {}
    for block in layout.blocks:
        if isinstance(block, GridLayout):
            for row in (*block.head, *block.rows):
                for cell in row:
                    found.update(dict.fromkeys(style for style, _ in _styled(cell)))
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class CellText:
    """Makes paragraphs from prototypes: by style, one paragraph that xhtml2pdf built.

    `marks` are what to print for characters that no face can draw.
    """

    prototypes: dict[str, Any]
    marks: Mapping[int, str | None]

    def paragraphs(self, cell: CellLayout) -> list[FormParagraph]:
        """The paragraphs of a cell; lines that are set alike share one, with breaks between."""
        return [self._paragraph(style, lines) for style, lines in _styled(cell)]

    def _paragraph(self, style: TextStyle, lines: tuple[Line, ...]) -> FormParagraph:
        prototype = self.prototypes[style.name]
        model = prototype.frags[0]
        frags: list[Any] = []
        for number, line in enumerate(lines):
            if number:
                frags.append(model.clone(text="", lineBreak=1))
            words = _SPACES.sub(" ", line.text).translate(self.marks)
            frags += [
                model.clone(text=text, fontName=face) for face, text in runs(words, model.fontName)
            ]
        paragraph = FormParagraph("", prototype.style, frags=frags, dir="ltr")
        paragraph.autoLeading = prototype.autoLeading
        paragraph.keepWithNext = 0
        return paragraph


def _styled(cell: CellLayout) -> list[tuple[TextStyle, tuple[Line, ...]]]:
    if cell.photo is not None:
        return [(TextStyle(align="center"), (_UPLOADED,))]
    if not any(line.text for line in cell.lines):
        return []
    if cell.is_plain:
        return [(TextStyle(align=cell.align, bold=cell.bold), cell.lines)]
    return [
        (
            TextStyle(
                align=line.align or cell.align, indent=line.indent, bold=line.bold or cell.bold
            ),
            (line,),
        )
        for line in cell.lines
    ]
