"""Printing: our 12-page and 60-page tables against stock xhtml2pdf and WeasyPrint, and the growth
of time with the rows of a table.

Every way of printing is a process of its own that is asked in turn; what counts is the CPU time of
its render, best of the rounds, after one render to warm up. The peers get the same words, fonts
and styles as HTML of their own dialect; they break lines and pages in their own way.
"""

from __future__ import annotations

import pickle
import re
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any, cast

from bench.measure import Line, print_lines
from engine.dossier import dossier_from
from engine.packs.library import Library
from engine.printing.fonts import BOLD, REGULAR, find_fonts
from engine.printing.html import render_html_body
from engine.printing.qr import data_uri
from engine.share import share_folder
from engine.tables.lay_out import lay_out
from engine.tables.layout import BlockLayout, CellLayout, CoverLayout, GridLayout, TableLayout
from engine.tables.layout import Line as TextLine
from engine.tables.model import Page

PLAN, TABLE, CASE = "anhui/2022-bengbu-teachers", "anhui/review-form", "all-pass"
FORMS = {"12 pages": 30, "60 pages": 700}
"""Rows of awards that make the shipped table about that long."""

WAYS = ("ours", "stock", "weasyprint")
ROUNDS = 3
ROWS = (50, 100, 200, 400, 800, 1600)
AIM = 3.0


@dataclass(frozen=True, slots=True)
class Spent:
    """What one render took."""

    seconds: float
    pages: int


class Printer:
    """A process that prints what it is told to and says what it took."""

    def __init__(self, way: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "bench.peers.print_worker", way],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Printer:
        return self

    def __exit__(self, *error: object) -> None:
        self._process.communicate()

    def print(self, file: Path) -> Spent:
        """Print once.

        :raises RuntimeError: the process ended without an answer
        """
        write, read = cast("IO[str]", self._process.stdin), cast("IO[str]", self._process.stdout)
        write.write(f"{file}\n")
        write.flush()
        answer = read.readline().split()
        if not answer:
            raise RuntimeError("a peer could not print; is bench/requirements.lock installed?")
        return Spent(float(answer[0]), int(answer[2]))


def main() -> int:
    """Print both benches; 0 always, since an aim that is not met is said in its line."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        printers = {way: stack.enter_context(Printer(way)) for way in WAYS}
        for label, rows in FORMS.items():
            file = write_form(Path(folder) / f"form{rows}", review_form(rows))
            compare(label, file, printers)
        grow(Path(folder), printers["ours"], printers["stock"])
    return 0


def compare(label: str, file: Path, printers: dict[str, Printer]) -> None:
    """One form, each way of printing in turn."""
    best = {way: printer.print(file) for way, printer in printers.items()}
    for _ in range(ROUNDS):
        for way, printer in printers.items():
            best[way] = min(best[way], printer.print(file), key=lambda spent: spent.seconds)
    own = best["ours"].seconds
    lines = [Line(label=f"ours, {best['ours'].pages} pages", seconds=own)]
    for way in ("stock", "weasyprint"):
        ratio = best[way].seconds / own
        lines.append(
            Line(
                label=f"{way}, {best[way].pages} pages",
                seconds=best[way].seconds,
                ratio=ratio,
                aim=f"≥ {AIM:g}×",
                met=ratio >= AIM,
            )
        )
    print_lines(f"print, {label} (CPU seconds per file; ratio: peer to ours)", lines)


def grow(folder: Path, own: Printer, stock: Printer) -> None:
    """Milliseconds per row as tables grow; flat means linear."""
    lines: list[Line] = []
    first = 0.0
    for rows in ROWS:
        file = write_form(folder / f"rows{rows}", long_table(rows))
        spent = min(own.print(file).seconds for _ in range(ROUNDS))
        first = first or spent / rows
        ratio = spent / rows / first
        last = rows == ROWS[-1]
        lines.append(
            Line(
                label=f"ours, {rows} rows, per row",
                seconds=spent / rows,
                ratio=ratio,
                aim="≤ 1.5×" if last else "",
                met=ratio <= 1.5 if last else None,
            )
        )
    for rows in (ROWS[0], ROWS[3]):
        spent = stock.print(folder / f"rows{rows}").seconds
        lines.append(Line(label=f"stock, {rows} rows, per row", seconds=spent / rows))
    print_lines("print, 7 columns (CPU per row; ratio: to the shortest table)", lines)


def review_form(awards: int) -> TableLayout:
    """The shipped review form of an applicant with that many awards."""
    library = Library(share_folder("config"))
    plan = library.plan(PLAN)
    case = next(source for source in library.sources if source.id == f"{PLAN}/{CASE}")
    told: dict[str, Any] = case.root.plain()["dossier"]
    one = told["rows"]["tenure_honor"][0]
    many = [{**one, "id": f"h{n}", "name": f"{one['name']}（{n}）"} for n in range(awards)]
    told["rows"]["tenure_honor"] = many
    return lay_out(plan.tables[TABLE], plan, dossier_from({"plan": PLAN, **told}))


def long_table(rows: int) -> TableLayout:
    """A table of seven columns."""
    words = ("1", "2022.06", "小学科学实验教学改革研究", "省级", "一等奖", "1/5", "某教育学会")
    row = tuple(CellLayout(role="value", lines=(TextLine(text=word),)) for word in words)
    return TableLayout(
        id="bench",
        name="一览表",
        subject="bench",
        digest="",
        page=Page(),
        font_size=10.5,
        header=None,
        footer=None,
        code="",
        code_size=0,
        blocks=(GridLayout(widths=tuple([100 / 7] * 7), rows=(row,) * rows),),
    )


def write_form(file: Path, layout: TableLayout) -> Path:
    """The layout for us, and as HTML for each peer."""
    file.with_suffix(".layout").write_bytes(pickle.dumps(layout))
    plain = replace(layout, header=None, footer=None, code="", blocks=_without_codes(layout))
    html = str(render_html_body(plain))
    css = (Path(__file__).parent / "peers" / "print.css").read_text()
    for way, body, styles in (
        ("stock", stock_dialect(html), _stock_styles()),
        ("weasyprint", html, _weasyprint_styles()),
    ):
        page = f"<html><head><meta charset='utf-8'><style>{css}{styles}</head><body>"
        file.with_suffix(f".{way}.html").write_text(f"{page}{_head(layout)}{body}</body></html>")
    return file


def _without_codes(layout: TableLayout) -> tuple[BlockLayout, ...]:
    """The blocks without the cover's code, an SVG that not every peer draws inline."""
    return tuple(
        replace(block, code="") if isinstance(block, CoverLayout) else block
        for block in layout.blocks
    )


def stock_dialect(html: str) -> str:
    """The page as stock xhtml2pdf can print it at full size.

    It knows no `<col>`, so each row without spans gets the widths; and a declared height is a fixed
    one to it, to which it shrinks the words, so only empty rows and opinion boxes keep theirs.
    """
    grid = re.compile(r"<colgroup>(.*?)</colgroup>(.*?)</table>", re.DOTALL)
    return grid.sub(lambda found: f"{_sized(found[2], found[1])}</table>", html)


def _sized(body: str, columns: str) -> str:
    widths = re.findall(r'width="([^"]+)"', columns)

    def row(found: re.Match[str]) -> str:
        text = found[0]
        if re.search(r">[^<]", text) and "va-middle" in text:
            text = re.sub(r' height="[^"]+"', "", text)
        cells = text.split("<td")
        if "span=" in text or len(cells) != len(widths) + 1:
            return text
        sized = [f' width="{w}"{cell}' for w, cell in zip(widths, cells[1:], strict=True)]
        return "<td".join([cells[0], *sized])

    return re.sub(r"<tr>.*?</tr>", row, body, flags=re.DOTALL)


def _faces() -> str:
    found = find_fonts()
    return "".join(
        f"@font-face{{font-family:{REGULAR};font-weight:{weight};src:url({found[face].as_uri()})}}"
        for face, weight in ((REGULAR, "normal"), (BOLD, "bold"))
    )


def _stock_styles() -> str:
    return (
        _faces().replace("file://", "") + "@page{size:a4;margin:25mm 20mm 20mm 25mm;"
        "@frame head{-pdf-frame-content:head;left:25mm;top:5mm;width:165mm;height:18mm}"
        "@frame foot{-pdf-frame-content:foot;left:25mm;bottom:7mm;width:165mm;height:8mm}}</style>"
    )


def _weasyprint_styles() -> str:
    return (
        _faces() + "@page{size:A4;margin:25mm 20mm 20mm 25mm;@top-right{content:element(head)}"
        "@bottom-center{content:'第 ' counter(page) ' 页　共 ' counter(pages) ' 页'}}"
        "table{width:100%;table-layout:fixed;border-collapse:collapse}"
        "#head{position:running(head);text-align:right}#foot{display:none}</style>"
    )


def _head(layout: TableLayout) -> str:
    """The header with its code; and the footer, for the peer that has no counters in its styles."""
    size = "style='width:13mm;height:13mm'"
    code = f"<img src='{data_uri(layout.code)}' {size}>" if layout.code else ""
    return (
        f"<div id='head'><p style='text-align:right'>{layout.name} {code}</p></div>"
        "<div id='foot'>第 <pdf:pagenumber></pdf:pagenumber> 页　"
        "共 <pdf:pagecount></pdf:pagecount> 页</div>"
    )


if __name__ == "__main__":
    sys.exit(main())
