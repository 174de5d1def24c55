"""From a layout to HTML: the preview that people read, and the source that becomes a PDF.

Both come from the same macros in `templates/print/`; only the style sheets differ.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from engine.printing import qr
from engine.printing.cell_text import styles_of
from engine.share import share_folder
from engine.tables.layout import Folio, RunningLayout, TableLayout, least_height
from engine.tables.model import Page

ImageAddress = Callable[[str], str]
"""The address of a photo, given its sha256; "" draws an empty frame."""

_COVER_CODE = 24
_BETWEEN_TAGS = re.compile(r">[ \n]+<")


def render_html(
    layout: TableLayout,
    preview: bool = True,
    *,
    stylesheet: str = "",
    image_address: ImageAddress = lambda sha256: "",
) -> str:
    """A whole HTML page of the table. With `preview` cells name the answer they print in
    `data-path`, for a click to find it.

    `stylesheet` is the address of a copy of `templates/print/preview.css`; without one the styles
    are part of the page, which a strict content security policy would not apply.
    """
    return (
        _environment()
        .get_template("preview.html")
        .render(layout=layout, preview=preview, stylesheet=stylesheet, image_address=image_address)
    )


def render_html_body(
    layout: TableLayout, *, image_address: ImageAddress = lambda sha256: ""
) -> Markup:
    """Only the table's sheets, to stand in a page of the site that links `preview.css`."""
    return Markup(
        _environment()
        .get_template("sheets.html")
        .render(layout=layout, preview=True, image_address=image_address)
    )


def render_print_html(layout: TableLayout) -> str:
    """The page that xhtml2pdf reads: all blocks but the grids, which stand in it by their numbers,
    and a prototype of each style that the grids' words are set in."""
    html = (
        _environment()
        .get_template("pdf.html")
        .render(layout=layout, page_ids=page_ids(layout), styles=styles_of(layout))
    )
    # White space between tags would be read, styled and thrown away, element by element.
    return _BETWEEN_TAGS.sub("><", html)


def page_ids(layout: TableLayout) -> dict[Page, str]:
    """The name of each different paper of the layout; the first page's is `page0`."""
    return {page: f"page{number}" for number, page in enumerate(layout.pages)}


def _running_text(running: RunningLayout, side: str) -> str:
    """A header or footer in the preview, which is one endless page: numbers stay open."""
    parts: tuple[str | Folio, ...] = getattr(running, side)
    return "".join("…" if isinstance(part, Folio) else part for part in parts)


def _cover_code(text: str, preview: bool) -> Markup:
    if preview:
        return Markup(qr.svg(text, _COVER_CODE))
    image = Markup('<img src="{}" width="{}mm" height="{}mm">')
    return image.format(qr.data_uri(text), _COVER_CODE, _COVER_CODE)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(share_folder("templates") / "print"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        running_text=_running_text,
        cover_code=_cover_code,
        page_code=qr.svg,
        least_height=least_height,
    )
    return environment
