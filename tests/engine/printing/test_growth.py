"""Time grows with the rows, not with their square."""

import time

from engine.printing import render_pdf
from tests.engine.printing.layouts import cell, grid, layout_of

COLUMNS = 5


def cpu_seconds(rows: int) -> float:
    row = tuple(cell("教育教学成果") for _ in range(COLUMNS))
    layout = layout_of(grid(*[row] * rows))
    start = time.process_time()
    render_pdf(layout)
    return time.process_time() - start


def test_eight_times_the_rows_take_about_eight_times_as_long() -> None:
    cpu_seconds(20)
    short = min(cpu_seconds(50) for _ in range(3))

    assert cpu_seconds(400) / short < 8 * 2
