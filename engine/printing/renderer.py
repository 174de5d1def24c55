"""Rendering in other processes: a render keeps the interpreter busy, and threads gain nothing.

    with Renderer(workers=2) as renderer:
        pdf = renderer.render_pdf(layout, images)

Workers are spawned, load their fonts once and render many layouts. One that crashes or takes too
long is replaced; the others' work goes on.
"""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Mapping
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeout
from multiprocessing import get_context
from time import monotonic
from types import TracebackType
from typing import Self

from engine.printing.pdf import RenderError, render_pdf
from engine.tables.layout import TableLayout

_NO_IMAGES: Mapping[str, bytes] = {}


class Renderer:
    """A pool of worker processes that draw PDF files; safe to call from many threads.

    `timeout` is the longest that one file may take, in seconds, waiting for a free worker
    included. Each worker stands alone in its own pool, so that ending one leaves the others be.
    """

    def __init__(self, workers: int = 1, timeout: float = 60) -> None:
        self.timeout = timeout
        self._free = threading.Semaphore(workers)
        self._lock = threading.Lock()
        self._workers = tuple(_Worker() for _ in range(workers))
        self._idle = list(self._workers)

    def render_pdf(self, layout: TableLayout, images: Mapping[str, bytes] = _NO_IMAGES) -> bytes:
        """The layout as PDF bytes, drawn by the next free worker.

        :raises RenderError: it cannot be drawn, took too long, or its worker died
        """
        timeout, asked_at = self.timeout, monotonic()
        if not self._free.acquire(timeout=timeout):
            raise RenderError(f"{layout.name} 等候打印超过 {timeout:g} 秒")
        try:
            with self._lock:
                worker = self._idle.pop()
            try:
                return worker.render(layout, images, timeout - (monotonic() - asked_at))
            finally:
                with self._lock:
                    self._idle.append(worker)
        finally:
            self._free.release()

    def processes(self) -> tuple[int, ...]:
        """The process ids of the workers that are running and free."""
        with self._lock:
            return tuple(process for worker in self._idle for process in worker.processes())

    def close(self) -> None:
        """End the workers; what they are drawing is lost."""
        for worker in self._workers:
            worker.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class _Worker:
    """One process, started when first needed and again after it had to be ended."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None

    def render(self, layout: TableLayout, images: Mapping[str, bytes], timeout: float) -> bytes:
        future = self._submitted(layout, dict(images))
        try:
            return future.result(timeout)
        except FutureTimeout:
            self.stop()
            raise RenderError(f"{layout.name} 排版超过 {timeout:.3g} 秒，已中止") from None
        except BrokenExecutor:
            self.stop()
            raise RenderError(f"打印 {layout.name} 的进程意外中止") from None
        except RenderError:
            raise
        except Exception as error:
            raise RenderError(f"{layout.name} 无法打印：{error}") from error

    def _submitted(self, layout: TableLayout, images: Mapping[str, bytes]) -> Future[bytes]:
        try:
            return self._started().submit(render_pdf, layout, images)
        except BrokenExecutor:  # it died while it had nothing to do
            self.stop()
            return self._started().submit(render_pdf, layout, images)

    def processes(self) -> tuple[int, ...]:
        running = (self._pool._processes or {}) if self._pool is not None else {}
        return tuple(running)

    def stop(self) -> None:
        pool, self._pool = self._pool, None
        if pool is None:
            return
        processes = list((pool._processes or {}).values())
        pool.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            with contextlib.suppress(ValueError, ProcessLookupError):
                process.kill()
        for process in processes:
            with contextlib.suppress(ValueError, AssertionError):
                process.join(5)

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                1, mp_context=get_context("spawn"), initializer=_ignore_interrupt
            )
        return self._pool


def _ignore_interrupt() -> None:
    """Ctrl-C reaches the whole process group; the parent decides when its workers end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
