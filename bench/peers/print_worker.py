"""One way of printing as a process: reads the name of an HTML or layout file per line, prints it,
answers with the CPU seconds that it took and the number of bytes and pages.

    python -m bench.peers.print_worker ours | stock | weasyprint

Stock xhtml2pdf runs here without any of our classes: they are switched on inside our render only.
"""

from __future__ import annotations

import io
import pickle
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pikepdf

Print = Callable[[Path], bytes]


def ours() -> Print:
    """Our render of a pickled layout."""
    from engine.printing import render_pdf

    return lambda path: render_pdf(pickle.loads(path.with_suffix(".layout").read_bytes()))


def stock() -> Print:
    """xhtml2pdf as it is installed, given the same words and styles."""
    import logging

    from xhtml2pdf import pisa

    # It warns of each property that it does not know, once per document; that is not its work.
    logging.getLogger("xhtml2pdf").setLevel(logging.CRITICAL)

    def render(path: Path) -> bytes:
        out = io.BytesIO()
        pisa.CreatePDF(path.with_suffix(".stock.html").read_text(), dest=out, path=str(path))
        return out.getvalue()

    return render


def weasyprint() -> Print:
    """WeasyPrint with a fixed table layout, its fastest."""
    import logging

    from weasyprint import HTML

    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)

    def render(path: Path) -> bytes:
        page = HTML(str(path.with_suffix(".weasyprint.html")))
        # Else it would not know the widths of columns and the heights of rows.
        drawn: bytes = page.write_pdf(presentational_hints=True)
        return drawn

    return render


WAYS = {"ours": ours, "stock": stock, "weasyprint": weasyprint}


def main(way: str) -> None:
    """Print what stdin names until it ends."""
    render = WAYS[way]()
    for line in sys.stdin:
        start = time.process_time()
        pdf = render(Path(line.strip()))
        spent = time.process_time() - start
        with pikepdf.open(io.BytesIO(pdf)) as document:
            pages = len(document.pages)
        print(f"{spent} {len(pdf)} {pages}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
