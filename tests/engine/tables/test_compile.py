"""Table packs: what is read from them, and every mistake said at its place."""

from collections.abc import Callable

import pytest

from engine.problems import PackError
from engine.tables.model import Page, Table

Compile = Callable[[str], Table]


def problems_of(table: Compile, text: str) -> list[str]:
    with pytest.raises(PackError) as caught:
        table(text)
    return [
        f"{p.position.line}:{p.position.column} {p.code} {p.message}" for p in caught.value.problems
    ]


def test_table_reads_page_and_defaults(table: Compile) -> None:
    text = """
page: {size: A3, orientation: landscape, margins: [10, 11, 12, 13]}
blocks: [{type: page_break}]
"""

    read = table(text)

    assert read.page == Page(
        paper="A3", orientation="landscape", top=10, right=11, bottom=12, left=13
    )
    assert (read.id, read.version, read.font_size, read.empty) == ("test/form", "1", 10.5, "")


def test_grid_cell_has_one_role(table: Compile) -> None:
    text = """
blocks:
  - type: grid
    columns: [1]
    rows:
      - [{label: 姓名, field: person.name}]
"""

    assert problems_of(table, text) == ["10:10 cell-roles 一个单元格不能既是 label 又是 field"]


def test_grid_row_must_fill_its_columns(table: Compile) -> None:
    text = """
blocks:
  - type: grid
    columns: [1, 1, 1]
    rows:
      - [{label: 一, rowspan: 2}, {label: 二}, {label: 三}]
      - [{label: 四}]
"""

    assert problems_of(table, text) == ["9:5 uneven-row 第 2 行占了 2 列，而表格有 3 列"]


def test_grid_rowspan_must_end_in_the_grid(table: Compile) -> None:
    text = """
blocks:
  - type: grid
    columns: [1]
    rows:
      - [{label: 一, rowspan: 2}]
"""

    assert problems_of(table, text) == ["9:5 uneven-row 有单元格的 rowspan 伸出了表格底部"]


def test_texts_must_pair_their_braces_and_know_their_formats(table: Compile) -> None:
    text = """
blocks:
  - {type: heading, text: '{person.name'}
  - {type: heading, text: '{person.birth_date|chinese}'}
"""

    found = problems_of(table, text)

    assert [line.split(" ")[1] for line in found] == ["bad-template", "bad-format"]


def test_repeat_needs_one_source(table: Compile) -> None:
    text = """
blocks:
  - {type: repeat, section: work, item: paper, columns: [{name: 单位, width: 1, field: unit}]}
  - {type: repeat, columns: [{name: 单位, width: 1, field: unit}]}
"""

    assert [line.split(" ", 1)[1] for line in problems_of(table, text)] == [
        "repeat-source 重复行只能有一个来源",
        "repeat-source 重复行要写明一个来源",
    ]


def test_page_must_leave_room(table: Compile) -> None:
    text = """
page: {margins: [25, 100, 20, 100]}
blocks: [{type: page_break}]
"""

    assert problems_of(table, text) == ["6:8 no-room 页边距没有给正文留下地方"]


def test_opinion_ids_are_different(table: Compile) -> None:
    text = """
blocks:
  - {type: opinion, id: unit, title: 甲}
  - {type: opinion, id: unit, title: 乙}
"""

    assert [line.split(" ")[1] for line in problems_of(table, text)] == ["duplicate-id"]
