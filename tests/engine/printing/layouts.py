"""Layouts made by hand."""

from engine.tables.layout import BlockLayout, CellLayout, GridLayout, Line, TableLayout
from engine.tables.model import Page

PAGE = Page(top=20, right=20, bottom=20, left=20)


def layout_of(*blocks: BlockLayout, **options: object) -> TableLayout:
    values: dict[str, object] = {
        "id": "test/form",
        "name": "测试表",
        "subject": "测试计划",
        "digest": "",
        "page": PAGE,
        "font_size": 10.5,
        "header": None,
        "footer": None,
        "code": "",
        "code_size": 0.0,
        "blocks": blocks,
    }
    return TableLayout(**{**values, **options})  # type: ignore[arg-type]


def cell(text: str, **options: object) -> CellLayout:
    lines = tuple(Line(text=line) for line in text.split("\n")) if text else ()
    return CellLayout(role="value", lines=lines, **options)  # type: ignore[arg-type]


def grid(*rows: tuple[CellLayout, ...], **options: object) -> GridLayout:
    columns = sum(one.colspan for one in rows[0])
    widths = tuple([100 / columns] * columns)
    return GridLayout(**{"widths": widths, "rows": rows, **options})  # type: ignore[arg-type]
