"""The blocks of a table: one function for each `type`, in one registry."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast, get_args

from engine.tables.cells import compile_cell, compile_rows
from engine.tables.model import (
    Align,
    Block,
    Column,
    Cover,
    CoverLine,
    Fills,
    Format,
    Grid,
    Heading,
    LongText,
    Opinion,
    Orientation,
    Page,
    PageBreak,
    Paper,
    Paragraph,
    Repeat,
    Show,
    Source,
    Text,
    Vote,
)
from engine.tables.reading import Reading
from engine.tables.text import split_text

SOURCES = get_args(Source)
_PAPER_SIZES: dict[str, tuple[float, float]] = {"A4": (210, 297), "A3": (297, 420)}
_LEAST_ROOM = 40


def compile_page(reading: Reading | None) -> Page:
    """Paper, orientation and margins `[top, right, bottom, left]` in millimetres."""
    if reading is None:
        return Page()
    margins = reading.node.get("margins")
    sizes = (
        [float(m.value) for m in margins.items() if isinstance(m.value, (int, float))]
        if (margins)
        else []
    )
    top, right, bottom, left = sizes if len(sizes) == 4 else (25, 20, 20, 25)
    page = Page(
        paper=cast("Paper", reading.word("size", get_args(Paper), "A4")),
        orientation=cast(
            "Orientation", reading.word("orientation", get_args(Orientation), "portrait")
        ),
        top=top,
        right=right,
        bottom=bottom,
        left=left,
    )
    width, height = paper_size(page)
    if width - left - right < _LEAST_ROOM or height - top - bottom < _LEAST_ROOM:
        reading.add("no-room", "页边距没有给正文留下地方", "请减小 margins（毫米）", "margins")
        return Page(paper=page.paper, orientation=page.orientation)
    return page


def paper_size(page: Page) -> tuple[float, float]:
    """Width and height of the sheet as it is held, in millimetres."""
    short, long = _PAPER_SIZES[page.paper]
    return (long, short) if page.orientation == "landscape" else (short, long)


def compile_block(reading: Reading) -> Block | None:
    """The block of one YAML mapping; an unknown `type` becomes a problem."""
    compile_type = BLOCK_TYPES.get(reading.text("type"))
    if compile_type is None:
        reading.add(
            "unknown-block",
            f"没有“{reading.text('type')}”这种版块",
            f"可用的版块：{'、'.join(BLOCK_TYPES)}",
            "type",
        )
        return None
    return compile_type(reading)


def _cover(reading: Reading) -> Cover:
    return Cover(
        title=_required(reading, "title"),
        subtitle=_required(reading, "subtitle"),
        lines=tuple(
            CoverLine(name=line.text("name"), value=compile_cell(line))
            for line in reading.members("lines")
        ),
        foot=reading.templates("foot"),
        code=reading.flag("code"),
        position=reading.position,
    )


def _heading(reading: Reading) -> Heading:
    return Heading(
        text=_required(reading, "text"),
        small=reading.flag("small"),
        align=_align(reading, "left"),
        position=reading.position,
    )


def _paragraph(reading: Reading) -> Paragraph:
    return Paragraph(
        texts=reading.templates("text"),
        align=_align(reading, "justify"),
        indent=reading.flag("indent", True),
        numbered=reading.flag("numbered"),
        position=reading.position,
    )


def _grid(reading: Reading) -> Grid:
    columns = reading.node.get("columns")
    widths = tuple(
        float(c.value)
        for c in (columns.items() if columns else ())
        if isinstance(c.value, (int, float)) and not isinstance(c.value, bool)
    )
    _check_widths(reading, widths)
    return Grid(
        title=reading.template("title"),
        columns=widths,
        rows=compile_rows(reading, len(widths)),
        keep=reading.flag("keep"),
        ruled=reading.flag("ruled", True),
        position=reading.position,
    )


def _repeat(reading: Reading) -> Repeat:
    sources = [source for source in SOURCES if reading.has(source)]
    if len(sources) != 1:
        reading.add(
            "repeat-source",
            "重复行要写明一个来源" if not sources else "重复行只能有一个来源",
            f"请在 {'、'.join(SOURCES)} 中选一个",
        )
    columns = tuple(_column(column) for column in reading.members("columns"))
    _check_widths(reading, tuple(column.width for column in columns))
    source = sources[0] if sources else "section"
    return Repeat(
        source=cast("Source", source),
        of="" if source in ("categories", "records", "slots") else reading.text(source),
        title=reading.template("title"),
        label=reading.template("label"),
        columns=columns,
        min_rows=reading.count("min_rows", 0),
        row_height=reading.number("row_height", 8),
        empty=reading.text("empty") if reading.has("empty") else None,
        note=reading.template("note"),
        position=reading.position,
    )


def _column(reading: Reading) -> Column:
    show = reading.text("show")
    known = cast("Show", reading.word("show", get_args(Show), "number")) if show else None
    return Column(
        name=reading.text("name"),
        width=reading.number("width", 1),
        path=reading.text("field"),
        until=reading.text("until"),
        text=reading.template("text"),
        show=known,
        format=cast("Format", reading.word("format", get_args(Format), "plain")),
        align=_align(reading, "center"),
        group=reading.text("group"),
        position=reading.position,
    )


def _long_text(reading: Reading) -> LongText:
    return LongText(
        title=reading.template("title"),
        path=reading.text("field"),
        height=reading.number("height", 60),
        empty=reading.text("empty") if reading.has("empty") else None,
        position=reading.position,
    )


def _opinion(reading: Reading) -> Opinion:
    return Opinion(
        id=reading.text("id"),
        title=_required(reading, "title"),
        statement=reading.template("statement"),
        stamp=reading.text("stamp"),
        signers=reading.words("signers"),
        date=reading.flag("date", True),
        height=reading.number("height", 60),
        fills=cast("Fills", reading.word("fills", get_args(Fills), "opinion")),
        node=reading.text("node"),
        position=reading.position,
    )


def _vote(reading: Reading) -> Vote:
    return Vote(
        id=reading.text("id"),
        title=_required(reading, "title"),
        counts=tuple((c.text("id"), c.text("name")) for c in reading.members("counts")),
        conclusion=reading.text("conclusion"),
        stamp=reading.text("stamp"),
        signers=reading.words("signers"),
        height=reading.number("height", 60),
        node=reading.text("node"),
        position=reading.position,
    )


def _page_break(reading: Reading) -> PageBreak:
    page = reading.member("page")
    return PageBreak(page=compile_page(page) if page else None, position=reading.position)


BLOCK_TYPES: dict[str, Callable[[Reading], Block]] = {
    "cover": _cover,
    "heading": _heading,
    "paragraph": _paragraph,
    "grid": _grid,
    "repeat": _repeat,
    "long_text": _long_text,
    "opinion": _opinion,
    "vote": _vote,
    "page_break": _page_break,
}


def _required(reading: Reading, key: str) -> Text:
    return reading.template(key) or split_text("", reading.position, reading.problems)


def _align(reading: Reading, default: Align) -> Align:
    return cast("Align", reading.word("align", get_args(Align), default))


def _check_widths(reading: Reading, widths: tuple[float, ...]) -> None:
    if not widths or any(width <= 0 for width in widths):
        reading.add("column-width", "每一列都要有大于 0 的宽度", "请写出各列的相对宽度", "columns")
