"""Chinese typesetting switched on in xhtml2pdf, for the time of one render and for nobody else.

xhtml2pdf 0.2.28 and reportlab 5.1.0 offer no way to say which paragraph, table or cell class a
page is built from, so the names they look them up by are exchanged. What is exchanged is internal
to exactly these versions: others are refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from typing import Any

import xhtml2pdf.context
import xhtml2pdf.parser
import xhtml2pdf.reportlab_paragraph
import xhtml2pdf.tables
from reportlab import rl_config
from reportlab.pdfbase import ttfonts
from xhtml2pdf.document import _RENDER_LOCK

from engine.printing.paragraph import FormParagraph, justify
from engine.printing.table import FormTable
from engine.printing.tags import ColumnTag, GridTag, StyleTag, end_cell
from engine.printing.unicode_map import to_unicode_map

PINNED = {"xhtml2pdf": "0.2.28", "reportlab": "5.1.0"}

EXCHANGED: tuple[tuple[Any, str, Any], ...] = (
    (xhtml2pdf.context, "PmlParagraph", FormParagraph),
    (xhtml2pdf.tables, "PmlTable", FormTable),
    (xhtml2pdf.tables.pisaTagTD, "end", end_cell),
    (xhtml2pdf.parser, "pisaTagCOL", ColumnTag),
    (xhtml2pdf.parser, "pisaTagZPGRID", GridTag),
    (xhtml2pdf.parser, "pisaTagZPSTYLE", StyleTag),
    (xhtml2pdf.reportlab_paragraph, "_justifyDrawParaLineX", justify),
    (ttfonts, "makeToUnicodeCMap", to_unicode_map),
    (rl_config, "useA85", 0),
)
"""Where, under which name, what is used instead. Streams are not written as ASCII85 text: it
takes time and a quarter more bytes, and no reader has needed it for decades."""

_ABSENT = object()


class WrongVersion(Exception):
    """A package whose internals are exchanged has another version than the one it was made for."""


@contextmanager
def chinese_typesetting() -> Iterator[None]:
    """Build pages with our classes; xhtml2pdf's own render lock is held meanwhile.

    :raises WrongVersion: xhtml2pdf or reportlab is not the pinned version
    """
    for package, pinned in PINNED.items():
        if version(package) != pinned:
            raise WrongVersion(f"{package} {version(package)} is installed, {pinned} is needed")
    with _RENDER_LOCK:
        before = [vars(owner).get(name, _ABSENT) for owner, name, _ in EXCHANGED]
        try:
            for owner, name, ours in EXCHANGED:
                setattr(owner, name, ours)
            yield
        finally:
            for (owner, name, _), was in zip(EXCHANGED, before, strict=True):
                if was is _ABSENT:
                    delattr(owner, name)
                else:
                    setattr(owner, name, was)
