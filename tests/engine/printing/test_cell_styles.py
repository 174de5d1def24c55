"""Merged style commands draw the same cells."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.printing.cell_styles import merge_styles

ROWS, COLUMNS = 4, 3

rectangles = st.tuples(
    st.integers(0, COLUMNS - 1), st.integers(0, ROWS - 1), st.integers(0, 2), st.integers(0, 3)
)
commands = st.lists(
    st.tuples(st.sampled_from(["LEFTPADDING", "LINEABOVE"]), rectangles, st.integers(1, 3)),
    max_size=12,
).map(
    lambda found: [
        (name, (c, r), (min(c + w, COLUMNS - 1), min(r + h, ROWS - 1)), value)
        for name, (c, r, w, h), value in found
    ]
)


def painted(styles: list[tuple[Any, ...]]) -> dict[tuple[str, int, int], int]:
    cells: dict[tuple[str, int, int], int] = {}
    for name, (left, top), (right, bottom), value in styles:
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                cells[name, row, column] = value
    return cells


@given(commands)
@settings(max_examples=150, deadline=None)
def test_merged_styles_paint_every_cell_alike(styles: list[tuple[Any, ...]]) -> None:
    assert painted(merge_styles(styles, ROWS, COLUMNS)) == painted(styles)


def test_styles_of_many_equal_rows_become_one_command() -> None:
    styles = [
        ("LINEBELOW", (column, row), (column, row), 0.6) for row in range(50) for column in range(7)
    ]

    assert merge_styles(styles, 50, 7) == [("LINEBELOW", (0, 0), (6, 49), 0.6)]


def test_commands_for_places_that_are_words_are_kept() -> None:
    special = ("LINEBELOW", (0, "inrowsplitstart"), (-1, "inrowsplitstart"), 0.6)

    assert merge_styles([special, ("SPAN", (0, 0), (1, 0))], 1, 2) == [
        special,
        ("SPAN", (0, 0), (1, 0)),
    ]
