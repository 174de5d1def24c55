"""Printed tables of an application: the preview, and the PDF drawn in worker processes."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import suppress

from markupsafe import Markup

from engine.dossier import dossier_from
from engine.forms.visibility import offered_tables
from engine.printing.html import render_html_body
from engine.printing.pdf import RenderError, TooLong
from engine.printing.renderer import Renderer
from engine.tables.lay_out import lay_out
from engine.tables.layout import TableLayout
from engine.tables.model import Table
from web.services.draft import Draft
from web.services.errors import CannotPrint, DoesNotFit, NotFound
from web.services.table_entries import entries_of
from web.storage import FileStore

log = logging.getLogger(__name__)


def find_table(draft: Draft, id: str) -> Table:
    """A table that this application can be printed as.

    :raises NotFound: its standard has no such table, or not for an application like this
    """
    table = draft.plan.tables.get(id)
    offered = offered_tables(draft.standard, draft.values)
    if table is not None and id in offered and table.subject == "application":
        return table
    raise NotFound("表格")


def layout_of(draft: Draft, table: Table) -> TableLayout:
    """The table with what is stored now, or what was handed in and said of it since."""
    return lay_out(
        table,
        draft.plan,
        dossier_from(draft.data),
        draft.report,
        entries=entries_of(draft, table),
    )


class Printer:
    """Draws tables; the worker processes start with the first PDF."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._renderer: Renderer | None = None
        self._lock = threading.Lock()

    def preview(self, draft: Draft, table: Table, address: Callable[[str], str]) -> Markup:
        """The table's sheets as HTML; `address` gives the address of a photo by its sha256."""
        return render_html_body(layout_of(draft, table), image_address=address)

    def pdf(self, draft: Draft, table: Table, files: FileStore) -> bytes:
        """The table as PDF bytes, its photos inside.

        :raises DoesNotFit: it has to stand on one page and is too long for it
        :raises CannotPrint: it could not be drawn; the log says why
        """
        return self.draw(layout_of(draft, table), files)

    def draw(self, layout: TableLayout, files: FileStore) -> bytes:
        """Any layout as PDF bytes, its pictures inside; raises as `pdf`."""
        images = {}
        for sha256 in layout.pictures():
            with suppress(FileNotFoundError):
                images[sha256] = files.read(sha256)
        try:
            return self._ready().render_pdf(layout, images)
        except TooLong as error:
            raise DoesNotFit(layout.name, error.points, error.longest) from error
        except RenderError as error:
            log.exception("table %s for %s", layout.id, layout.subject)
            raise CannotPrint(layout.name) from error

    def close(self) -> None:
        """End the worker processes."""
        with self._lock:
            if self._renderer is not None:
                self._renderer.close()
                self._renderer = None

    def _ready(self) -> Renderer:
        with self._lock:
            if self._renderer is None:
                self._renderer = Renderer(self._workers)
            return self._renderer
