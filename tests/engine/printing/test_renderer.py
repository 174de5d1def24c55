"""Worker processes: the same bytes, and a clear error when one is lost."""

import os
import signal
import threading
import time
from concurrent.futures import Future

import pytest

from engine.printing import Renderer, RenderError, render_pdf
from engine.tables.model import Page
from tests.engine.printing.layouts import cell, grid, layout_of


def test_worker_draws_the_same_bytes() -> None:
    layout = layout_of(grid((cell("甲"),)))

    with Renderer() as renderer:
        drawn = renderer.render_pdf(layout)

    assert drawn == render_pdf(layout)


def test_lost_and_slow_workers_are_replaced() -> None:
    layout = layout_of(grid((cell("甲"),)))
    endless = layout_of(grid(*[(cell("行"),) for _ in range(20_000)]))

    with Renderer(timeout=60) as renderer:
        renderer.render_pdf(layout)
        for process in renderer.processes():
            os.kill(process, signal.SIGKILL)
        with pytest.raises(RenderError, match="意外中止"):
            renderer.render_pdf(layout)
        assert renderer.render_pdf(layout).startswith(b"%PDF")

        renderer.timeout = 0.2
        with pytest.raises(RenderError, match="排版超过"):
            renderer.render_pdf(endless)
        renderer.timeout = 60
        assert renderer.render_pdf(layout).startswith(b"%PDF")

        with pytest.raises(RenderError, match="无法排版"):
            renderer.render_pdf(layout_of(grid((cell("甲"),)), page=Page(top=150, bottom=146)))


def ended(process: int) -> bool:
    """Whether a process is gone within a few seconds."""
    for _ in range(100):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


def test_workers_that_die_while_idle_are_replaced_unnoticed() -> None:
    layout = layout_of(grid((cell("甲"),)))

    with Renderer(timeout=60) as renderer:
        renderer.render_pdf(layout)
        (process,) = renderer.processes()
        os.kill(process, signal.SIGKILL)
        assert ended(process)
        time.sleep(0.5)  # until the pool, too, has noticed

        assert renderer.render_pdf(layout).startswith(b"%PDF")


def test_close_ends_workers_that_are_drawing() -> None:
    endless = layout_of(grid(*[(cell("行"),) for _ in range(20_000)]))
    drawn: Future[bytes] = Future()
    renderer = Renderer(timeout=60)

    def draw() -> None:
        try:
            drawn.set_result(renderer.render_pdf(endless))
        except RenderError as error:
            drawn.set_exception(error)

    renderer.render_pdf(layout_of(grid((cell("甲"),))))
    (process,) = renderer.processes()
    drawing = threading.Thread(target=draw)
    drawing.start()
    while renderer.processes():
        time.sleep(0.01)
    renderer.close()
    drawing.join(20)

    assert ended(process)
    assert isinstance(drawn.exception(1), RenderError)
